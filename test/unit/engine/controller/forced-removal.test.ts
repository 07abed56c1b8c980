import assert from 'node:assert/strict';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { resourceTypeOf } from '../../../../src/engine/reconcile/write-metadata.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net } = fakeKinds;
const type = resourceTypeOf(net);
const mostTurns = 30;

/** Somebody takes the finalizers off and deletes the object, so many turns after its last change has woken the controller. */
async function removeDuringPass(harness: EngineHarness, turns: number): Promise<void> {
  harness.annotate(net, 'one', { note: 'changed' });
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  harness.api.put(type, { ...harness.present(net, 'one'), metadata: { name: 'one', namespace: 'team', finalizers: [] } });
  harness.api.remove(type, 'team/one');
}

describe('an object that is removed by force', () => {
  it('lays claim to nothing any more, however far a pass over it had come', async () => {
    for (let turns = 0; turns < mostTurns; turns += 1) {
      const harness = new EngineHarness();
      harness.apply(net, 'one', { cidr: '8', mode: 'a', dns: true });
      await harness.untilReady(net, 'one');
      const id = harness.externalName(net, 'one') ?? '';
      await removeDuringPass(harness, turns);
      await harness.advance(10_000);
      harness.cloud.change(id, { tags: {} });
      harness.apply(net, 'two', { cidr: '8', mode: 'a', dns: true }, { annotations: { [annotation.externalName]: id } });
      await harness.advance(150_000);
      assert.equal(harness.summary(net, 'two').split(' ')[0], 'Ready=True', `${turns} turns: ${harness.summary(net, 'two')}`);
      harness.stop();
    }
  });
});
