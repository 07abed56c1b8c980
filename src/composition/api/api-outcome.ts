import { finishCondition } from '../../engine/report/finish-condition.ts';
import type { Requeue } from '../../engine/report/requeue.ts';
import type { Draft } from '../../engine/report/sketch.ts';
import { ApiError, ApiUnreachable, isConflict } from '../../kubernetes/api-error.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import { withGrantHint } from './grant-hint.ts';
import { InvalidObject } from './invalid-object.ts';

/** How a pass over a definition or a composition ended. Messages have no times and no counters of tries. */
export type ApiOutcome =
  | { readonly type: 'ready' }
  /** On its way. `after`: look again at the latest (ms); absent: something will wake it. */
  | { readonly type: 'progressing'; readonly reason: string; readonly message: string; readonly after?: number }
  /** Failed for now; tried again. */
  | { readonly type: 'retrying'; readonly reason: string; readonly message: string }
  /** Needs the user. */
  | { readonly type: 'stalled'; readonly reason: string; readonly message: string }
  /** On its way out. `blocked`: others have to go first. */
  | { readonly type: 'deleting'; readonly message: string; readonly blocked: boolean; readonly after: number };

/** What status said before, of which generation the outcome is, and when. */
export interface OutcomeContext {
  readonly previous: readonly Condition[];
  readonly observedGeneration: number | undefined;
  readonly generation: number;
  /** ms since the epoch */
  readonly now: number;
}

/** A condition before it meets what status said before. */
export type TypedDraft = readonly [type: string, draft: Draft | 'kept'];

const done: Draft = { status: 'True', reason: 'ReconcileSuccess', message: '' };

/** What ended a pass, as its outcome. What is no refusal of the API server and no mistake in the object is thrown on. */
export function outcomeOfError(error: unknown): ApiOutcome {
  if (error instanceof InvalidObject) return { type: 'stalled', reason: 'Invalid', message: error.message };
  if (error instanceof ApiUnreachable) return { type: 'retrying', reason: 'Unreachable', message: error.message };
  if (!(error instanceof ApiError)) throw error;
  const { code, reason } = error;
  const needsUser = (code === 400 || code === 403 || code === 422) && !isConflict(error);
  return { type: needsUser ? 'stalled' : 'retrying', reason: reason === '' ? 'ReconcileError' : reason, message: withGrantHint(error) };
}

/** Stalled or Reconciling, Ready, Synced, and then what the kind of object has beside. */
export function outcomeConditions(outcome: ApiOutcome, more: readonly TypedDraft[], context: OutcomeContext): readonly Condition[] {
  return [...draftsOf(outcome, context), ...more].flatMap(([type, draft]) => {
    const prior = context.previous.find((condition) => condition.type === type);
    if (draft !== 'kept') return [finishCondition(type, draft, prior, context)];
    return prior === undefined ? [] : [prior];
  });
}

function draftsOf(outcome: ApiOutcome, context: OutcomeContext): readonly TypedDraft[] {
  switch (outcome.type) {
    case 'ready':
      return [
        ['Ready', { status: 'True', reason: 'Available', message: '' }],
        ['Synced', done],
      ];
    case 'progressing':
      return [
        ['Reconciling', isTrue(outcome)],
        ['Ready', isFalse(outcome)],
        ['Synced', done],
      ];
    case 'retrying':
      return [
        ['Reconciling', { ...isTrue(outcome), reason: 'ProgressingWithRetry' }],
        ['Ready', wasReady(context) ? 'kept' : isFalse(outcome)],
        ['Synced', isFalse(outcome)],
      ];
    case 'stalled':
      return [
        ['Stalled', isTrue(outcome)],
        ['Ready', isFalse(outcome)],
        ['Synced', isFalse(outcome)],
      ];
    case 'deleting':
      return deleting(outcome.message, outcome.blocked);
    default:
      return outcome satisfies never;
  }
}

function deleting(message: string, blocked: boolean): readonly TypedDraft[] {
  const reason = blocked ? 'DeletionBlocked' : 'Deleting';
  return [
    ['Reconciling', { status: 'True', reason, message }],
    ['Ready', { status: 'False', reason, message }],
    ...(blocked ? [['DeletionBlocked', { status: 'True', reason: 'InUse', message }] as const] : []),
  ];
}

function isTrue({ reason, message }: Omit<Draft, 'status'>): Draft {
  return { status: 'True', reason, message };
}

function isFalse({ reason, message }: Omit<Draft, 'status'>): Draft {
  return { status: 'False', reason, message };
}

/** Was it usable at this generation? */
export function wasReady({ previous, observedGeneration, generation }: OutcomeContext): boolean {
  return observedGeneration === generation && previous.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** When the object is looked at again. */
export function requeueOfOutcome(outcome: ApiOutcome): Requeue {
  switch (outcome.type) {
    case 'ready':
      return { type: 'none' };
    case 'progressing':
      return outcome.after === undefined ? { type: 'none' } : { type: 'after', afterMs: outcome.after };
    case 'retrying':
      return { type: 'rateLimited' };
    case 'stalled':
      return { type: 'userError' };
    case 'deleting':
      return { type: 'after', afterMs: outcome.after };
    default:
      return outcome satisfies never;
  }
}
