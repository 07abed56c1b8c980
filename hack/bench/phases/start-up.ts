import { count, usage, type Cost } from '../cost.ts';
import { listings } from '../listings.ts';
import type { MeasuredController } from '../measured-controller.ts';
import type { Stage } from '../stage.ts';
import { waitFor } from '../wait.ts';

/** A start with everything there already. */
export interface StartUp extends Cost {
  /** Until it serves. */
  readonly servingSeconds: number;
  readonly callCount: number;
}

const patienceMs = 300_000;

/** Starts a controller; from its start as a process until AWS is listed and every object has been passed over since. */
export async function startUp(
  stage: Stage,
  objects: number,
  flags: readonly string[],
): Promise<{ readonly figures: StartUp; readonly controller: MeasuredController }> {
  await stage.cloud.forgetCalls();
  const startedAt = performance.now();
  const controller = await stage.startController(flags);
  const servingSeconds = (performance.now() - startedAt) / 1000;
  // Loading the program is no delay of anybody's: the event loop is looked at from here on.
  await controller.probe();
  await waitFor({
    title: `start with ${objects} objects: passed over`,
    reached: passedOver(controller),
    goal: objects,
    patienceMs,
    everyMs: 200,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const calls = await stage.cloud.calls();
  return { controller, figures: { seconds, servingSeconds, calls, callCount: count(calls), ...usage(await controller.probe(), 0) } };
}

/** Passes until now, once VPCs and subnets are listed and the queue has been empty since the last time it was asked; else 0. */
function passedOver(controller: MeasuredController): () => Promise<number> {
  let before = 0;
  return async () => {
    const samples = await controller.samples();
    const passes = samples.sum('controller_runtime_reconcile_total');
    const listed = listings(samples);
    const isListed = ['DescribeVpcs', 'DescribeSubnets'].every((action) => (listed.get(action) ?? 0) > 0);
    const isQuiet = samples.sum('workqueue_depth') === 0 && passes === before;
    before = passes;
    return isListed && isQuiet ? passes : 0;
  };
}
