import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DevObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Fixture } from './store-fixture.ts';
import { kept, resourceOf, storeWithWidgets, user } from './store-fixture.ts';

describe('lists', () => {
  let store: Fixture;

  beforeEach(async () => {
    store = await storeWithWidgets();
  });

  /** All pages of a list; `between` runs after each. */
  async function pages(limit: number, between: () => Promise<unknown> = () => Promise.resolve()): Promise<readonly DevObject[]> {
    const items: DevObject[] = [];
    let token = '';
    do {
      const page = await store.api.list(store.widgets, { limit, continue: token });
      items.push(...page.items);
      token = page.continue ?? '';
      await between();
    } while (token !== '');
    return items;
  }

  it('are sorted by namespace and name, whatever the order of creation', async () => {
    const { api, widgets } = store;
    for (const name of ['b', 'a-b', 'a', 'a.b']) await store.make(name);
    const type = { apiVersion: 'test.evenkeel.dev/v1', kind: 'Widget' };
    await api.create({ resource: widgets, namespace: 'kube-system', name: '' }, { ...type, metadata: { name: 'a' } }, user);
    const { items } = await api.list(widgets, {});
    const names = items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    assert.deepEqual(names, ['default/a', 'default/a-b', 'default/a.b', 'default/b', 'kube-system/a']);
    const inOne = await api.list(widgets, { namespace: 'kube-system' });
    assert.deepEqual(inOne.items.length, 1);
    assert.deepEqual((await api.list(widgets, { namespace: 'kube' })).items, []);
  });

  it('show on all pages what was there at the first, and say how much is left', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await store.make(name);
    const first = await store.api.list(store.widgets, { limit: 3 });
    assert.equal(first.remainingItemCount, 1);
    let turn = 0;
    const items = await pages(1, async () => {
      turn += 1;
      await store.make(`aa-${turn}`);
      if (turn === 1) await store.merge('c', { spec: { size: 9 } });
      if (turn === 1) await store.api.delete({ resource: store.widgets, namespace: 'default', name: 'd' }, {});
    });
    const texts = items.map((item) => `${item.metadata.name} ${JSON.stringify(item['spec'])}`);
    assert.deepEqual(texts, ['a {"size":1}', 'b {"size":1}', 'c {"size":1}', 'd {"size":1}']);
  });

  it('end in a 410 when that moment is forgotten', async () => {
    await store.make('a');
    await store.make('b');
    const first = await store.api.list(store.widgets, { limit: 1 });
    for (let size = 2; size < kept + 4; size++) await store.merge('a', { spec: { size } });
    const next = store.api.list(store.widgets, { limit: 1, continue: first.continue ?? '' });
    await assert.rejects(next, { code: 410, reason: 'Expired' });
  });

  it('show the state at an exact revision', async () => {
    const made = await store.make('a');
    await store.merge('a', { spec: { size: 2 } });
    const exact = { resourceVersion: made.metadata.resourceVersion, resourceVersionMatch: 'Exact' } as const;
    const then = await store.api.list(store.widgets, exact);
    assert.deepEqual([then.items, then.resourceVersion], [[made], made.metadata.resourceVersion]);
    const least = { resourceVersion: made.metadata.resourceVersion, resourceVersionMatch: 'NotOlderThan' } as const;
    const now = await store.api.list(store.widgets, least);
    assert.deepEqual(
      now.items.map(({ spec }) => spec),
      [{ size: 2 }],
    );
  });

  it('select by labels and fields', async () => {
    await store.make('a', { metadata: { labels: { team: 'x' } } });
    await store.make('b');
    assert.deepEqual(await store.names({ labelSelector: 'team=x' }), ['a']);
    assert.deepEqual(await store.names({ labelSelector: 'team!=x' }), ['b']);
    assert.deepEqual(await store.names({ fieldSelector: 'metadata.name=b,metadata.namespace=default' }), ['b']);
    assert.deepEqual(await store.names({ fieldSelector: 'metadata.name!=b' }), ['a']);
    assert.deepEqual(await store.names({ fieldSelector: 'metadata.name=nobody' }), []);
  });

  it('select events by the object that they are about, in the terms of either group', async () => {
    const events = resourceOf(store.api, 'events');
    const about = { kind: 'Widget', namespace: 'default', name: 'a' };
    const event = { metadata: { name: 'e' }, involvedObject: about, reason: 'Made', type: 'Normal' };
    await store.api.create({ resource: events, namespace: 'default', name: '' }, event, user);
    const found = await store.api.list(events, { fieldSelector: 'involvedObject.name=a,type=Normal' });
    assert.equal(found.items.length, 1);
    const others = store.api.resources().find((each) => each.plural === 'events' && each.group === 'events.k8s.io');
    assert.ok(others !== undefined);
    const seen = await store.api.list(others, { fieldSelector: 'regarding.name=a' });
    assert.deepEqual(
      seen.items.map(({ apiVersion, regarding }) => [apiVersion, regarding]),
      [['events.k8s.io/v1', about]],
    );
  });

  for (const [request, expected] of [
    [{ fieldSelector: 'spec.size=1' }, { code: 400, message: 'field label not supported: spec.size' }],
    [{ fieldSelector: 'spec.size' }, { code: 400, message: "invalid selector: 'spec.size'; can't understand 'spec.size'" }],
    [{ continue: 'rubbish' }, { code: 400 }],
    [{ resourceVersion: 'x' }, { code: 400 }],
    [{ resourceVersion: '99999' }, { code: 504, reason: 'Timeout', retryAfterSeconds: 1 }],
    [{ resourceVersionMatch: 'Exact' }, { code: 422, reason: 'Invalid' }],
    [
      { resourceVersionMatch: 'Exact', resourceVersion: '0' },
      { code: 422, reason: 'Invalid' },
    ],
  ] as const) {
    it(`refuse ${JSON.stringify(request)}`, async () => {
      await assert.rejects(store.api.list(store.widgets, request), expected);
    });
  }

  it('give every object once, whatever the size of a page and what happens between pages', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-c]{1,3}$/u), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.stringMatching(/^[a-c]{1,3}$/u)),
        async (made, limit, more) => {
          store = await storeWithWidgets();
          for (const name of made) await store.make(name);
          const items = await pages(limit, () => store.make(`${String(more.next().value)}-x`).catch(() => undefined));
          assert.deepEqual(
            items.map(({ metadata }) => metadata.name),
            made.toSorted(),
          );
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });
});
