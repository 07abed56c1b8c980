import { composites } from './composites.ts';
import { endState } from './end-state.ts';
import type { FaultPlan, PlannedFault } from './fault-plan.ts';
import { isReady, ownership, readiness, secrecy, silence } from './oracles.ts';
import { managedObjects } from './managed-objects.ts';
import type { Workload } from './workload.ts';
import { World, type WorldOptions } from './world.ts';

const patienceMs = 2 * 3_600_000;
/** Two rounds of deep reads, and more. */
const deepReadsMs = 150_000;

/** What a run of a workload came to. */
export interface WorkloadResult {
  /** What the oracles found; empty: all is as it should be. */
  readonly problems: readonly string[];
  /** The state after each step. */
  readonly states: readonly (readonly string[])[];
  /** How many resources were made and went in AWS, by type. */
  readonly effects: Readonly<Record<string, number>>;
  readonly counts: FaultPlan['counts'];
  readonly traceHash: string;
  readonly trace: readonly string[];
}

/** Runs a workload with faults and holds the world against the oracles after each step. */
export async function runWorkload(workload: Workload, options: WorldOptions, faults: readonly PlannedFault[]): Promise<WorkloadResult> {
  const world = await World.make({ ...options, ...(workload.composes === true ? { composes: true } : {}) });
  world.start();
  const problems: string[] = [];
  const states: (readonly string[])[] = [];
  const plan = world.arm(faults);
  const restMs = deepReadsMs + (options.settings?.createVisibilityMs ?? 0);
  try {
    for (const step of workload.steps) {
      await step(world);
      await settled(world);
      // What only deep reads show is in status by then, whoever looked first.
      await rested(world, restMs);
      problems.push(...(await ownership(world)), ...(await readiness(world)));
      states.push(await endState(world));
    }
    const { counts } = plan;
    problems.push(...(await silence(world)).map((line) => `not silent at rest: ${line}`), ...(await secrecy(world)));
    problems.push(...world.violations);
    const effects = world.effects();
    const left = await world.end();
    if (left > 0) problems.push(`${left} timers are left behind`);
    return { problems, states, effects, counts, traceHash: world.traceHash, trace: world.trace };
  } catch (error) {
    await world.end().catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    return { problems: [...problems, message], states, effects: {}, counts: plan.counts, traceHash: world.traceHash, trace: world.trace };
  }
}

/** So long nothing has gone wrong, and nothing been asked for. */
async function rested(world: World, ms: number): Promise<void> {
  const begun = world.clock.now();
  const left = (): number => Math.max(begun, world.calmAt) + ms - world.clock.now();
  while (left() > 0) await world.advance(left());
}

/** Until every object is Ready at its generation, what was deleted is gone, and AWS has nothing under way. */
async function settled(world: World): Promise<void> {
  let last: readonly string[] = [];
  await world.until(
    async () => {
      const objects = [...(await managedObjects(world)), ...(await composites(world))];
      const open = objects.filter((object) => object.metadata.deletionTimestamp !== undefined || !isReady(object));
      last = open.map((object) => `${object.kind} ${object.metadata.name} ${JSON.stringify(object['status'])}`);
      return (
        open.length === 0 &&
        world.simulator.admin.list({ type: 'db-instance' }).every(({ members }) => members['DBInstanceStatus'] === 'available')
      );
    },
    patienceMs,
    () => `does not settle: ${last.join('; ')}`,
  );
}
