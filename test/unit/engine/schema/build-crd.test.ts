import assert from 'node:assert/strict';
import { buildCrd } from '../../../../src/engine/schema/build-crd.ts';
import type { OpenApi } from '../../../../src/engine/schema/crd/open-api.ts';
import { everySchema } from './schema-walk.ts';
import { smallKind } from './small-kind.ts';

const crd = buildCrd(smallKind);
const [version] = crd.spec.versions;
const schemas = new Map(everySchema(version.schema.openAPIV3Schema).map(({ path, schema }) => [path, schema]));

function at(path: string): OpenApi {
  const schema = schemas.get(path);
  assert.ok(schema, `the CRD has ${path}`);
  return schema;
}

function messages(path: string): readonly string[] {
  return (at(path)['x-kubernetes-validations'] ?? []).map(({ message }) => message);
}

describe('the CRD of a kind', () => {
  it('is named, scoped and categorised as its kind', () => {
    assert.equal(crd.metadata.name, 'things.ec2.aws.evenkeel.dev');
    assert.equal(crd.spec.scope, 'Namespaced');
    assert.deepEqual(crd.spec.names.categories, ['managed', 'aws', 'evenkeel']);
    assert.equal(crd.metadata.annotations['evenkeel.dev/schema-version'], '1');
  });

  it('shows its state in the order that users know, and the rest in wide', () => {
    const columns = version.additionalPrinterColumns;
    assert.deepEqual(
      columns.filter(({ priority = 0 }) => priority === 0).map(({ name }) => name),
      ['READY', 'SYNCED', 'EXTERNAL-NAME', 'REGION', 'AGE'],
    );
    assert.deepEqual(
      columns.filter(({ priority }) => priority === 1).map(({ name }) => name),
      ['ACCOUNT', 'MESSAGE'],
    );
  });

  it('requires region alone', () => {
    assert.deepEqual(at('spec').required, ['forProvider']);
    assert.deepEqual(at('spec.forProvider').required, ['region']);
    assert.equal(at('spec.initProvider').required, undefined);
  });

  it('defaults what all kinds share, and status to a generation before the first', () => {
    assert.deepEqual(at('spec.managementPolicies').default, ['*']);
    assert.equal(at('spec.deletionPolicy').default, 'Delete');
    assert.deepEqual(at('spec.providerConfigRef').default, { kind: 'ClusterProviderConfig', name: 'default' });
    assert.deepEqual(at('status').default, { observedGeneration: -1 });
  });

  it('names a refused field and a refused reference with the reason', () => {
    assert.ok(messages('spec.forProvider').includes('outpost is not supported: outposts are far away'));
    assert.ok(messages('spec.forProvider').includes('outpostSelector is not supported: outposts are far away'));
    assert.ok(messages('spec.forProvider').includes('keyIdRef is not supported: this release has no kind Key; give keyId itself'));
    assert.ok(messages('spec.initProvider').includes('outpost is not supported: outposts are far away'));
    assert.ok(messages('spec.forProvider.part').includes('old is not supported: it is gone'));
  });

  it('asks for what a create needs, in any of the ways to give it', () => {
    const rule = at('spec')['x-kubernetes-validations']?.find(
      ({ message }) => message.includes('networkId is required') || message.includes('networkIdRef'),
    );
    assert.match(rule?.message ?? '', /forProvider\.networkId or networkIdRef or networkIdSelector is required to create the Thing/);
    assert.match(rule?.rule ?? '', /has\(self\.forProvider\.networkIdSelector\)/);
    assert.match(rule?.rule ?? '', /has\(self\.initProvider\.networkIdRef\)/);
    assert.ok(messages('spec').some((message) => message.includes('one of mode, order is required')));
  });

  it('refuses to change create-only fields in forProvider, not in initProvider', () => {
    assert.ok(messages('spec.forProvider.networkId').some((message) => message.includes('networkId is immutable')));
    assert.deepEqual(messages('spec.initProvider.networkId'), []);
    assert.ok(messages('spec.forProvider.region').some((message) => message.includes('region is immutable')));
  });

  it('keeps secret references and directives out of status', () => {
    for (const name of ['password', 'force', 'part.token']) assert.equal(schemas.has(`status.atProvider.${name}`), false, name);
    for (const name of ['id', 'arn', 'tagsAll', 'size', 'networkId', 'part.name']) at(`status.atProvider.${name}`);
  });

  it('lets AWS say in status what it wants', () => {
    for (const [path, schema] of schemas) {
      if (!path.startsWith('status.atProvider')) continue;
      for (const bound of ['enum', 'pattern', 'maximum', 'maxLength', 'maxItems', 'required'] as const) {
        assert.equal(schema[bound], undefined, `${path} has no ${bound}`);
      }
    }
  });

  it('treats a list as a set unless its order counts', () => {
    assert.equal(at('spec.forProvider.groupIds')['x-kubernetes-list-type'], 'set');
    assert.equal(at('spec.forProvider.order')['x-kubernetes-list-type'], 'atomic');
  });
});
