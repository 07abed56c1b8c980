import { isDeepStrictEqual } from 'node:util';
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

/** Runs a seed twice. Gives what is wrong; empty: nothing. */
export async function checkSeed(seed: number): Promise<readonly string[]> {
  const { workload, options, faults } = planOf(seed);
  const expected = await calmRun(workload);
  const result = await runWorkload(workload, options, faults);
  const again = await runWorkload(workload, options, faults);
  const problems = [...result.problems];
  if (!isDeepStrictEqual(result.states, expected.states)) problems.push(`the end state differs: ${firstDifference(result, expected)}`);
  if (!isDeepStrictEqual(result.effects, expected.effects))
    problems.push(`made and deleted ${JSON.stringify(result.effects)} in place of ${JSON.stringify(expected.effects)}`);
  if (again.traceHash !== result.traceHash) problems.push(`not the same twice: ${traceDifference(result, again)}`);
  return problems.map((problem) => `${workload.name}, ${JSON.stringify(faults)}: ${problem}`);
}

function firstDifference(result: WorkloadResult, expected: WorkloadResult): string {
  for (const [index, state] of expected.states.entries()) {
    const found = result.states[index] ?? [];
    const missing = state.find((line) => !found.includes(line));
    const surplus = found.find((line) => !state.includes(line));
    if (missing !== undefined || surplus !== undefined)
      return `after step ${index + 1}: ${surplus ?? 'nothing'} in place of ${missing ?? 'nothing'}`;
  }
  return 'there are fewer steps';
}

function traceDifference(a: WorkloadResult, b: WorkloadResult): string {
  const at = a.trace.findIndex((line, index) => line !== b.trace[index]);
  return `line ${at + 1} is ${a.trace[at] ?? 'none'} and ${b.trace[at] ?? 'none'}`;
}
