import assert from 'node:assert/strict';
import type { Target } from '../../../../src/devcluster/api/dev-api.ts';
import type { DevObject, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { widgetCrd } from '../../../integration/kubernetes/widget.ts';
import type { Fixture } from './store-fixture.ts';
import { resourceOf, storeWithWidgets, user } from './store-fixture.ts';

const otherUid = '11111111-1111-4111-8111-111111111111';
const modified =
  'Operation cannot be fulfilled on widgets.test.evenkeel.dev "a": the object has been modified; please apply your changes to the latest version and try again';

/** Widgets that can be scaled. */
function scalable(): JsonObject {
  const [version] = widgetCrd.spec.versions;
  const scale = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' };
  return { ...widgetCrd, spec: { ...widgetCrd.spec, versions: [{ ...version, subresources: { status: {}, scale } }] } };
}

describe('changing', () => {
  let store: Fixture;
  let made: DevObject;

  beforeEach(async () => {
    store = await storeWithWidgets(scalable());
    made = await store.make('a');
  });

  const target = (subresource?: Target['subresource']): Target => ({
    resource: store.widgets,
    namespace: 'default',
    name: 'a',
    subresource,
  });
  const put = (body: JsonObject, subresource?: Target['subresource']): Promise<DevObject> =>
    store.api.update(target(subresource), body, user);

  it('replaces the spec, and counts the generation', async () => {
    const next = await put({ ...made, spec: { color: 'red' } });
    assert.deepEqual([next['spec'], next.metadata.generation], [{ color: 'red' }, 2]);
    assert.ok(Number(next.metadata.resourceVersion) > Number(made.metadata.resourceVersion));
  });

  it('stores nothing when nothing changes, whoever writes', async () => {
    await store.clock.advance(5_000);
    const patched = await store.merge('a', { spec: { size: 1 } }, { fieldManager: 'other' });
    assert.equal(patched, made);
    assert.equal(await put(made), made);
  });

  it('keeps what only the server may set', async () => {
    const forged = { ...made.metadata, creationTimestamp: '2001-01-01T00:00:00Z', generation: 77, selfLink: 'x' };
    const next = await put({ ...made, metadata: forged, spec: { size: 2 } });
    assert.deepEqual(
      [next.metadata.creationTimestamp, next.metadata.generation, next.metadata['selfLink']],
      ['2026-01-01T00:00:00Z', 2, undefined],
    );
  });

  it('keeps status out of the object, and everything else out of status', async () => {
    const status = { phase: 's' };
    assert.equal((await put({ ...made, status }))['status'], undefined);
    const labels = { x: 'y' };
    const next = await put({ ...made, metadata: { ...made.metadata, labels }, spec: { size: 5 }, status }, 'status');
    assert.deepEqual(
      [next['status'], next['spec'], next.metadata['labels'], next.metadata.generation],
      [status, { size: 1 }, undefined, 1],
    );
    assert.deepEqual((await put({ ...next, spec: { size: 2 }, status: { phase: 't' } }))['status'], status);
  });

  it('names members of a wrong status from there on', async () => {
    await assert.rejects(put({ ...made, status: { phase: 5 } }, 'status'), {
      code: 422,
      message: /: status\.phase: Invalid value: "integer": phase in body must be of type string: "integer"/u,
    });
  });

  it('notes who wrote status', async () => {
    const next = await put({ ...made, status: { phase: 's' } }, 'status');
    const entry = next.metadata.managedFields?.find(({ subresource }) => subresource === 'status');
    assert.deepEqual(entry?.fieldsV1, { 'f:status': { '.': {}, 'f:phase': {} } });
  });

  it('shows and sets the scale', async () => {
    const scale = await store.api.get(target('scale'));
    const { uid, resourceVersion, creationTimestamp } = made.metadata;
    assert.deepEqual(scale, {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'a', namespace: 'default', uid, resourceVersion, creationTimestamp },
      spec: { replicas: 1 },
      status: { replicas: 0 },
    });
    const patched = await store.api.patch(target('scale'), { type: 'merge', body: { spec: { replicas: 7 } } }, user);
    assert.deepEqual(patched.object['spec'], { replicas: 7 });
    const { spec, metadata } = await store.api.get(target());
    assert.deepEqual([spec, metadata.generation], [{ size: 7 }, 2]);
    const negative = store.api.update(target('scale'), { ...scale, metadata: {}, spec: { replicas: -1 } }, user);
    await assert.rejects(negative, { code: 422, message: /\.spec\.size: Invalid value: -1: should be a non-negative integer/u });
    await assert.rejects(put(scale as JsonObject, 'scale'), { code: 409, message: modified });
    await store.merge('a', { spec: { size: null, color: 'red' } });
    await assert.rejects(store.api.get(target('scale')), { code: 500, message: /the spec replicas field ".spec.size" does not exist/u });
  });

  it('applies, and creates by that what is not there', async () => {
    const body = { apiVersion: 'test.evenkeel.dev/v1', kind: 'Widget', metadata: { name: 'new' }, spec: { size: 3 } };
    const apply = (more: JsonObject, manager = 'gitops') =>
      store.api.patch({ ...target(), name: 'new' }, { type: 'apply', body: { ...body, ...more } }, { fieldManager: manager });
    const first = await apply({});
    assert.deepEqual([first.created, first.object.metadata.generation, first.object['spec']], [true, 1, { size: 3 }]);
    assert.deepEqual(
      first.object.metadata.managedFields?.map(({ manager, operation }) => [manager, operation]),
      [['gitops', 'Apply']],
    );
    const second = await apply({});
    assert.deepEqual([second.created, second.object], [false, first.object]);
    await assert.rejects(apply({ spec: { size: 4 } }, 'other'), { code: 409, reason: 'Conflict' });
  });

  const patches: readonly (readonly [string, JsonObject, object])[] = [
    [
      'another uid',
      { metadata: { uid: otherUid } },
      { code: 422, reason: 'Invalid', message: /metadata.uid: Invalid value: "1111.*": field is immutable/u },
    ],
    ['an old resourceVersion', { metadata: { resourceVersion: '1' } }, { code: 409, reason: 'Conflict', message: modified }],
    [
      'another name',
      { metadata: { name: 'c' } },
      { code: 400, message: 'the name of the object (c) does not match the name on the URL (a)' },
    ],
    [
      'no name',
      { metadata: { name: null } },
      { code: 400, message: 'the name of the object (a based on URL) was undeterminable: name must be provided' },
    ],
    ['another kind', { kind: 'c' }, { code: 422, message: 'c.test.evenkeel.dev "a" is invalid: kind: Invalid value: "c": must be Widget' }],
    [
      'another version',
      { apiVersion: 'test.evenkeel.dev/v2' },
      { code: 422, message: /apiVersion: Invalid value: "test.evenkeel.dev\/v2": must be test.evenkeel.dev\/v1/u },
    ],
    [
      'a time of deletion',
      { metadata: { deletionTimestamp: '2001-01-01T00:00:00Z' } },
      { code: 422, message: /metadata.deletionTimestamp: Invalid value: "2001-01-01T00:00:00Z": field is immutable/u },
    ],
    ['a wrong type', { spec: { size: 'x' } }, { code: 422 }],
  ];
  for (const [what, body, expected] of patches) {
    it(`refuses a patch with ${what}`, async () => {
      await assert.rejects(store.merge('a', body), expected);
      assert.equal(await store.api.get(target()), made);
    });
  }

  it('refuses to replace custom resources and leases, but not others, without a resourceVersion', async () => {
    const bare = { apiVersion: made.apiVersion, kind: made.kind, metadata: { name: 'a' }, spec: { size: 2 } };
    await assert.rejects(put(bare), {
      code: 422,
      message: 'widgets.test.evenkeel.dev "a" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    });
    const configMaps = { resource: resourceOf(store.api, 'configmaps'), namespace: 'default', name: 'c' };
    await store.api.create({ ...configMaps, name: '' }, { metadata: { name: 'c' } }, user);
    const next = await store.api.update(configMaps, { metadata: { name: 'c' }, data: { a: 'b' } }, user);
    assert.deepEqual([next['data'], next.metadata.generation], [{ a: 'b' }, undefined]);
  });

  it('refuses what is not there', async () => {
    const missing = { ...target(), name: 'missing' };
    const expected = { code: 404, message: 'widgets.test.evenkeel.dev "missing" not found' };
    await assert.rejects(store.api.get(missing), expected);
    await assert.rejects(store.api.update(missing, { ...made, metadata: { ...made.metadata, name: 'missing' } }, user), expected);
    await assert.rejects(store.api.delete(missing, {}), expected);
  });

  it('refuses strategic patches of custom resources', async () => {
    const patch = store.api.patch(target(), { type: 'strategic', body: {} }, user);
    await assert.rejects(patch, { code: 415, reason: 'UnsupportedMediaType' });
  });

  it('changes nothing in a dry run', async () => {
    const dry = await store.merge('a', { spec: { size: 5 } }, { dryRun: true });
    assert.deepEqual([dry['spec'], dry.metadata.generation], [{ size: 5 }, 2]);
    assert.equal(await store.api.get(target()), made);
  });
});
