import assert from 'node:assert/strict';
import { callFaults, writeFaults, type PlannedFault } from './support/fault-plan.ts';
import { runWorkload, type WorkloadResult } from './support/run-workload.ts';
import { workloads, type Workload } from './support/workload.ts';

const seed = 1;

describe('every single fault', () => {
  for (const workload of workloads) {
    describe(workload.name, () => {
      let calm: WorkloadResult;

      before(async () => {
        calm = await runWorkload(workload, { seed }, []);
      });

      it('goes well without a fault, and the same way twice', async () => {
        assert.deepEqual(calm.problems, []);
        const again = await runWorkload(workload, { seed }, []);
        assert.equal(again.traceHash, calm.traceHash);
      });

      for (const how of writeFaults)
        it(`goes well with each write ${how}`, async () => {
          for (let at = 1; at <= calm.counts.writes; at += 1) await check(workload, calm, { where: 'write', at, how });
        });

      for (const how of callFaults)
        it(`goes well with each call ${how}`, async () => {
          for (let at = 1; at <= calm.counts.calls; at += 1) await check(workload, calm, { where: 'call', at, how });
        });
    });
  }
});

async function check(workload: Workload, calm: WorkloadResult, fault: PlannedFault): Promise<void> {
  const result = await runWorkload(workload, { seed }, [fault]);
  const where = `${fault.how} at ${fault.where} ${fault.at}: ${result.trace.find((line) => line.includes(`(${fault.how})`)) ?? 'not reached'}`;
  assert.deepEqual(result.problems, [], where);
  assert.deepEqual(result.states, calm.states, where);
  assert.deepEqual(result.effects, calm.effects, where);
}
