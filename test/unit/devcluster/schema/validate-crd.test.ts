import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { defaultCrd } from '../../../../src/devcluster/schema/crd/default-crd.ts';
import { validateCrd } from '../../../../src/devcluster/schema/crd/validate-crd.ts';

const crds = resolve(import.meta.dirname, '../../../../crds');

interface Change {
  readonly name?: string;
  readonly spec?: JsonObject;
  readonly version?: JsonObject;
  readonly status?: JsonObject;
}

function crdOf(spec: JsonObject, change: Change = {}): JsonObject {
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  return defaultCrd({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: change.name ?? 'tests.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'tests', kind: 'Test' },
      versions: [{ name: 'v1', served: true, storage: true, schema, ...change.version }],
      ...change.spec,
    },
    ...(change.status === undefined ? {} : { status: change.status }),
  });
}

function causesOf(crd: JsonObject, old?: JsonObject): readonly string[] {
  return validateCrd(crd, old).map(({ reason, field, message }) => `${reason} ${field}: ${message}`);
}

const at = 'spec.validation.openAPIV3Schema.properties[spec]';

/** Each schema of spec with its causes, as kube-apiserver 1.35 puts them. */
const schemas: readonly (readonly [string, JsonObject, ...string[]])[] = [
  ['no type', {}, `FieldValueRequired ${at}.type: Required value: must not be empty for specified object fields`],
  ['a list of no items', { type: 'array' }, `FieldValueRequired ${at}.items: Required value: must be specified`],
  [
    'an unknown type',
    { type: 'text' },
    `FieldValueNotSupported ${at}.type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"`,
  ],
  ['a reference', { type: 'object', $ref: '#/a' }, `FieldValueForbidden ${at}.$ref: Forbidden: $ref is not supported`],
  [
    'fields and a map',
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } },
    `FieldValueForbidden ${at}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
  ],
  [
    'keys that may be absent',
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['k'],
      items: { type: 'object', properties: { k: { type: 'string' } } },
    },
    `FieldValueRequired ${at}.items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
  ],
  [
    'types in value validation',
    { type: 'string', anyOf: [{ type: 'string' }] },
    `FieldValueForbidden ${at}.anyOf[0].type: Forbidden: must be empty to be structural`,
  ],
  ['an int-or-string that says so', { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }],
  [
    'a wrong default',
    { type: 'object', properties: { a: { type: 'string', default: 5 } } },
    `FieldValueTypeInvalid ${at}.properties[a].default: Invalid value: "integer":  in body must be of type string: "integer"`,
  ],
  [
    'a default that would be pruned',
    { type: 'object', default: { b: 1 }, properties: { a: { type: 'string' } } },
    `FieldValueInvalid ${at}.default: Invalid value: {"b":1}: must not have unknown fields`,
  ],
  [
    'a rule of no rule',
    { type: 'string', 'x-kubernetes-validations': [{ rule: ' ' }] },
    `FieldValueRequired ${at}.x-kubernetes-validations[0].rule: Required value: rule is not specified`,
  ],
  [
    'old values that can not be told apart',
    { type: 'array', maxItems: 2, items: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } },
    `FieldValueInvalid ${at}.items.x-kubernetes-validations[0].rule: Invalid value: "self == oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within ${at}`,
  ],
];

const others: readonly (readonly [string, Change, ...string[]])[] = [
  [
    'its name',
    { name: 'x.example.com' },
    'FieldValueInvalid metadata.name: Invalid value: "x.example.com": must be spec.names.plural+"."+spec.group',
  ],
  [
    'the scope',
    { spec: { scope: 'All' } },
    'FieldValueNotSupported spec.scope: Unsupported value: "All": supported values: "Cluster", "Namespaced"',
  ],
  [
    'the storage version',
    { version: { storage: false } },
    'FieldValueInvalid spec.versions: Invalid value: must have exactly one version marked as storage version',
    'FieldValueInvalid status.storedVersions: Invalid value: null: must have at least one stored version',
  ],
  [
    'a column',
    { version: { additionalPrinterColumns: [{ name: 'a', type: 'text', jsonPath: 'b' }] } },
    'FieldValueInvalid spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
    'FieldValueInvalid spec.additionalPrinterColumns[0].JSONPath: Invalid value: "b": must be a simple json path starting with .',
  ],
  [
    'a selectable field',
    { version: { selectableFields: [{ jsonPath: '.spec.none' }] } },
    'FieldValueInvalid spec.selectableFields[0].jsonPath: Invalid value: ".spec.none": is an invalid path: does not refer to a valid field',
  ],
  [
    'replicas elsewhere',
    { version: { subresources: { scale: { specReplicasPath: '.x', statusReplicasPath: '.status.x' } } } },
    'FieldValueInvalid spec.subresources.scale.specReplicasPath: Invalid value: ".x": should be a json path under .spec',
  ],
];

describe('validation of CRDs', () => {
  for (const file of readdirSync(crds)) {
    it(`accepts ${file}`, () => assert.deepEqual(causesOf(defaultCrd(parse(readFileSync(join(crds, file), 'utf8')) as JsonObject)), []));
  }

  for (const [name, schema, ...causes] of schemas) {
    it(`tells of a schema: ${name}`, () => assert.deepEqual(causesOf(crdOf(schema)), causes));
  }

  for (const [name, change, ...causes] of others) {
    it(`tells what is wrong with ${name}`, () => {
      const spec = { type: 'object', properties: { a: { type: 'string' } } };
      assert.deepEqual(causesOf(crdOf(spec, change)), causes);
    });
  }

  it('refuses rules with errors of syntax or type', () => {
    for (const rule of ['self.s ==', 'self.s == 1', 'self.none == 1', 'has(self.none)', 'self.s', 'none(self.s)', 'self.s.startsWith(1)']) {
      const schema = { type: 'object', properties: { s: { type: 'string' } }, 'x-kubernetes-validations': [{ rule }] };
      const [cause = '', ...more] = causesOf(crdOf(schema));
      assert.ok(cause.startsWith(`FieldValueInvalid ${at}.x-kubernetes-validations[0].rule: `), `${rule}: ${cause}`);
      assert.deepEqual(more, []);
    }
  });

  it('keeps group, plural and, once established, scope and kind', () => {
    const spec = { type: 'object' };
    const established = crdOf(spec, { status: { conditions: [{ type: 'Established', status: 'True' }] } });
    const other = crdOf(spec, {
      name: 'others.example.org',
      spec: { group: 'example.org', scope: 'Cluster', names: { plural: 'others', kind: 'Other' } },
    });
    assert.deepEqual(causesOf(other, established), [
      'FieldValueInvalid spec.scope: Invalid value: "Cluster": field is immutable',
      'FieldValueInvalid spec.names.kind: Invalid value: "Other": field is immutable',
      'FieldValueInvalid spec.group: Invalid value: "example.org": field is immutable',
      'FieldValueInvalid spec.names.plural: Invalid value: "others": field is immutable',
    ]);
    assert.equal(causesOf(other, crdOf(spec)).length, 2);
  });

  it('names each version where their schemas differ', () => {
    const version = (name: string, type: string): JsonObject => ({
      name,
      served: true,
      storage: name === 'v1',
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type } } } },
    });
    const [cause] = causesOf(crdOf({}, { spec: { versions: [version('v1', 'string'), version('v2', 'array')] } }));
    assert.equal(
      cause,
      'FieldValueRequired spec.versions[1].schema.openAPIV3Schema.properties[spec].items: Required value: must be specified',
    );
  });

  it('fills in names and conversion', () => {
    const { names, conversion } = defaultCrd({ spec: { names: { kind: 'TestCase' } } })['spec'] as JsonObject;
    assert.deepEqual(names, { kind: 'TestCase', singular: 'testcase', listKind: 'TestCaseList' });
    assert.deepEqual(conversion, { strategy: 'None' });
  });
});
