import { runWorkload } from '../../test/simulation/support/run-workload.ts';
import { alone, checkSingleFault, singleFaults } from '../../test/simulation/support/single-faults.ts';
import { workloads } from '../../test/simulation/support/workload.ts';

/** Which single faults a process runs. */
export interface FaultRange {
  /** Workloads whose name contains it. */
  readonly workload: string;
  /** Which of so many parts, from 0. */
  readonly index: number;
  readonly parts: number;
}

/** Runs workloads with every single fault and prints what is wrong. Gives how many failed. */
export async function runSingleFaults({ workload: text, index, parts }: FaultRange): Promise<number> {
  let done = 0;
  let failed = 0;
  for (const workload of workloads.filter(({ name }) => name.includes(text))) {
    const calm = await runWorkload(workload, alone, []);
    for (const [at, single] of singleFaults(calm.counts).entries()) {
      if (at % parts !== index) continue;
      const problems = await checkSingleFault(workload, calm, single);
      done += 1;
      if (problems.length > 0) failed += 1;
      for (const problem of problems) console.log(problem);
    }
  }
  console.log(`${done - failed} single faults passed, ${failed} failed`);
  return failed;
}
