import assert from 'node:assert/strict';
import { compareRuns } from './support/compare-runs.ts';
import { compositeWorkloads } from './support/composite-workloads.ts';
import type { WriteFault } from './support/fault-plan.ts';
import { planOf } from './support/random-plan.ts';
import { runWorkload } from './support/run-workload.ts';
import { alone, checkSingleFault } from './support/single-faults.ts';

/** Seeds of each workload. */
const seeds = 40;
/** What can come between two writes of a composer; the workloads of single resources have the others. */
const faults: readonly WriteFault[] = ['crashAfter', 'lost', 'conflict'];

describe('composites', function () {
  this.timeout(900_000);

  for (const workload of compositeWorkloads) {
    it(`${workload.name}: goes well without a fault, and the same way twice`, async () => {
      const calm = await runWorkload(workload, alone, []);
      assert.deepEqual(calm.problems, []);
      const again = await runWorkload(workload, alone, []);
      assert.equal(again.traceHash, calm.traceHash);
    });

    it(`${workload.name}: ends as it would be without, whatever ${seeds} seeds do`, async () => {
      const calm = await runWorkload(workload, alone, []);
      for (let seed = 1; seed <= seeds; seed += 1) {
        const plan = planOf(seed);
        const result = await runWorkload(workload, plan.options, plan.faults);
        assert.deepEqual([...result.problems, ...compareRuns(result, calm, plan.faults)], [], `seed ${seed}`);
      }
    });
  }

  it('of a network: every single fault of a write leaves everything as it would be without', async () => {
    const [workload] = compositeWorkloads;
    assert.ok(workload !== undefined);
    const calm = await runWorkload(workload, alone, []);
    for (let at = 1; at <= calm.counts.writes; at += 1)
      for (const how of faults) {
        const problems = await checkSingleFault(workload, calm, { options: alone, fault: { where: 'write', at, how } });
        assert.deepEqual(problems, []);
      }
  });
});
