import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ownerTagKeys } from '../../../../src/engine/ownership/owner-tags.ts';
import { secretType } from '../../../../src/engine/secrets/watched-secret-store.ts';
import type { Fault } from '../../../support/engine-harness/faults.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { applySample, madeBySample, samples, type Sample } from '../../../support/engine-harness/samples.ts';

/** What users, people at the console and the machine do to an object. */
const deeds = ['change', 'restart', 'untag', 'destroy', 'delete', 'recreate', 'nothing'] as const;

interface Step {
  readonly deed: (typeof deeds)[number];
  /** Strike at the writes and calls that follow. */
  readonly faults: readonly Fault[];
  readonly thenMs: number;
}

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    where: fc.constant('write' as const),
    at: fc.integer({ min: 1, max: 8 }),
    how: fc.constantFrom('crashBefore', 'crashAfter', 'lost', 'dropped', 'conflict'),
  }),
  fc.record({
    where: fc.constant('call' as const),
    at: fc.integer({ min: 1, max: 5 }),
    how: fc.constantFrom('crashBefore', 'crashAfter', 'lost', 'dropped', 'throttled'),
  }),
);
const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.constantFrom(...deeds),
  faults: fc.array(fault, { maxLength: 3 }),
  thenMs: fc.integer({ min: 0, max: 90_000 }),
});
const delays = fc.constantFrom({ hiddenMs: 0, staleMs: 0 }, { hiddenMs: 30_000, staleMs: 10_000 }, { hiddenMs: 200_000, staleMs: 25_000 });

describe('Whatever happens to an object', () => {
  for (const sample of samples) {
    it(`there is one ${sample.kind.schema.kind} in the end if it is wanted, none if not, and silence`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 6 }), delays, fc.integer({ min: 1, max: 4 }), async (steps, delay, concurrency) => {
          const harness = new EngineHarness({ concurrency });
          // Parts that an update just made, and that nobody sees yet, are beyond what a deletion can know of.
          if (sample.count === 1) Object.assign(harness.cloud, delay);
          harness.revive = true;
          await harness.clock.settle();
          applySample(harness, sample);
          for (const each of steps) {
            harness.arm(...each.faults);
            acts[each.deed](harness, sample);
            await harness.advance(each.thenMs);
          }
          harness.arm();
          await checkEnd(harness, sample);
          harness.stop();
        }),
        { numRuns: 25 },
      );
    }).timeout(60_000);
  }
});

const acts: Readonly<Record<Step['deed'], (harness: EngineHarness, sample: Sample) => void>> = {
  nothing: () => undefined,
  restart: (harness) => harness.restart(),
  change: (harness, sample) => {
    if (isWanted(harness, sample)) applySample(harness, sample, sample.changed);
  },
  delete: (harness, sample) => {
    if (isWanted(harness, sample)) harness.delete(sample.kind, 'one');
  },
  recreate: (harness, sample) => {
    if (harness.object(sample.kind, 'one') === undefined) recreate(harness, sample);
  },
  destroy: (harness, sample) => {
    const [resource] = madeBySample(harness.cloud, sample);
    if (resource !== undefined) harness.cloud.destroy(resource.id);
  },
  untag: (harness, sample) => {
    const [resource] = madeBySample(harness.cloud, sample);
    // What nobody sees yet and does not say whose it is can't be found again.
    if (resource !== undefined && isWanted(harness, sample) && harness.cloud.hiddenMs === 0)
      harness.cloud.change(resource.id, { tags: {} });
  },
};

function isWanted(harness: EngineHarness, { kind }: Sample): boolean {
  const object = harness.object(kind, 'one');
  return object !== undefined && object.metadata.deletionTimestamp === undefined;
}

/** The cluster's garbage collector has taken what belonged to the former object. */
function recreate(harness: EngineHarness, sample: Sample): void {
  for (const { metadata } of harness.api.all(secretType))
    if (metadata.namespace === 'team') harness.api.remove(secretType, `team/${metadata.name}`);
  applySample(harness, sample);
}

async function checkEnd(harness: EngineHarness, sample: Sample): Promise<void> {
  const { kind, count } = sample;
  const longMs = 1_500_000;
  await harness.advance(longMs);
  const object = harness.object(kind, 'one');
  const made = madeBySample(harness.cloud, sample);
  assert.equal(made.length, object === undefined ? 0 : count, harness.summary(kind, 'one'));
  if (object !== undefined) {
    assert.equal(object.metadata.deletionTimestamp, undefined, harness.summary(kind, 'one'));
    assert.equal(harness.isReady(kind, 'one'), true, harness.summary(kind, 'one'));
    if (kind.tagged) for (const { now } of made) assert.equal(now.tags[ownerTagKeys.uid], object.metadata.uid);
  }
  const before = [harness.api.writes.length, harness.cloud.calls.length];
  await harness.advance(longMs);
  assert.deepEqual([harness.api.writes.length, harness.cloud.calls.length], before, 'not at rest');
}
