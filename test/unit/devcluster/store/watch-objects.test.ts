import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fixture, Watched } from './store-fixture.ts';
import { kept, metadataOf, resourceOf, storeWithWidgets, user } from './store-fixture.ts';

const minuteMs = 60_000;

describe('watches', () => {
  let store: Fixture;
  let open: Watched[];

  beforeEach(async () => {
    store = await storeWithWidgets();
    open = [];
  });

  afterEach(async () => {
    await store.api.close();
    await Promise.all(open.map(({ done }) => done));
  });

  async function watch(request: Parameters<Fixture['watch']>[0] = {}): Promise<Watched> {
    const watched = await store.watch(request);
    open.push(watched);
    return watched;
  }

  it('begin with what is there, then tell what happens', async () => {
    await store.make('a');
    const watched = await watch({ resourceVersion: '0' });
    await store.make('b');
    await store.merge('a', { spec: { size: 2 } });
    await store.merge('a', { spec: { size: 2 } });
    await store.api.delete({ resource: store.widgets, namespace: 'default', name: 'b' }, {});
    await store.clock.settle();
    assert.deepEqual(watched.texts(), ['ADDED a', 'ADDED b', 'MODIFIED a', 'DELETED b']);
  });

  it('go on after a revision', async () => {
    const first = await store.make('a');
    await store.make('b');
    const watched = await watch({ resourceVersion: first.metadata.resourceVersion });
    await store.clock.settle();
    assert.deepEqual(watched.texts(), ['ADDED b']);
  });

  it('tell of a deletion under its own revision', async () => {
    const made = await store.make('a');
    const watched = await watch({ resourceVersion: made.metadata.resourceVersion });
    await store.api.delete({ resource: store.widgets, namespace: 'default', name: 'a' }, {});
    await store.clock.settle();
    const { resourceVersion } = metadataOf(watched.events[0]);
    assert.equal(Number(resourceVersion), Number(made.metadata.resourceVersion) + 1);
  });

  it('show an object that leaves the selection as deleted, as it last was, and one that enters as added', async () => {
    await store.make('a', { metadata: { labels: { team: 'x' } } });
    const watched = await watch({ labelSelector: 'team=x' });
    await store.merge('a', { metadata: { labels: { team: 'y' } } });
    await store.merge('a', { spec: { size: 2 } });
    const back = await store.merge('a', { metadata: { labels: { team: 'x' } } });
    await store.clock.settle();
    assert.deepEqual(watched.texts(), ['ADDED a', 'DELETED a', 'ADDED a']);
    const left = metadataOf(watched.events[1]);
    assert.deepEqual(left['labels'], { team: 'x' });
    assert.equal(Number(left['resourceVersion']), Number(back.metadata.resourceVersion) - 2);
  });

  it('send bookmarks each minute and at the end, to those who want them', async () => {
    const watched = await watch({ resourceVersion: '0', allowWatchBookmarks: true, timeoutSeconds: 100 });
    const plain = await watch({ resourceVersion: '0', timeoutSeconds: 100 });
    await store.clock.advance(minuteMs);
    const made = await store.make('a');
    await store.clock.advance(40_000);
    await Promise.all([watched.done, plain.done]);
    assert.deepEqual(watched.texts(), ['BOOKMARK', 'ADDED a', 'BOOKMARK']);
    assert.deepEqual(watched.events.at(-1)?.object, {
      apiVersion: 'test.evenkeel.dev/v1',
      kind: 'Widget',
      metadata: { resourceVersion: made.metadata.resourceVersion },
    });
    assert.deepEqual(plain.texts(), ['ADDED a']);
  });

  it('mark the end of the initial events when asked to send them', async () => {
    await store.make('a');
    const watched = await watch({ sendInitialEvents: true, allowWatchBookmarks: true });
    await store.make('b');
    await store.clock.settle();
    assert.deepEqual(watched.texts(), ['ADDED a', 'BOOKMARK', 'ADDED b']);
    const { annotations } = metadataOf(watched.events[1]);
    assert.deepEqual(annotations, { 'k8s.io/initial-events-end': 'true' });
  });

  it('count changes of other objects in bookmarks, so that whoever goes on from one is not too old', async () => {
    const watched = await watch({ resourceVersion: '0', allowWatchBookmarks: true, fieldSelector: 'metadata.name=a' });
    await store.clock.advance(minuteMs);
    await store.make('b');
    const configMaps = resourceOf(store.api, 'configmaps');
    const last = await store.api.create({ resource: configMaps, namespace: 'default', name: '' }, { metadata: { name: 'c' } }, user);
    await store.clock.advance(minuteMs);
    assert.deepEqual(watched.texts(), ['BOOKMARK', 'BOOKMARK']);
    assert.equal(metadataOf(watched.events[1])['resourceVersion'], last.metadata.resourceVersion);
  });

  it('give the bookmark of the initial events their revision, not that of what came since', async () => {
    const made = await store.make('a');
    const opened = store.watch({ sendInitialEvents: true, allowWatchBookmarks: true });
    await store.make('b');
    const watched = await opened;
    open.push(watched);
    await store.clock.settle();
    assert.deepEqual(watched.texts(), ['ADDED a', 'BOOKMARK', 'ADDED b']);
    assert.equal(metadataOf(watched.events[1])['resourceVersion'], made.metadata.resourceVersion);
  });

  it('end by themselves within an hour, and leave no timer behind', async () => {
    const watched = await watch();
    await store.clock.advance(60 * minuteMs);
    await watched.done;
    assert.equal(store.clock.pending, 0);
  });

  it('end when aborted and when the store closes', async () => {
    const aborted = await watch();
    const left = await watch();
    await store.clock.settle();
    aborted.stop();
    await aborted.done;
    await store.api.close();
    await left.done;
    assert.equal(store.clock.pending, 0);
  });

  for (const [what, resourceVersion] of [
    ['from before the changes that are kept', '1'],
    ['that this server has not come to yet', '99999'],
  ] as const) {
    it(`answer a revision ${what} with 410`, async () => {
      await store.make('a');
      for (let size = 2; size < kept + 3; size++) await store.merge('a', { spec: { size } });
      const watched = await watch({ resourceVersion });
      await watched.done;
      assert.deepEqual(
        watched.events.map(({ type, object }) => [type, object['code'], object['reason']]),
        [['ERROR', 410, 'Expired']],
      );
    });
  }

  it('are cut off when they fall too far behind, and hold up nobody', async () => {
    const stream = await store.api.watch(store.widgets, { signal: new AbortController().signal });
    const reader = stream[Symbol.asyncIterator]();
    await store.make('a');
    assert.equal((await reader.next()).done, false);
    for (let size = 2; size < kept + 3; size++) await store.merge('a', { spec: { size } });
    assert.equal((await reader.next()).done, true);
    assert.equal(store.clock.pending, 0);
  });

  it('tell enough to know at the end what is there', async () => {
    const step = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      team: fc.constantFrom('x', 'y'),
      kind: fc.constantFrom('make', 'label', 'delete'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        store = await storeWithWidgets();
        const watched = await store.watch({ labelSelector: 'team=x' });
        for (const { name, team, kind } of steps) {
          const metadata = { labels: { team } };
          const target = { resource: store.widgets, namespace: 'default', name };
          const doing = {
            make: () => store.make(name, { metadata }),
            label: () => store.merge(name, { metadata }),
            delete: () => store.api.delete(target, {}),
          };
          await doing[kind]().catch(() => undefined);
        }
        await store.clock.settle();
        const known = new Map<unknown, unknown>();
        for (const { type, object } of watched.events) {
          const { name } = metadataOf({ object });
          assert.equal(known.has(name), type !== 'ADDED');
          if (type === 'DELETED') known.delete(name);
          else known.set(name, object);
        }
        watched.stop();
        const { items } = await store.api.list(store.widgets, { labelSelector: 'team=x' });
        assert.deepEqual(new Set(known.values()), new Set(items));
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});
