import assert from 'node:assert/strict';
import type { DeleteAnswer, DeleteRequest, Propagation } from '../../../../src/devcluster/api/dev-api.ts';
import type { Fixture } from './store-fixture.ts';
import { resourceOf, storeWithWidgets, user } from './store-fixture.ts';

const finalizers = ['a.b/c'];

describe('deleting', () => {
  let store: Fixture;

  beforeEach(async () => {
    store = await storeWithWidgets();
  });

  const remove = (request: DeleteRequest = {}): Promise<DeleteAnswer> =>
    store.api.delete({ resource: store.widgets, namespace: 'default', name: 'a' }, request);

  it('is done at once without finalizers', async () => {
    await store.make('a');
    assert.equal((await remove()).gone, true);
    assert.deepEqual(await store.names(), []);
  });

  it('waits for the last finalizer', async () => {
    await store.make('a', { metadata: { finalizers } });
    const { object, gone } = await remove();
    const { deletionTimestamp, deletionGracePeriodSeconds, generation } = object.metadata;
    assert.deepEqual([gone, deletionTimestamp, deletionGracePeriodSeconds, generation], [false, '2026-01-01T00:00:00Z', 0, 2]);
    await store.clock.advance(5_000);
    assert.equal((await remove()).object, object);
    await store.merge('a', { spec: { size: 2 } });
    assert.deepEqual(await store.names(), ['a']);
    await store.merge('a', { metadata: { finalizers: null } });
    assert.deepEqual(await store.names(), []);
  });

  it('takes no new finalizers meanwhile', async () => {
    await store.make('a', { metadata: { finalizers } });
    await remove();
    await assert.rejects(store.merge('a', { metadata: { finalizers: [...finalizers, 'a.b/d'] } }), {
      code: 422,
      message:
        'Widget.test.evenkeel.dev "a" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.b/d"}',
    });
  });

  for (const [policy, expected] of [
    ['Foreground', ['a.b/c', 'foregroundDeletion']],
    ['Orphan', ['a.b/c', 'orphan']],
    ['Background', ['a.b/c']],
  ] as const satisfies readonly (readonly [Propagation, readonly string[]])[]) {
    it(`leaves ${policy} deletion to who does it, by a finalizer if need be`, async () => {
      await store.make('a', { metadata: { finalizers } });
      await remove({ propagationPolicy: policy === 'Orphan' ? 'Foreground' : 'Orphan' });
      const { object } = await remove({ propagationPolicy: policy });
      assert.deepEqual(object.metadata.finalizers, expected);
    });
  }

  it('does what its preconditions ask', async () => {
    const { metadata } = await store.make('a');
    await assert.rejects(remove({ preconditions: { uid: 'x' } }), {
      code: 409,
      reason: 'Conflict',
      message: `Operation cannot be fulfilled on Widget.test.evenkeel.dev "a": the UID in the precondition (x) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    });
    await assert.rejects(remove({ preconditions: { resourceVersion: '1' } }), {
      code: 409,
      message: /ResourceVersion in the precondition \(1\)/u,
    });
    const { gone } = await remove({ preconditions: { uid: metadata.uid, resourceVersion: metadata.resourceVersion } });
    assert.equal(gone, true);
  });

  it('deletes nothing in a dry run', async () => {
    await store.make('a');
    assert.equal((await remove({ dryRun: true })).gone, true);
    assert.deepEqual(await store.names(), ['a']);
  });

  it('deletes what a selection has', async () => {
    await store.make('a', { metadata: { labels: { team: 'x' } } });
    await store.make('b', { metadata: { labels: { team: 'x' }, finalizers } });
    await store.make('c');
    const { items } = await store.api.deleteCollection(store.widgets, { namespace: 'default', labelSelector: 'team=x' }, {});
    assert.deepEqual(
      items.map(({ metadata: { name, deletionTimestamp } }) => [name, deletionTimestamp]),
      [
        ['a', undefined],
        ['b', undefined],
      ],
    );
    assert.deepEqual(await store.names(), ['b', 'c']);
  });
});

describe('namespaces', () => {
  it('are there from the start, and some stay', async () => {
    const { api } = await storeWithWidgets();
    const resource = resourceOf(api, 'namespaces');
    const { items } = await api.list(resource, {});
    assert.deepEqual(
      items.map(({ metadata }) => metadata.name),
      ['default', 'kube-node-lease', 'kube-public', 'kube-system'],
    );
    await assert.rejects(api.delete({ resource, name: 'default' }, {}), {
      code: 403,
      message: 'namespaces "default" is forbidden: this namespace may not be deleted',
    });
  });

  it('take nothing new while they go, and are gone when their finalizers are', async () => {
    const { api, widgets } = await storeWithWidgets();
    const target = { resource: resourceOf(api, 'namespaces'), name: 'term' };
    await api.create({ ...target, name: '' }, { metadata: { name: 'term' } }, user);
    const { object } = await api.delete(target, {});
    assert.deepEqual([object['status'], object['spec']], [{ phase: 'Terminating' }, { finalizers: ['kubernetes'] }]);
    const body = { apiVersion: 'test.evenkeel.dev/v1', kind: 'Widget', metadata: { name: 'a' } };
    await assert.rejects(api.create({ resource: widgets, namespace: 'term', name: '' }, body, user), {
      code: 403,
      message: 'widgets.test.evenkeel.dev "a" is forbidden: unable to create new content in namespace term because it is being terminated',
      details: {
        name: 'a',
        group: 'test.evenkeel.dev',
        kind: 'widgets',
        causes: [{ reason: 'NamespaceTerminating', message: 'namespace term is being terminated', field: 'metadata.namespace' }],
      },
    });
    const patched = await api.patch(target, { type: 'merge', body: { spec: { finalizers: [] } } }, user);
    assert.deepEqual(patched.object['spec'], { finalizers: ['kubernetes'] });
    const emptied = { metadata: { name: 'term' }, spec: { finalizers: [] } };
    await api.update({ ...target, subresource: 'finalize' }, emptied, user);
    await assert.rejects(api.get(target), { code: 404 });
  });
});

describe('events', () => {
  it('go an hour after their last change, without leaving a timer', async () => {
    const { api, clock } = await storeWithWidgets();
    const resource = resourceOf(api, 'events', 'v1');
    const make = (name: string): Promise<unknown> => {
      const involvedObject = { kind: 'Widget', namespace: 'default', name: 'a' };
      return api.create({ resource, namespace: 'default', name: '' }, { metadata: { name }, involvedObject }, user);
    };
    const names = async (): Promise<readonly string[]> => (await api.list(resource, {})).items.map(({ metadata }) => metadata.name);
    await make('a');
    await make('b');
    await clock.advance(30 * 60_000);
    await api.patch({ resource, namespace: 'default', name: 'a' }, { type: 'merge', body: { count: 2 } }, user);
    await clock.advance(30 * 60_000);
    assert.deepEqual(await names(), ['a']);
    await clock.advance(30 * 60_000);
    assert.deepEqual([await names(), clock.pending], [[], 0]);
  });
});
