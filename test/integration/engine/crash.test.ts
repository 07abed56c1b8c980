import assert from 'node:assert/strict';
import { annotation, finalizer } from '../../../src/engine/object/metadata.ts';
import { ownerTagKeys } from '../../../src/engine/ownership/owner-tags.ts';
import type { Fault, FaultKind } from '../../support/engine-harness/faults.ts';
import { EngineHarness } from '../../support/engine-harness.ts';
import { applySample, madeBySample, samples, type Sample } from '../../support/engine-harness/samples.ts';

const atWrites: readonly FaultKind[] = ['crashBefore', 'crashAfter', 'lost', 'dropped', 'conflict'];
const atCalls: readonly FaultKind[] = ['crashBefore', 'crashAfter', 'lost', 'dropped', 'late', 'throttled'];

/** Longer than the window in which a lost create may still show: lease, request time-out and the kind's own visibility. */
const windowMs = 15_000 + 30_000 + 300_000;
const patienceMs = windowMs + 300_000;

/** How long the cloud hides what is new and shows what was: not at all, or for almost the whole window. */
const delays = [
  { hiddenMs: 0, staleMs: 0 },
  { hiddenMs: 250_000, staleMs: 25_000 },
] as const;

for (const sample of samples) {
  for (const delay of delays) {
    describe(`${sample.kind.schema.kind}, with ${delay.hiddenMs} ms until it shows`, () => {
      it('is made once whatever fails during its creation', async () => {
        await everyFault({
          sample,
          delay,
          act: create,
          check: async (harness, fault) => {
            await harness.advance(windowMs);
            await harness.untilReady(sample.kind, 'one', patienceMs);
            await harness.advance(windowMs + 120_000);
            checkMade(harness, sample, fault);
          },
        });
      }).timeout(120_000);

      it('is gone whatever fails during its deletion', async () => {
        await everyFault({
          sample,
          delay,
          prepare: createReady,
          act: (harness) => harness.delete(sample.kind, 'one'),
          check: async (harness, fault) => {
            await harness.untilGone(sample.kind, 'one', patienceMs);
            await harness.advance(windowMs);
            checkEmpty(harness, sample, fault);
          },
        });
      }).timeout(120_000);

      it('leaves nothing behind when it is deleted after whatever failed during its creation', async () => {
        await everyFault({
          sample,
          delay,
          act: create,
          check: async (harness, fault) => {
            if (isBeyondUs(sample, fault)) return;
            await harness.advance(3_000);
            harness.delete(sample.kind, 'one');
            await harness.untilGone(sample.kind, 'one', patienceMs + windowMs);
            await harness.advance(windowMs);
            checkEmpty(harness, sample, fault);
          },
        });
      }).timeout(120_000);

      if (Object.keys(sample.changed).length === 0) return;
      it('is changed once whatever fails during the change', async () => {
        await everyFault({
          sample,
          delay,
          prepare: createReady,
          act: (harness) => applySample(harness, sample, sample.changed),
          check: async (harness, fault) => {
            await harness.clock.settle();
            await harness.untilReady(sample.kind, 'one', patienceMs);
            await harness.advance(windowMs);
            checkMade(harness, sample, fault);
          },
        });
      }).timeout(120_000);
    });
  }
}

for (const sample of samples) {
  describe(`${sample.kind.schema.kind}, whose create call is repeated after its answer was lost`, () => {
    it('leaves nothing behind when the second call is refused and the object is deleted', async () => {
      const harness = new EngineHarness();
      harness.cloud.hiddenMs = 60_000;
      await harness.clock.settle();
      harness.arm({ where: 'call', at: 1, how: 'lost' }, { where: 'call', at: 2, how: 'throttled' });
      applySample(harness, sample);
      await harness.until(
        () => harness.cloud.calls.length >= (sample.kind.unknownOutcome === 'window' ? 1 : 2),
        60_000,
        () => 'no second call',
      );
      harness.delete(sample.kind, 'one');
      await harness.untilGone(sample.kind, 'one', patienceMs + windowMs);
      assert.deepEqual(
        madeBySample(harness.cloud, sample).map(({ id }) => id),
        [],
      );
      harness.stop();
    });
  });
}

interface Scenario {
  readonly sample: Sample;
  readonly delay: (typeof delays)[number];
  /** Goes before, without a fault. */
  readonly prepare?: (harness: EngineHarness, sample: Sample) => Promise<void>;
  readonly act: (harness: EngineHarness, sample: Sample) => unknown;
  readonly check: (harness: EngineHarness, fault: Fault | undefined) => Promise<void>;
}

async function create(harness: EngineHarness, sample: Sample): Promise<void> {
  await harness.clock.settle();
  applySample(harness, sample);
}

async function createReady(harness: EngineHarness, sample: Sample): Promise<void> {
  await create(harness, sample);
  await harness.untilReady(sample.kind, 'one', patienceMs);
}

/** A call that takes effect after the same was made again, and its work undone, is beyond what a controller can know of. */
function isBeyondUs({ kind: { unknownOutcome } }: Sample, fault: Fault | undefined): boolean {
  return fault?.how === 'late' && (unknownOutcome === 'repeat' || unknownOutcome === 'read');
}

/** Runs the scenario once to count, then once for each fault at each write and call. A process that crashed is started again. */
async function everyFault(scenario: Scenario): Promise<void> {
  const counts = await run(scenario);
  for (const how of atWrites) for (let at = 1; at <= counts.write; at += 1) await run(scenario, { where: 'write', at, how });
  for (const how of atCalls) for (let at = 1; at <= counts.call; at += 1) await run(scenario, { where: 'call', at, how });
}

async function run({ sample, delay, prepare, act, check }: Scenario, fault?: Fault) {
  const harness = new EngineHarness();
  Object.assign(harness.cloud, delay);
  await prepare?.(harness, sample);
  const plan = harness.arm(...(fault === undefined ? [] : [fault]));
  await act(harness, sample);
  harness.revive = true;
  try {
    await check(harness, fault);
  } catch (error) {
    throw new Error(`${text(fault)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  harness.stop();
  return plan.counts;
}

function checkEmpty(harness: EngineHarness, sample: Sample, fault: Fault | undefined): void {
  assert.deepEqual(
    madeBySample(harness.cloud, sample).map(({ id }) => id),
    [],
    text(fault),
  );
}

function checkMade(harness: EngineHarness, sample: Sample, fault: Fault | undefined): void {
  const { kind, count } = sample;
  const made = madeBySample(harness.cloud, sample);
  const object = harness.present(kind, 'one');
  assert.equal(made.length, count, text(fault));
  assert.equal(harness.isReady(kind, 'one'), true, `${text(fault)}: ${harness.summary(kind, 'one')}`);
  assert.ok(object.metadata.finalizers?.includes(finalizer), text(fault));
  if (kind.tagged) for (const { now } of made) assert.equal(now.tags[ownerTagKeys.uid], object.metadata.uid, text(fault));
  const id = object.metadata.annotations?.[annotation.externalName];
  assert.equal((harness.status(kind, 'one')['atProvider'] as { id?: string }).id, id, text(fault));
  if (kind.assemble === undefined) assert.equal(made[0]?.id, id, text(fault));
}

function text(fault: Fault | undefined): string {
  return fault === undefined ? 'no fault' : `${fault.how} at ${fault.where} ${fault.at}`;
}
