import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CrashingFiles } from '../../../support/devcluster/crashing-files.ts';
import type { Luck } from '../../../support/devcluster/crashing-files.ts';
import { open, recordAt, stateAt } from './journal-case.ts';

interface Progress {
  readonly acknowledged: number;
  readonly issued: number;
}

/** Appends in groups of these sizes, each after the one before, until all is done or the machine goes down. */
async function run(files: CrashingFiles, groups: readonly number[], from = 0): Promise<Progress> {
  let acknowledged = from;
  let issued = from;
  try {
    const journal = await open(files);
    for (const size of groups) {
      const appends = Array.from({ length: size }, async () => {
        const revision = (issued += 1);
        await journal.append(recordAt(revision));
        assert.equal(revision, acknowledged + 1, 'in order');
        acknowledged = revision;
      });
      await Promise.all(appends);
    }
    await journal.close();
  } catch (error) {
    if (!files.crashed) throw error;
  }
  return { acknowledged, issued };
}

/** What is there after a crash is what some number of changes leads to, no fewer than were acknowledged; and work goes on. */
async function checkRecovery(files: CrashingFiles, { acknowledged, issued }: Progress): Promise<void> {
  const journal = await open(files);
  const { records, revision } = await journal.load();
  assert.ok(revision >= acknowledged && revision <= issued, `${revision} of ${acknowledged} to ${issued}`);
  assert.deepEqual(records, stateAt(revision));
  await journal.append(recordAt(revision + 1));
  await journal.close();
  const again = await open(files);
  assert.deepEqual(await again.load(), { records: stateAt(revision + 1), revision: revision + 1 });
  await again.close();
}

const lucks: readonly Luck[] = (['kept', 'lost'] as const).flatMap((names) =>
  (['kept', 'half', 'lost'] as const).map((bytes) => ({ names, bytes })),
);

describe('a journal after a crash', () => {
  it('has all that was acknowledged, and nothing but a prefix, wherever the crash came', async () => {
    const groups = [1, 3, 2, 4, 1, 2];
    let budget = 0;
    for (let crashed = true; crashed; budget++) {
      const files = new CrashingFiles(budget);
      const progress = await run(files, groups);
      crashed = files.crashed;
      const luck = lucks[budget % lucks.length] ?? { names: 'kept', bytes: 'kept' };
      await checkRecovery(files.afterCrash(luck), progress);
    }
    assert.ok(budget > 3_000, 'the run is long enough to crash at many points');
  });

  it('has it after crashes upon crashes', async () => {
    const crash = fc.record({
      budget: fc.integer({ min: 1, max: 3_000 }),
      groups: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
      luck: fc.constantFrom(...lucks),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(crash, { minLength: 2, maxLength: 4 }), async (crashes) => {
        let left: ReadonlyMap<string, Buffer> = new Map();
        let revision = 0;
        for (const { budget, groups, luck } of crashes) {
          const files = new CrashingFiles(budget, left);
          const progress = await run(files, groups, revision);
          const after = files.afterCrash(luck);
          left = new Map(after.names.map((name) => [name, Buffer.from(after.bytesOf(name))]));
          await checkRecovery(after, progress);
          revision = await revisionOf(left);
        }
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});

async function revisionOf(left: ReadonlyMap<string, Buffer>): Promise<number> {
  const journal = await open(new CrashingFiles(Infinity, left));
  const { revision } = await journal.load();
  await journal.close();
  return revision;
}
