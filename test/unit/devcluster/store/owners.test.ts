import assert from 'node:assert/strict';
import type { Target } from '../../../../src/devcluster/api/dev-api.ts';
import type { DevObject, Json, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Fixture } from './store-fixture.ts';
import { resourceOf, storeWithWidgets, user } from './store-fixture.ts';

describe('owners of what is written', () => {
  let store: Fixture;
  let made: DevObject;

  beforeEach(async () => {
    store = await storeWithWidgets();
    made = await store.make('a');
  });

  const target = (subresource?: Target['subresource']): Target => ({
    resource: store.widgets,
    namespace: 'default',
    name: 'a',
    subresource,
  });
  const apply = async (body: JsonObject): Promise<DevObject> => {
    const { apiVersion, kind } = made;
    const patch = { type: 'apply', body: { apiVersion, kind, metadata: { name: 'a' }, ...body }, force: true } as const;
    return (await store.api.patch(target(), patch, user)).object;
  };
  const fieldsOf = (object: DevObject, subresource: string): Json | undefined =>
    object.metadata.managedFields?.find((entry) => entry['subresource'] === subresource)?.['fieldsV1'];

  it('a write of the status owns the labels that it names and can not set', async () => {
    const body = { ...made, metadata: { ...made.metadata, labels: { l: 'v' } }, spec: { size: 9 }, status: { phase: 'x' } };
    const next = await store.api.update(target('status'), body, user);
    assert.deepEqual(
      [next.metadata['labels'], next['spec'], fieldsOf(next, 'status')],
      [undefined, made['spec'], { 'f:metadata': { 'f:labels': { '.': {}, 'f:l': {} } }, 'f:status': { '.': {}, 'f:phase': {} } }],
    );
  });

  it('empty managedFields of a custom resource reset nothing', async () => {
    const next = await store.api.update(target(), { ...made, metadata: { ...made.metadata, managedFields: [] } }, user);
    assert.deepEqual(next.metadata.managedFields, made.metadata.managedFields);
  });

  it('empty labels are not stored, and owned by who applies them', async () => {
    const next = await apply({ metadata: { name: 'a', labels: {} } });
    const entry = next.metadata.managedFields?.find(({ operation }) => operation === 'Apply');
    assert.deepEqual([next.metadata['labels'], entry?.['fieldsV1']], [undefined, { 'f:metadata': { 'f:labels': {} } }]);
  });

  it('the write after an apply of empty labels is one, even if it changes nothing', async () => {
    const applied = await apply({ metadata: { name: 'a', labels: {} } });
    const next = await store.merge('a', {});
    assert.notEqual(next.metadata.resourceVersion, applied.metadata.resourceVersion);
    assert.equal((await store.merge('a', {})).metadata.resourceVersion, next.metadata.resourceVersion);
  });

  it('what a namespace has of its own accord is nobody’s', async () => {
    const resource = resourceOf(store.api, 'namespaces');
    const { metadata } = await store.api.create({ resource, name: '' }, { metadata: { name: 'n' } }, user);
    assert.deepEqual(
      metadata.managedFields?.map(({ fieldsV1 }) => fieldsV1),
      [{ 'f:metadata': { 'f:labels': { '.': {}, 'f:kubernetes.io/metadata.name': {} } } }],
    );
  });

  it('an apply that leaves nothing of an object is refused, as it would be null', async () => {
    await store.api.delete(target(), {});
    await apply({ spec: { size: 1 } });
    await assert.rejects(apply({ spec: {} }), { code: 422, reason: 'Invalid' });
  });
});
