import { frozenMs } from './fault-length.ts';
import type { CallFault, WriteFault } from './fault-plan.ts';
import type { ProcessLife } from './process-life.ts';

/** More than the visibility window; two machines are less apart than AWS puts up with. */
const clockStepMs = 420_000;

/** What befalls a process right before a request. Resolves when it goes on. */
export async function strikeBefore(life: ProcessLife, how: WriteFault | CallFault | undefined): Promise<void> {
  if (how === 'crashBefore') await life.dead();
  if (how === 'frozenBefore') await life.freeze(frozenMs);
}

/** What befalls it when the request has taken effect. */
export async function strikeAfter(life: ProcessLife, how: WriteFault | CallFault | undefined): Promise<void> {
  if (how === 'frozenAfter') await life.freeze(frozenMs);
  if (how === 'clockForwards') life.machine.clockAheadMs = clockStepMs;
  if (how === 'clockBack') life.machine.clockAheadMs = -clockStepMs;
  if (how === 'crashAfter' || how === 'clockForwards' || how === 'clockBack') await life.dead();
}
