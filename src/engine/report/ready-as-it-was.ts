import type { Condition } from '../../kubernetes/condition.ts';
import type { CloudState } from '../observation.ts';
import type { Outcome, ReportContext } from './outcome.ts';
import type { Draft } from './sketch.ts';

/** A Ready=True that nobody could check for so long is not believed any more (ms). */
const unseenAfterMs = 15 * 60_000;
const notObserved = 'NotObserved';

/**
 * Ready where this pass does not decide it: as it was, save that it becomes Unknown after 15 minutes without a valid look, and
 * that what AWS says of the resource's state, where this pass saw it, goes before.
 */
export function readyAsItWas(outcome: Outcome, prior: Condition | undefined, context: ReportContext): Draft | 'kept' {
  const seen = 'state' in outcome ? outcome.state : undefined;
  if (prior === undefined) return seen === undefined || context.paused ? neverReconciled(context) : ofState(seen);
  if (prior.reason === notObserved) return seen === undefined ? 'kept' : ofState(seen);
  return prior.status === 'True' ? stillReady(seen, context) : 'kept';
}

function stillReady(seen: CloudState | undefined, context: ReportContext): Draft | 'kept' {
  if (seen !== undefined && seen.phase !== 'usable' && !context.paused) return ofState(seen);
  return isUnseen(context)
    ? { status: 'Unknown', reason: notObserved, message: 'the resource could not be looked at for 15 minutes' }
    : 'kept';
}

function neverReconciled({ paused }: ReportContext): Draft {
  return paused
    ? { status: 'Unknown', reason: 'Paused', message: 'paused before it was reconciled' }
    : { status: 'Unknown', reason: notObserved, message: 'the resource could not be looked at yet' };
}

function ofState({ phase, reason, message }: CloudState): Draft {
  return { status: phase === 'usable' ? 'True' : 'False', reason, message: message ?? '' };
}

function isUnseen({ now, lastLook }: ReportContext): boolean {
  return lastLook !== undefined && now - lastLook > unseenAfterMs;
}
