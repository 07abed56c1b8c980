import assert from 'node:assert/strict';
import { compareRuns } from './support/compare-runs.ts';
import { callFaults, clockFaults, freezes, writeFaults, type PlannedFault } from './support/fault-plan.ts';
import { runWorkload, type WorkloadResult } from './support/run-workload.ts';
import { workloads, type Workload } from './support/workload.ts';
import type { WorldOptions } from './support/world.ts';

const alone: WorldOptions = { seed: 1 };
/** Two replicas: what one that stood still left off, the other has taken up by the time that it goes on. */
const together: WorldOptions = { seed: 1, replicas: 2 };
/** The process that follows looks while AWS does not show yet what the one before it made. */
const unseen: WorldOptions = { seed: 1, settings: { createVisibilityMs: 60_000 } };

describe('every single fault', () => {
  for (const workload of workloads) {
    describe(workload.name, () => {
      let calm: WorkloadResult;

      before(async () => {
        calm = await runWorkload(workload, alone, []);
      });

      it('goes well without a fault, and the same way twice', async () => {
        assert.deepEqual(calm.problems, []);
        const again = await runWorkload(workload, alone, []);
        assert.equal(again.traceHash, calm.traceHash);
      });

      for (const how of writeFaults)
        it(`goes well with each write ${how}`, async () => {
          for (let at = 1; at <= calm.counts.writes; at += 1) await check({ workload, options: alone }, calm, { where: 'write', at, how });
        });

      for (const [options, hows] of [
        [alone, callFaults],
        [unseen, clockFaults],
        [together, freezes],
      ] as const)
        for (const how of hows)
          it(`goes well with each call ${how}`, async () => {
            for (let at = 1; at <= calm.counts.calls; at += 1) await check({ workload, options }, calm, { where: 'call', at, how });
          });
    });
  }
});

interface Scene {
  readonly workload: Workload;
  readonly options: WorldOptions;
}

async function check({ workload, options }: Scene, calm: WorkloadResult, fault: PlannedFault): Promise<void> {
  const result = await runWorkload(workload, options, [fault]);
  const where = `${fault.how} at ${fault.where} ${fault.at}: ${result.trace.find((line) => line.includes(`(${fault.how})`)) ?? 'not reached'}`;
  assert.deepEqual(result.problems, [], where);
  assert.deepEqual(compareRuns(result, calm, [fault]), [], where);
}
