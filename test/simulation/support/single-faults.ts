import { compareRuns } from './compare-runs.ts';
import { callFaults, clockFaults, freezes, writeFaults, type FaultPlan, type PlannedFault } from './fault-plan.ts';
import { runWorkload, type WorkloadResult } from './run-workload.ts';
import type { Workload } from './workload.ts';
import type { WorldOptions } from './world.ts';

/** One fault in an otherwise calm world. */
export interface SingleFault {
  readonly options: WorldOptions;
  readonly fault: PlannedFault;
}

/** A world without faults, as all single faults are compared with. */
export const alone: WorldOptions = { seed: 1 };
/** Two replicas: what one that stands still leaves off, the other takes up before it goes on. */
const together: WorldOptions = { seed: 1, replicas: 2 };
/** The process that follows looks while AWS does not show yet what the one before it made. */
const unseen: WorldOptions = { seed: 1, settings: { createVisibilityMs: 60_000 } };

/** Every single fault of a workload that makes so many writes and calls. */
export function singleFaults({ writes, calls }: FaultPlan['counts']): readonly SingleFault[] {
  return [
    ...writeFaults.flatMap((how) => upTo(writes).map((at): SingleFault => ({ options: alone, fault: { where: 'write', at, how } }))),
    ...callFaults.flatMap((how) => upTo(calls).map((at): SingleFault => ({ options: alone, fault: { where: 'call', at, how } }))),
    ...clockFaults.flatMap((how) => upTo(calls).map((at): SingleFault => ({ options: unseen, fault: { where: 'call', at, how } }))),
    ...freezes.flatMap((how) => upTo(calls).map((at): SingleFault => ({ options: together, fault: { where: 'call', at, how } }))),
  ];
}

/** Runs a workload with one fault. Gives what is wrong; empty: nothing. */
export async function checkSingleFault(
  workload: Workload,
  calm: WorkloadResult,
  { options, fault }: SingleFault,
): Promise<readonly string[]> {
  const result = await runWorkload(workload, options, [fault]);
  const struck = result.trace.find((line) => line.includes(`(${fault.how})`)) ?? 'not reached';
  return [...result.problems, ...compareRuns(result, calm, [fault])].map(
    (problem) => `${workload.name}, ${fault.how} at ${fault.where} ${fault.at} (${struck}): ${problem}`,
  );
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
