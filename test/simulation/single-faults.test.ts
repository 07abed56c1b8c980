import assert from 'node:assert/strict';
import { simulate } from './support/simulate.ts';
import { alone } from './support/single-faults.ts';
import { runWorkload } from './support/run-workload.ts';
import { workloads } from './support/workload.ts';

describe('workloads', () => {
  for (const workload of workloads)
    it(`${workload.name}: goes well without a fault, and the same way twice`, async () => {
      const calm = await runWorkload(workload, alone, []);
      assert.deepEqual(calm.problems, []);
      const again = await runWorkload(workload, alone, []);
      assert.equal(again.traceHash, calm.traceHash);
    });
});

describe('every single fault', () => {
  it('of every workload leaves everything as it would be without', async function () {
    this.timeout(1_500_000);
    await simulate(['--single-faults']);
  });
});
