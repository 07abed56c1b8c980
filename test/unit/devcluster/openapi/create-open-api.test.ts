import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { ServedResource } from '../../../../src/devcluster/api/served-resource.ts';
import { builtinResources } from '../../../../src/devcluster/builtin/builtin-resources.ts';
import { createOpenApi } from '../../../../src/devcluster/openapi/create-open-api.ts';
import type { Message } from '../../../../src/devcluster/protobuf/field.ts';
import { readMessage } from '../../../../src/devcluster/protobuf/read-message.ts';
import { objectOf } from '../../../../src/devcluster/schema/json-members.ts';

const vpc: ServedResource = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'VPC',
  listKind: 'VPCList',
  plural: 'vpcs',
  singular: 'vpc',
  shortNames: [],
  categories: [],
  namespaced: true,
  verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  status: true,
  columns: [],
  selectableFields: [],
  storageKey: 'vpcs.ec2.aws.evenkeel.dev',
  custom: true,
  schema: {
    type: 'object',
    properties: {
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        required: ['port'],
        properties: {
          port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
          default: { type: 'integer', default: 3, minimum: 1, maximum: 9, nullable: true },
          names: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
        },
      },
    },
  },
};

const resources = [...builtinResources(), vpc];
const openApi = createOpenApi();
const vpcPath = '/apis/ec2.aws.evenkeel.dev/v1beta1/namespaces/{namespace}/vpcs/{name}';

function at(json: JsonObject, ...path: readonly string[]): JsonObject {
  return path.reduce((found, member) => objectOf(found[member]), json);
}

describe('createOpenApi: v3', () => {
  const document = openApi.v3(resources, 'apis/ec2.aws.evenkeel.dev/v1beta1');

  it('lists a document for each group and version', () => {
    const paths = at(openApi.index(resources), 'paths');
    assert.equal(Object.keys(paths).length, 8);
    assert.match(String(at(paths, 'api/v1')['serverRelativeURL']), /^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]{64}$/u);
  });

  it('has a hash that moves with the document, and with nothing else', () => {
    const other = createOpenApi().index([...builtinResources(), { ...vpc, status: false }]);
    const [before, after] = [at(openApi.index(resources), 'paths'), at(other, 'paths')];
    assert.deepEqual(after['api/v1'], before['api/v1']);
    assert.notDeepEqual(after['apis/ec2.aws.evenkeel.dev/v1beta1'], before['apis/ec2.aws.evenkeel.dev/v1beta1']);
  });

  it('is made once for an array', () => assert.equal(openApi.index(resources), openApi.index(resources)));

  it('names schemas as Kubernetes does, with one for ObjectMeta', () => {
    assert.deepEqual(Object.keys(at(document, 'components', 'schemas')), [
      'dev.evenkeel.aws.ec2.v1beta1.VPC',
      'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
    ]);
    const builtin = ['api/v1', 'apis/rbac.authorization.k8s.io/v1', 'apis/apiextensions.k8s.io/v1'];
    const names = builtin.map((path) => Object.keys(at(openApi.v3(resources, path), 'components', 'schemas'))[1] ?? '');
    assert.deepEqual(names, [
      'io.k8s.api.core.v1.Secret',
      'io.k8s.api.rbac.v1.RoleBinding',
      'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
    ]);
  });

  it('refers to ObjectMeta and says group, version and kind', () => {
    const schema = at(document, 'components', 'schemas', 'dev.evenkeel.aws.ec2.v1beta1.VPC');
    assert.deepEqual(at(schema, 'properties', 'metadata')['allOf'], [
      { $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
    ]);
    assert.deepEqual(schema['x-kubernetes-group-version-kind'], [{ group: 'ec2.aws.evenkeel.dev', version: 'v1beta1', kind: 'VPC' }]);
    assert.deepEqual(Object.keys(at(schema, 'properties')), ['apiVersion', 'kind', 'metadata', 'spec']);
  });

  it('says what patches are understood, and that fields are validated', () => {
    const patch = at(document, 'paths', vpcPath, 'patch');
    const names = (patch['parameters'] as readonly JsonObject[]).map(({ name }) => name);
    assert.deepEqual(names, ['namespace', 'name', 'dryRun', 'fieldManager', 'fieldValidation', 'force']);
    assert.equal('application/strategic-merge-patch+json' in at(patch, 'requestBody', 'content'), false);
    const secret = at(openApi.v3(resources, 'api/v1'), 'paths', '/api/v1/namespaces/{namespace}/secrets/{name}', 'patch');
    assert('application/strategic-merge-patch+json' in at(secret, 'requestBody', 'content'));
  });

  it('has status, lists of all namespaces, and creation alone for reviews', () => {
    assert.deepEqual(Object.keys(at(document, 'paths', `${vpcPath}/status`)), ['get', 'put', 'patch']);
    assert.deepEqual(Object.keys(at(document, 'paths', '/apis/ec2.aws.evenkeel.dev/v1beta1/vpcs')), ['get']);
    const reviews = at(openApi.v3(resources, 'apis/authentication.k8s.io/v1'), 'paths');
    assert.deepEqual(
      Object.values(reviews).map((item) => Object.keys(objectOf(item))),
      [['post'], ['post']],
    );
  });
});

describe('createOpenApi: v2', () => {
  const any: Message = { 1: ['name', 'text'], 2: ['value', { message: { 2: ['yaml', 'text'] } }] };
  const schema: Record<number, Message[number]> = {};
  const named: Message = { 1: ['name', 'text'], 2: ['value', { message: schema }] };
  Object.assign(schema, {
    1: ['$ref', 'text'],
    19: ['required', { list: 'text' }],
    20: ['enum', { list: { message: { 2: ['yaml', 'text'] } } }],
    21: ['additionalProperties', { message: { 1: ['schema', { message: schema }] } }],
    22: ['type', { message: { 1: ['value', { list: 'text' }] } }],
    23: ['items', { message: { 1: ['schema', { list: { message: schema } }] } }],
    25: ['properties', { message: { 1: ['all', { list: { message: named } }] } }],
    31: ['extensions', { list: { message: any } }],
  } satisfies Message);
  const decoded = readMessage(openApi.v2Protobuf(resources), {
    1: ['swagger', 'text'],
    8: ['paths', { message: { 2: ['all', { list: { message: { 1: ['name', 'text'] } } }] } }],
    9: ['definitions', { message: { 1: ['all', { list: { message: named } }] } }],
  });
  const entries = (of: JsonObject): JsonObject =>
    Object.fromEntries((of['all'] as readonly JsonObject[]).map(({ name, value }) => [String(name), value]));
  const definition = at(entries(at(decoded, 'definitions')), 'dev.evenkeel.aws.ec2.v1beta1.VPC');
  const members = entries(at(definition, 'properties'));
  const spec = entries(at(members, 'spec', 'properties'));

  it('is a document of swagger 2.0 with every path of the JSON', () => {
    assert.equal(decoded['swagger'], '2.0');
    const { paths } = openApi.v2Json(resources);
    assert.deepEqual(Object.keys(entries(at(decoded, 'paths'))), Object.keys(objectOf(paths)));
  });

  it('refers to ObjectMeta and says group, version and kind', () => {
    assert.equal(at(members, 'metadata')['$ref'], '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
    assert.deepEqual(definition['extensions'], [
      {
        name: 'x-kubernetes-group-version-kind',
        value: { yaml: '[{"group":"ec2.aws.evenkeel.dev","version":"v1beta1","kind":"VPC"}]' },
      },
    ]);
  });

  it('encodes types, lists and maps', () => {
    assert.deepEqual(at(members, 'spec')['required'], ['port']);
    assert.deepEqual(at(spec, 'names', 'additionalProperties', 'schema'), {
      type: { value: ['array'] },
      items: { schema: [{ type: { value: ['string'] }, enum: [{ yaml: '"a"' }, { yaml: '"b"' }] }] },
    });
  });

  it('keeps a property that is called like a keyword', () => assert.deepEqual(spec['default'], { type: { value: ['integer'] } }));

  it('gives integers or strings no type, and shows nothing of what is preserved whole', () => {
    assert.deepEqual(Object.keys(at(spec, 'port')), ['extensions']);
    assert.equal(at(spec, 'free')['properties'], undefined);
  });
});
