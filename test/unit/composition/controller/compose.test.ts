import assert from 'node:assert/strict';
import { isObject } from '../../../../src/base/json.ts';
import { composite, composition, configMap, definition } from '../../../support/composition-objects.ts';
import { CompositionWorld, testFunction } from '../../../support/composition-world.ts';

/** One ConfigMap for each of spec.items. */
const perItem = testFunction(({ observed }) => {
  const spec = observed.composite.resource['spec'];
  const items = isObject(spec) && Array.isArray(spec['items']) ? spec['items'].map(String) : [];
  return Object.fromEntries(items.map((item) => [item, configMap({ item, text: String(isObject(spec) ? spec['text'] : '') })]));
});

describe('a composite', () => {
  let world: CompositionWorld;
  beforeEach(async () => {
    world = await CompositionWorld.make({ builtin: { 'per-item': perItem } });
    await world.apply(definition('App'), composition('apps', 'App', ['per-item']));
    await world.settle();
  });
  afterEach(() => world.end());

  it('becomes its children and Ready with no more writes than that takes, and at rest with none', async () => {
    const items = Array.from({ length: 10 }, (_, index) => `item-${index}`);
    const writes = await world.writesDuring(async () => {
      await world.apply(composite('App', 'shop', { items }));
      await world.settle();
    });
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
    assert.equal(await world.condition('App', 'shop', 'Synced'), 'True ReconcileSuccess');
    assert.equal(await world.condition('App', 'shop', 'Reconciling'), undefined);
    assert.equal(
      (await world.list('ConfigMap')).filter(({ metadata }) => metadata.labels?.['evenkeel.dev/composite'] !== undefined).length,
      10,
    );
    assert.deepEqual(
      writes.filter((write) => !write.includes('definition') && !write.includes('Definition')).length,
      12,
      `10 children, the finalizer and status: ${writes.join(', ')}`,
    );
    const runs = world.runs;
    assert.deepEqual(await world.writesDuring(() => world.settle(3_600_000)), []);
    assert.equal(world.runs, runs, 'no pipeline runs at rest');
    assert.equal((await world.get('App', 'shop'))?.metadata.generation, 1);
  });

  it('changes what an edit changes, and only that', async () => {
    await world.apply(composite('App', 'shop', { items: ['a', 'b'] }));
    await world.settle();
    const writes = await world.writesDuring(async () => {
      await world.apply(composite('App', 'shop', { items: ['a', 'b', 'c'] }));
      await world.settle();
    });
    assert.equal(writes.filter((write) => write.startsWith('POST ConfigMap')).length, 1);
    assert.equal(writes.filter((write) => write.startsWith('PATCH ConfigMap')).length, 0, writes.join(', '));
    const more = await world.writesDuring(async () => {
      await world.apply(composite('App', 'shop', { items: ['a', 'b', 'c'], text: 'new' }));
      await world.settle();
    });
    // What the create set is taken over first, once.
    assert.equal(more.filter((write) => write.startsWith('PATCH ConfigMap')).length, 6, more.join(', '));
    const third = await world.writesDuring(async () => {
      await world.apply(composite('App', 'shop', { items: ['a', 'b', 'c'], text: 'newer' }));
      await world.settle();
    });
    assert.equal(third.filter((write) => write.startsWith('PATCH ConfigMap')).length, 3, third.join(', '));
  });

  it('deletes what the pipeline no longer wants, and leaves nothing when it is deleted', async () => {
    await world.apply(composite('App', 'shop', { items: ['a', 'b'] }));
    await world.settle();
    await world.apply(composite('App', 'shop', { items: ['b'] }));
    await world.settle();
    assert.deepEqual(
      (await world.list('ConfigMap')).map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, '')),
      ['shop-b'],
    );
    await world.client.delete(
      { group: 'example.org', version: 'v1', kind: 'App', plural: 'apps', namespaced: true },
      { namespace: 'default', name: 'shop' },
    );
    await world.settle();
    assert.equal(await world.get('App', 'shop'), undefined);
    assert.deepEqual(await world.list('ConfigMap'), []);
  });
});
