import assert from 'node:assert/strict';
import { ItemStore } from '../../../../src/aws/informer/item-store.ts';
import { KindCache } from '../../../../src/aws/informer/kind-cache.ts';
import { silentLogger } from '../../../../src/base/logger.ts';
import { controlPlane, netKind, nets, partKind } from './cloud.ts';

describe('ItemStore', () => {
  it('keeps nothing of an item that is gone, and takes it anew when it comes back', async () => {
    const items = new ItemStore(nets, () => Promise.resolve());
    const deps = {
      where: { partition: 'aws', account: '123456789012', region: 'eu-central-1' },
      controlPlane,
      logger: silentLogger,
      now: () => 20_000,
      visibilityWindowMs: 0,
      nextDeepAt: () => 0,
      wake: () => undefined,
      confirmLater: () => undefined,
    };
    const caches = [new KindCache({ ...deps, kind: netKind }), new KindCache({ ...deps, kind: partKind })];
    for (const cache of caches) items.join(cache);
    const keys = (): readonly string[] => caches.flatMap((cache) => cache.shownBy('net-a').map(({ key }) => key));
    await items.ingest({ startedAt: 0, items: [{ Id: 'net-a', Parts: ['x'] }] }, 0);
    assert.deepEqual(keys(), ['net-a', 'net-a_x']);
    for (const cache of caches) cache.dropForeign(10_000);
    items.prune(items.ids(), 10_000);
    assert.deepEqual([...items.ids()], []);
    assert.deepEqual(keys(), []);
    await items.ingest({ startedAt: 15_000, items: [{ Id: 'net-a' }] }, 15_000);
    assert.deepEqual(keys(), ['net-a']);
  });
});
