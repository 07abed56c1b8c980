import { CloudError, ProviderConfigError, type CloudErrorClass } from '../cloud.ts';
import { OverBudget } from '../over-budget.ts';
import type { Outcome } from '../report/outcome.ts';
import { DeletionBlocked, NoAccess, ResourceGone, Terminal, Waiting } from './halt.ts';
import { CallFailed } from './mutate.ts';
import { isApplied, type Pass } from './pass.ts';

/** What the user has to mend; everything else passes or is retried. */
const needsUser: ReadonlySet<CloudErrorClass> = new Set(['denied', 'invalid', 'quota', 'alreadyExists']);
/** Doubts about whose the resource is take Ready away even from an object that was in order. */
const doubts: ReadonlySet<string> = new Set(['ManagementConflict', 'AccountMismatch', 'Replaced', 'ExternalNameChanged', 'AlreadyExists']);

/** Turns what ended a pass early into its outcome. */
export function outcomeOfError(pass: Pass, error: unknown): Outcome {
  return pass.managed.deleting ? deletionOutcome(error) : ensureOutcome(pass, error);
}

function ensureOutcome(pass: Pass, error: unknown): Outcome {
  const applied = isApplied(pass.managed) && pass.absent !== true;
  const state = pass.observed === undefined ? {} : { state: pass.observed.state };
  if (error instanceof Waiting) return progressing(error);
  if (error instanceof ResourceGone) return { type: 'gone', message: error.message };
  if (error instanceof Terminal) {
    const { reason, message } = error;
    return { type: 'stalled', reason, message, applied: applied && !doubts.has(reason), read: error instanceof NoAccess, ...state };
  }
  const { reason, message, stalls, read } = describeFailure(error);
  if (stalls) return { type: 'stalled', reason, message, applied, read, ...state };
  return { type: 'retrying', reason, message, applied, read, ...state, ...turnOf(error) };
}

function progressing(error: Waiting): Outcome {
  return {
    type: 'progressing',
    reason: error.reason,
    message: error.message,
    ...(error.after === undefined ? {} : { after: error.after }),
  };
}

interface Failure {
  readonly reason: string;
  readonly message: string;
  readonly stalls: boolean;
  readonly read: boolean;
}

function describeFailure(error: unknown): Failure {
  if (error instanceof CallFailed) {
    const stalls = error.outcome === 'refused' && needsUser.has(error.error.errorClass);
    return { reason: error.error.code, message: error.message, stalls, read: false };
  }
  if (error instanceof CloudError)
    return { reason: error.code, message: error.message, stalls: needsUser.has(error.errorClass), read: true };
  if (error instanceof ProviderConfigError) return { reason: error.reason, message: error.message, stalls: false, read: true };
  return { reason: 'ReconcileError', message: error instanceof Error ? error.message : String(error), stalls: false, read: true };
}

/** A call that was held back is made when its turn comes: back-off would leave the rate unused. */
function turnOf(error: unknown): { readonly retryAfter?: number } {
  return error instanceof CallFailed && error.error instanceof OverBudget ? { retryAfter: error.error.retryAfterMs } : {};
}

function deletionOutcome(error: unknown): Outcome {
  if (error instanceof DeletionBlocked) return { type: 'deletionBlocked', reason: error.reason, message: error.message };
  if (error instanceof Waiting)
    return { type: 'deleting', message: error.message, ...(error.after === undefined ? {} : { after: error.after }) };
  if (error instanceof Terminal)
    return { type: 'deleting', message: error.message, error: { reason: error.reason, message: error.message } };
  const { reason, message } = describeFailure(error);
  return { type: 'deleting', message, error: { reason, message, ...turnOf(error) } };
}
