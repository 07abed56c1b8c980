import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { ownerTagKeys, ownerTagPrefix, userTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { resourceTypeOf } from '../../../../src/engine/reconcile/write-metadata.ts';
import { secretType } from '../../../../src/engine/secrets/watched-secret-store.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { applySample, madeBySample, samples } from '../../../support/engine-harness/samples.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, base, path } = fakeKinds;
/** Lease, request time-out and visibility window: before that a fresh resource is not believed to be gone. */
const windowMs = 345_000;
const twoSweepsMs = 140_000;
/** A process does not believe the clock of the one before it to be nearer to its own than that. */
const skewMs = 15 * 60_000;

for (const sample of samples) {
  const { kind, count } = sample;
  describe(`${kind.schema.kind}, meddled with by hand`, () => {
    let harness: EngineHarness;

    beforeEach(async () => {
      harness = new EngineHarness();
      applySample(harness, sample);
      await harness.untilReady(kind, 'one');
      await harness.advance(windowMs);
    });

    afterEach(() => harness.stop());

    it('comes back once when it was deleted', async () => {
      const before = madeBySample(harness.cloud, sample).map(({ immutableId }) => immutableId);
      for (const { id } of madeBySample(harness.cloud, sample)) harness.cloud.destroy(id);
      await harness.advance(twoSweepsMs);
      await harness.untilReady(kind, 'one');
      await harness.advance(2 * windowMs);
      const after = madeBySample(harness.cloud, sample);
      assert.equal(after.length, count);
      assert.ok(after.every(({ immutableId }) => !before.includes(immutableId)));
      assert.equal(harness.isReady(kind, 'one'), true);
      harness.delete(kind, 'one');
      await harness.untilGone(kind, 'one');
      assert.deepEqual(madeBySample(harness.cloud, sample), []);
    });

    it('comes back once when it was deleted while no process ran', async () => {
      await harness.advance(skewMs);
      harness.stop();
      for (const { id } of madeBySample(harness.cloud, sample)) harness.cloud.destroy(id);
      harness.restart();
      await harness.advance(twoSweepsMs);
      await harness.untilReady(kind, 'one');
      assert.equal(madeBySample(harness.cloud, sample).length, count);
    });

    it('stays as it is when one listing lacks it', async () => {
      const before = [harness.api.writes.length, harness.cloud.calls.length, harness.events.length];
      for (const { id } of madeBySample(harness.cloud, sample)) harness.cloud.unlisted.set(id, 1);
      await harness.advance(windowMs);
      assert.deepEqual([harness.api.writes.length, harness.cloud.calls.length, harness.events.length], before);
      assert.equal(harness.isReady(kind, 'one'), true);
    });

    if (kind.tagged) {
      it('is tagged again when its owner tags were removed, and never made twice', async () => {
        const ids = madeBySample(harness.cloud, sample).map(({ id }) => id);
        for (const { id, now } of madeBySample(harness.cloud, sample)) harness.cloud.change(id, { tags: withoutOwner(now.tags) });
        await harness.advance(twoSweepsMs + 60_000);
        assert.deepEqual(
          madeBySample(harness.cloud, sample).map(({ id }) => id),
          ids,
        );
        for (const { now } of madeBySample(harness.cloud, sample)) assert.equal(now.tags[ownerTagKeys.name], 'one');
        assert.equal(harness.isReady(kind, 'one'), true);
      });

      it('is tagged again when its owner tags were removed while no process ran', async () => {
        harness.stop();
        const ids = madeBySample(harness.cloud, sample).map(({ id }) => id);
        for (const { id, now } of madeBySample(harness.cloud, sample)) harness.cloud.change(id, { tags: withoutOwner(now.tags) });
        harness.restart();
        await harness.advance(twoSweepsMs + 60_000);
        assert.deepEqual(
          madeBySample(harness.cloud, sample).map(({ id }) => id),
          ids,
        );
        for (const { now } of madeBySample(harness.cloud, sample)) assert.equal(now.tags[ownerTagKeys.name], 'one');
      });

      it('is found again when the object has lost its status and annotations', async () => {
        const ids = madeBySample(harness.cloud, sample).map(({ id }) => id);
        harness.stop();
        harness.api.edit(resourceTypeOf(kind), 'team/one', (draft) => {
          draft['status'] = { observedGeneration: -1 };
          (draft['metadata'] as Record<string, unknown>)['annotations'] = {};
        });
        await harness.advance(60_000);
        harness.restart();
        await harness.clock.settle();
        await harness.untilReady(kind, 'one');
        assert.deepEqual(
          madeBySample(harness.cloud, sample).map(({ id }) => id),
          ids,
        );
        assert.ok(harness.externalName(kind, 'one'));
      });
    }
  });
}

for (const sample of samples.filter(({ kind }) => kind.tagged)) {
  const { kind } = sample;
  describe(`${kind.schema.kind}, whose object was lost with its cluster and is applied anew`, () => {
    let harness: EngineHarness;

    beforeEach(async () => {
      harness = new EngineHarness();
      applySample(harness, sample);
      await harness.untilReady(kind, 'one');
      await harness.advance(windowMs);
    });

    afterEach(() => harness.stop());

    function loseObject(): void {
      harness.api.edit(resourceTypeOf(kind), 'team/one', (draft) => {
        (draft['metadata'] as Record<string, unknown>)['finalizers'] = [];
      });
      harness.delete(kind, 'one');
      for (const { metadata } of harness.api.all(secretType))
        if (metadata.namespace === 'team') harness.api.remove(secretType, `team/${metadata.name}`);
    }

    it('is taken over as it is', async () => {
      const ids = madeBySample(harness.cloud, sample).map(({ id }) => id);
      harness.stop();
      loseObject();
      harness.restart();
      await harness.clock.settle();
      applySample(harness, sample);
      await harness.untilReady(kind, 'one');
      assert.deepEqual(
        madeBySample(harness.cloud, sample).map(({ id }) => id),
        ids,
      );
      await harness.advance(60_000);
      for (const { now } of madeBySample(harness.cloud, sample))
        assert.equal(now.tags[ownerTagKeys.uid], harness.present(kind, 'one').metadata.uid);
    });

    it('is made anew if it is gone too, though a look from before still shows it', async () => {
      loseObject();
      await harness.clock.settle();
      for (const { id } of madeBySample(harness.cloud, sample)) harness.cloud.destroy(id);
      applySample(harness, sample);
      await harness.untilReady(kind, 'one');
      assert.equal(madeBySample(harness.cloud, sample).length, sample.count);
    });
  });
}

describe('A resource that was deleted by hand and must not be made again', () => {
  it('is ResourceGone when it was adopted', async () => {
    const harness = new EngineHarness();
    const { id } = harness.cloud.make('Net', { cidr: '10' });
    harness.apply(net, 'one', { cidr: '10' }, { annotations: { [annotation.externalName]: id } });
    await harness.untilReady(net, 'one');
    harness.cloud.destroy(id);
    await harness.advance(twoSweepsMs);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ResourceGone');
    assert.equal(harness.condition(net, 'one', 'Ready')?.reason, 'ResourceGone');
    await harness.advance(3_600_000);
    assert.deepEqual(harness.cloud.all('Net'), []);
    harness.annotate(net, 'one', { [annotation.externalName]: undefined });
    await harness.advance(10_000);
    await harness.untilReady(net, 'one');
    assert.equal(harness.cloud.all('Net').length, 1);
    harness.stop();
  });

  it('is ResourceGone when another manager sets its external name', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    const id = harness.externalName(net, 'one') ?? '';
    harness.apply(net, 'one', { cidr: '10' }, { annotations: { [annotation.externalName]: 'net-0' }, manager: 'argocd' });
    harness.apply(net, 'one', { cidr: '10' }, { annotations: { [annotation.externalName]: id }, manager: 'argocd' });
    await harness.advance(windowMs);
    harness.cloud.destroy(id);
    await harness.advance(twoSweepsMs);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ResourceGone');
    assert.deepEqual(harness.cloud.all('Net'), []);
    harness.stop();
  });

  it('is ResourceGone when policies keep us from creating', async () => {
    const harness = new EngineHarness();
    const { id } = harness.cloud.make('Net', { cidr: '10' });
    harness.apply(net, 'one', {}, { annotations: { [annotation.externalName]: id }, spec: { managementPolicies: ['Observe'] } });
    await harness.untilReady(net, 'one');
    harness.cloud.destroy(id);
    await harness.advance(twoSweepsMs);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ResourceGone');
    assert.equal(harness.condition(net, 'one', 'Reconciling'), undefined);
    harness.stop();
  });
});

describe('A cloud that can not be asked', () => {
  it('changes nothing, and takes Ready away only after 15 minutes without a look', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    await harness.advance(5_000);
    const writes = harness.api.writes.length;
    harness.cloud.outage = new CloudError('transient', 'ServiceUnavailable', 'out of order');
    await harness.advance(14 * 60_000);
    assert.equal(harness.isReady(net, 'one'), true);
    assert.equal(harness.api.writes.length, writes);
    await harness.advance(10 * 60_000);
    assert.equal(harness.condition(net, 'one', 'Ready')?.status, 'Unknown');
    harness.cloud.outage = undefined;
    await harness.advance(6 * 60_000);
    assert.equal(harness.isReady(net, 'one'), true);
    assert.equal(harness.cloud.all('Net').length, 1);
    harness.stop();
  });

  it('does the same when the process starts during the outage', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    harness.cloud.outage = new CloudError('transient', 'ServiceUnavailable', 'out of order');
    harness.restart();
    await harness.advance(14 * 60_000);
    assert.equal(harness.isReady(net, 'one'), true);
    await harness.advance(10 * 60_000);
    assert.equal(harness.condition(net, 'one', 'Ready')?.status, 'Unknown');
    harness.cloud.outage = undefined;
    await harness.advance(6 * 60_000);
    assert.equal(harness.isReady(net, 'one'), true);
    assert.equal(harness.cloud.all('Net').length, 1);
    harness.stop();
  });
});

describe('A resource of the same name, made by someone else after ours was deleted', () => {
  async function replaced(): Promise<EngineHarness> {
    const harness = new EngineHarness();
    harness.apply(base, 'one', { size: 1 });
    await harness.untilReady(base, 'one');
    await harness.advance(windowMs);
    harness.cloud.destroy('one');
    harness.cloud.make('Base', { size: 7 }, { name: 'one', tags: { of: 'others' } });
    return harness;
  }

  it('is not taken for ours: Stalled Replaced, nothing changed', async () => {
    const harness = await replaced();
    await harness.advance(twoSweepsMs);
    assert.equal(harness.condition(base, 'one', 'Stalled')?.reason, 'Replaced');
    const resource = harness.cloud.find('one');
    assert.equal(resource?.now.fields['size'], 7);
    assert.deepEqual(resource?.now.tags, { of: 'others' });
    harness.stop();
  });

  it('is not changed by an update that comes before the next listing', async () => {
    const harness = await replaced();
    harness.apply(base, 'one', { size: 2 });
    await harness.advance(5_000);
    assert.equal(harness.cloud.find('one')?.now.fields['size'], 7);
    assert.equal(harness.condition(base, 'one', 'Stalled')?.reason, 'Replaced');
    harness.stop();
  });

  it('is not deleted with our object', async () => {
    const harness = await replaced();
    harness.delete(base, 'one');
    await harness.untilGone(base, 'one');
    assert.equal(harness.cloud.find('one')?.now.fields['size'], 7);
    harness.stop();
  });
});

describe('A resource known to be gone before we made it', () => {
  it('comes back when it is deleted before any look has shown it', async () => {
    const harness = new EngineHarness();
    const parent = harness.cloud.make('Net', { cidr: '0' }).id;
    harness.apply(
      path,
      'one',
      { gateId: harness.cloud.make('Gate', { netId: parent }).id, dest: 'd' },
      { annotations: { [annotation.paused]: 'true' } },
    );
    await harness.advance(60_000);
    harness.cloud.hiddenMs = 200_000;
    harness.annotate(path, 'one', { [annotation.paused]: undefined });
    await harness.advance(10_000);
    const [made] = harness.cloud.all('Path');
    harness.cloud.destroy(made?.id ?? '');
    await harness.advance(2 * windowMs);
    await harness.untilReady(path, 'one');
    assert.equal(harness.cloud.all('Path').length, 1);
    harness.stop();
  });
});

describe('A reconcile request', () => {
  it('is answered by a deep read, mends what only that shows, and is noted once it was', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10', dns: true });
    await harness.untilReady(net, 'one');
    const [resource] = harness.cloud.all('Net');
    harness.cloud.change(resource?.id ?? '', { deep: { dns: false } });
    await harness.advance(twoSweepsMs);
    assert.equal(resource?.now.deep['dns'], false);
    harness.cloud.configs.clear();
    harness.annotate(net, 'one', { [annotation.reconcileRequestedAt]: 'now' });
    await harness.advance(5_000);
    assert.equal(harness.status(net, 'one')['lastHandledReconcileAt'], undefined);
    harness.cloud.configs.set('default', { account: '111111111111' });
    harness.process.controller.configChanged({ kind: 'ClusterProviderConfig', name: 'default' }, undefined);
    await harness.advance(5_000);
    assert.equal(resource?.now.deep['dns'], true);
    assert.equal(harness.status(net, 'one')['lastHandledReconcileAt'], 'now');
    harness.stop();
  });
});

function withoutOwner(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...userTags(tags) }).filter(([key]) => !key.startsWith(ownerTagPrefix)));
}
