import { isDeepStrictEqual } from 'node:util';
import { freezes, type PlannedFault } from './fault-plan.ts';
import type { WorkloadResult } from './run-workload.ts';
import { surplus } from './surplus.ts';

/** How a run with faults differs from one without, states and what was made and deleted; empty: in nothing that may not be. */
export function compareRuns(result: WorkloadResult, calm: WorkloadResult, faults: readonly PlannedFault[]): readonly string[] {
  const problems: string[] = [];
  if (!isDeepStrictEqual(result.states, calm.states)) problems.push(`the end state differs: ${firstDifference(result, calm)}`);
  const freezing: readonly string[] = freezes;
  const allowed = faults.filter(({ how }) => freezing.includes(how)).length;
  const made = surplus(result.effects, calm.effects);
  if (made === undefined || made > allowed)
    problems.push(`made and deleted ${JSON.stringify(result.effects)} in place of ${JSON.stringify(calm.effects)}`);
  return problems;
}

function firstDifference(result: WorkloadResult, calm: WorkloadResult): string {
  for (const [index, state] of calm.states.entries()) {
    const found = result.states[index] ?? [];
    const missing = state.find((line) => !found.includes(line));
    const surplusLine = found.find((line) => !state.includes(line));
    if (missing !== undefined || surplusLine !== undefined)
      return `after step ${index + 1}: ${surplusLine ?? 'nothing'} in place of ${missing ?? 'nothing'}`;
  }
  return 'the number of lines or steps';
}
