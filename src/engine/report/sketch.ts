import type { Condition } from '../../kubernetes/condition.ts';
import { listNames } from '../plan/describe-plan.ts';
import type { Outcome, ReportContext } from './outcome.ts';

/** A condition before it meets what status said before. */
export type Draft = Pick<Condition, 'status' | 'reason' | 'message'>;

/** The conditions that every object has. `kept`: as status had it. */
export interface Sketch {
  /** True whenever it is there; an object is never both. */
  readonly progress?: Pick<Draft, 'reason' | 'message'> & { readonly type: 'Stalled' | 'Reconciling' };
  readonly ready: Draft | 'kept';
  readonly synced: Draft | 'kept' | 'absent';
}

type Of<T extends Outcome['type']> = Extract<Outcome, { readonly type: T }>;

/** A call failed for now and is tried again. */
const retryReason = 'ProgressingWithRetry';
const synced: Draft = { status: 'True', reason: 'ReconcileSuccess', message: '' };

/** The condition table of the design, one row a case. A pause keeps everything as it was, but for a deletion that it holds back. */
export function sketch(outcome: Outcome, { paused }: Pick<ReportContext, 'paused'>): Sketch {
  switch (outcome.type) {
    case 'deleting':
      return deleting(outcome);
    case 'deletionBlocked':
      return deletionBlocked(outcome);
    default:
      return paused ? { ready: 'kept', synced: 'kept' } : living(outcome);
  }
}

function living(outcome: Exclude<Outcome, Of<'deleting' | 'deletionBlocked'>>): Sketch {
  switch (outcome.type) {
    case 'ready':
      return { ready: { status: 'True', reason: outcome.state.reason, message: outcome.state.message ?? '' }, synced };
    case 'progressing':
      return { progress: { type: 'Reconciling', ...textOf(outcome) }, ready: isFalse(outcome), synced };
    case 'retrying':
      return retrying(outcome);
    case 'stalled':
      return outcome.applied ? unmended(outcome) : stalled(outcome);
    case 'replacement':
      return stalled(replacementText(outcome));
    case 'unusable':
      return unusable(outcome);
    case 'gone':
      return stalled({ reason: 'ResourceGone', message: outcome.message });
    default:
      return outcome satisfies never;
  }
}

type Text = Pick<Draft, 'reason' | 'message'>;

function textOf({ reason, message }: Text): Text {
  return { reason, message };
}

function isFalse(text: Text): Draft {
  return { status: 'False', ...textOf(text) };
}

function retrying(outcome: Of<'retrying'>): Sketch {
  if (outcome.applied) return unmended(outcome);
  const { message } = outcome;
  return {
    progress: { type: 'Reconciling', reason: retryReason, message },
    ready: isFalse(outcome),
    synced: isFalse({ reason: 'ReconcileError', message }),
  };
}

/** The generation runs, with drift that could not be mended, or seen. */
function unmended(outcome: Of<'retrying' | 'stalled'>): Sketch {
  // After a failed look nothing is under way: who waits for this object has no reason to wait longer.
  if (outcome.read === true) return { ready: 'kept', synced: isFalse(outcome) };
  return { progress: { type: 'Reconciling', reason: retryReason, message: outcome.message }, ready: 'kept', synced: isFalse(outcome) };
}

function stalled(text: Text): Sketch {
  return { progress: { type: 'Stalled', ...textOf(text) }, ready: isFalse(text), synced: isFalse(text) };
}

function replacementText({ changes, reason }: Of<'replacement'>): Text {
  const why = reason ?? "can't be changed in place";
  return {
    reason: 'ReplacementRequired',
    message: `${listNames(changes.map(({ path }) => path))}: ${why}; the existing resource stays as it is`,
  };
}

/** It does what spec says and won't heal by itself: Stalled, so that those who wait give up and say why. */
function unusable({ state }: Of<'unusable'>): Sketch {
  const text = { reason: state.reason, message: state.message ?? '' };
  return { progress: { type: 'Stalled', ...text }, ready: isFalse(text), synced };
}

function deleting({ message, error }: Of<'deleting'>): Sketch {
  if (error === undefined) {
    const text = { reason: 'Deleting', message };
    return { progress: { type: 'Reconciling', ...text }, ready: isFalse(text), synced: 'absent' };
  }
  return {
    progress: { type: 'Reconciling', reason: retryReason, message: error.message },
    ready: isFalse({ reason: 'Deleting', message: message === error.message ? message : `${message}: ${error.message}` }),
    synced: isFalse(error),
  };
}

function deletionBlocked({ message }: Of<'deletionBlocked'>): Sketch {
  const text = { reason: 'DeletionBlocked', message };
  return { progress: { type: 'Reconciling', ...text }, ready: isFalse(text), synced: 'absent' };
}
