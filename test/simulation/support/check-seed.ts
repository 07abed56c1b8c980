import { compareRuns } from './compare-runs.ts';
import { planOf } from './random-plan.ts';
import { runWorkload, type WorkloadResult } from './run-workload.ts';
import type { Workload } from './workload.ts';

const calm = new Map<Workload, Promise<WorkloadResult>>();

/** The workload without a fault. What AWS does by chance is left out of states, so that one run stands for all. */
function calmRun(workload: Workload): Promise<WorkloadResult> {
  const known = calm.get(workload) ?? runWorkload(workload, { seed: 1 }, []);
  calm.set(workload, known);
  return known;
}

/** Runs a seed, twice if asked to. Gives what is wrong; empty: nothing. */
export async function checkSeed(seed: number, isTwice: boolean): Promise<readonly string[]> {
  const { workload, options, faults } = planOf(seed);
  const expected = await calmRun(workload);
  const result = await runWorkload(workload, options, faults);
  const problems = [...result.problems, ...compareRuns(result, expected, faults)];
  if (isTwice) {
    const again = await runWorkload(workload, options, faults);
    if (again.traceHash !== result.traceHash) problems.push(`not the same twice: ${traceDifference(result, again)}`);
  }
  return problems.map((problem) => `${workload.name}, ${JSON.stringify(faults)}: ${problem}`);
}

function traceDifference(a: WorkloadResult, b: WorkloadResult): string {
  const at = a.trace.findIndex((line, index) => line !== b.trace[index]);
  return `line ${at + 1} is ${a.trace[at] ?? 'none'} and ${b.trace[at] ?? 'none'}`;
}
