import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import type { Kind } from '../../../../src/engine/kind.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { resourceTypeOf } from '../../../../src/engine/reconcile/write-metadata.ts';
import type { CallFault } from '../../../support/fake-cloud.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { applySample, samples } from '../../../support/engine-harness/samples.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, gate, grant } = fakeKinds;
/** Longer than any create call may stay unseen. */
const windowMs = 400_000;

describe('Title to a resource', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  function ids(kind: Kind): readonly string[] {
    return harness.cloud.all(kind.schema.kind).map(({ id }) => id);
  }

  function tagsOf(id: string) {
    return harness.cloud.find(id)?.now.tags ?? {};
  }

  /** Net `one` at rest, and its id. */
  async function netAtRest(spec: object = {}): Promise<string> {
    harness.apply(net, 'one', { cidr: '10' }, { spec });
    await harness.untilReady(net, 'one');
    await harness.advance(windowMs);
    return harness.externalName(net, 'one') ?? '';
  }

  /** Another net that carries all the tags of this one, as a create call makes that took effect after it had been given up. */
  function makeTwin(id: string): string {
    return harness.cloud.make('Net', { cidr: '10' }, { tags: tagsOf(id) }).id;
  }

  /** A fault of all create calls of a kind. */
  function failCreates(kind: Kind, fault: CallFault | undefined): void {
    harness.cloud.fault = ({ operation }) => (operation === `Create${kind.schema.kind}` ? fault : undefined);
  }

  describe('when two resources carry its uid', () => {
    it('passes to the other one when the kept one goes by hand, and no third is made', async () => {
      const kept = await netAtRest({ deletionPolicy: 'Orphan' });
      const twin = makeTwin(kept);
      await harness.advance(120_000);
      assert.equal(harness.condition(net, 'one', 'UpToDate')?.reason, 'DuplicateOwned');
      harness.cloud.destroy(kept);
      await harness.advance(900_000);
      assert.deepEqual(ids(net), [twin]);
      assert.equal(harness.externalName(net, 'one'), twin);
      assert.equal(harness.summary(net, 'one'), 'Ready=True Synced=True(ReconcileSuccess)');
    });

    it('is a title to both when the object is deleted', async () => {
      const kept = await netAtRest();
      harness.stop();
      makeTwin(kept);
      harness.delete(net, 'one');
      harness.restart();
      await harness.untilGone(net, 'one');
      assert.deepEqual(ids(net), []);
    });

    it('is a title to the other one when the object is deleted after the kept one went by hand', async () => {
      const kept = await netAtRest();
      harness.stop();
      makeTwin(kept);
      harness.cloud.destroy(kept);
      harness.delete(net, 'one');
      harness.restart();
      await harness.untilGone(net, 'one');
      assert.deepEqual(ids(net), []);
    });
  });

  for (const sample of samples.filter(({ kind }) => kind.tagged)) {
    const { kind } = sample;
    it(`outlives the annotations: a ${kind.schema.kind} that lost them is deleted with its object`, async () => {
      applySample(harness, sample);
      await harness.untilReady(kind, 'one');
      await harness.advance(windowMs);
      harness.stop();
      const lost = [annotation.externalName, annotation.account, annotation.createAttempt];
      harness.annotate(kind, 'one', Object.fromEntries(lost.map((key) => [key, undefined])));
      harness.delete(kind, 'one');
      harness.restart();
      await harness.untilGone(kind, 'one');
      assert.deepEqual(
        harness.cloud.all(kind.schema.kind).filter(({ now }) => now.tags['by'] !== 'hand'),
        [],
      );
    });
  }

  describe('of an object whose name an older one claims', () => {
    async function outbid(name: string): Promise<void> {
      harness.stop();
      harness.api.edit(resourceTypeOf(net), 'other/older', (draft) => {
        (draft['metadata'] as Record<string, unknown>)['annotations'] = { [annotation.externalName]: name };
      });
      harness.api.edit(resourceTypeOf(net), 'team/one', (draft) => {
        draft['status'] = { observedGeneration: -1 };
      });
      harness.delete(net, 'one');
      harness.restart();
      await harness.untilGone(net, 'one');
    }

    beforeEach(async () => {
      const options = { namespace: 'other', annotations: { [annotation.externalName]: 'net-77' } };
      harness.apply(net, 'older', { cidr: '9' }, { ...options, spec: { managementPolicies: ['Observe'] } });
      await harness.advance(10_000);
    });

    it('stays with what carries its uid: it is deleted with the object', async () => {
      await outbid(await netAtRest());
      assert.deepEqual(ids(net), []);
    });

    for (const { name, tags } of [
      { name: 'nobody', tags: {} },
      { name: 'another control plane', tags: { 'evenkeel.dev:control-plane': 'other' } },
      { name: 'another object', tags: { 'evenkeel.dev:name': 'older', 'evenkeel.dev:uid': 'another' } },
      { name: 'a former object of its name', tags: { 'evenkeel.dev:uid': 'another' } },
    ]) {
      it(`does not reach what belongs to ${name}: it stays`, async () => {
        const id = await netAtRest();
        harness.stop();
        harness.cloud.change(id, { tags: Object.keys(tags).length === 0 ? {} : { ...tagsOf(id), ...tags } });
        await outbid(id);
        assert.deepEqual(ids(net), [id]);
      });
    }
  });

  describe('to what a repeated call with a token makes late', () => {
    beforeEach(async () => {
      harness.cloud.hiddenMs = 60_000;
      failCreates(gate, { how: 'dropped' });
      harness.apply(gate, 'one', { netId: harness.cloud.make('Net', { cidr: '0' }).id, label: 'a' });
      await harness.advance(500_000);
      failCreates(gate, { how: 'lost' });
      await harness.until(
        () => ids(gate).length > 0,
        900_000,
        () => 'it was never made',
      );
    });

    it('keeps it from being leaked when the object is deleted', async () => {
      harness.delete(gate, 'one');
      await harness.untilGone(gate, 'one', 1_200_000);
      await harness.advance(windowMs);
      assert.deepEqual(ids(gate), []);
    });

    it('keeps it from being doubled when the spec changes', async () => {
      failCreates(gate, undefined);
      const made = ids(gate);
      harness.apply(gate, 'one', { netId: harness.cloud.all('Net')[0]?.id, label: 'b' });
      await harness.advance(1_200_000);
      assert.deepEqual(ids(gate), made);
      assert.equal(harness.isReady(gate, 'one'), true);
    });
  });

  it('reaches the part that an update opened and AWS does not show yet: it does not survive the deletion', async () => {
    const netId = harness.cloud.make('Net', { cidr: '0' }).id;
    harness.apply(grant, 'one', { netId, ports: ['1', '2'] });
    await harness.untilReady(grant, 'one');
    await harness.advance(windowMs);
    harness.cloud.hiddenMs = 20_000;
    harness.apply(grant, 'one', { netId, ports: ['1', '2', '3'] });
    await harness.advance(3_000);
    assert.equal(ids(grant).length, 3);
    harness.delete(grant, 'one');
    await harness.untilGone(grant, 'one', 900_000);
    assert.deepEqual(ids(grant), []);
  });

  for (const { name, fault } of [
    { name: 'denied', fault: refused('denied', 'UnauthorizedOperation') },
    { name: 'throttled', fault: refused('throttled', 'RequestLimitExceeded') },
    { name: 'without an answer', fault: { how: 'dropped' } as const },
  ]) {
    it(`makes nothing Ready that is gone while its re-creation is ${name}`, async () => {
      const id = await netAtRest();
      failCreates(net, fault);
      harness.cloud.destroy(id);
      for (let look = 0; look < 6; look += 1) {
        await harness.advance(600_000);
        assert.equal(harness.condition(net, 'one', 'Ready')?.status, 'False', harness.summary(net, 'one'));
      }
      failCreates(net, undefined);
      await harness.untilReady(net, 'one', 1_200_000);
      assert.equal(ids(net).length, 1);
    });
  }
});

function refused(errorClass: 'denied' | 'throttled', code: string): CallFault {
  return { how: 'refused', error: new CloudError(errorClass, code, `${code}: no`) };
}
