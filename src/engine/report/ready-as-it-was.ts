import type { Condition } from '../../kubernetes/condition.ts';
import type { CloudState } from '../observation.ts';
import type { Outcome, ReportContext } from './outcome.ts';
import type { Draft } from './sketch.ts';

/** A Ready=True that nobody could check for so long is not believed any more (ms). */
export const unseenAfterMs = 15 * 60_000;
/** Ready of an object that ran when it was last seen. */
export const notObserved: Draft = {
  status: 'Unknown',
  reason: 'NotObserved',
  message: 'there was no valid look at the resource for 15 minutes',
};
const pausedFirst: Draft = { status: 'Unknown', reason: 'Paused', message: 'paused before it was reconciled' };

/**
 * Ready where this pass does not decide it: as it was, save that it becomes Unknown after 15 minutes without a valid look, and
 * that what the cloud says of the resource's state, where this pass saw it, goes before. A pause changes nothing but by a lack of looks.
 */
export function readyAsItWas(outcome: Outcome, prior: Condition | undefined, context: ReportContext): Draft | 'kept' {
  if (prior === undefined) return context.paused ? pausedFirst : ofState(seenState(outcome, context));
  if (prior.reason === notObserved.reason) return ofState(seenState(outcome, context));
  return prior.status === 'True' ? stillReady(outcome, context) : 'kept';
}

/** Ready where this pass decides it: what was seen too long ago does not make it True. */
export function believed(draft: Draft, context: ReportContext): Draft {
  return draft.status === 'True' && isUnseen(context) ? notObserved : draft;
}

function stillReady(outcome: Outcome, context: ReportContext): Draft | 'kept' {
  if (isUnseen(context)) return notObserved;
  const state = context.paused ? undefined : seenState(outcome, context);
  return state === undefined || state.phase === 'usable' ? 'kept' : ofState(state);
}

/** What this pass saw; a look that is too old shows nothing. */
function seenState(outcome: Outcome, context: ReportContext): CloudState | undefined {
  return 'state' in outcome && !isUnseen(context) ? outcome.state : undefined;
}

function ofState(state: CloudState | undefined): Draft {
  if (state === undefined) return notObserved;
  return { status: state.phase === 'usable' ? 'True' : 'False', reason: state.reason, message: state.message ?? '' };
}

function isUnseen({ now, lastLook }: ReportContext): boolean {
  return lastLook !== undefined && now - lastLook > unseenAfterMs;
}
