import type { Condition } from '../../kubernetes/condition.ts';
import { sameProblem } from './same-problem.ts';
import type { Draft } from './sketch.ts';

const maxMessageLength = 2048;

/**
 * A condition as it is written: its reason in the form that Kubernetes takes, its message clipped, the time of its last transition that of
 * `prior` unless the status is another. The same problem keeps the text that it was told with first.
 */
export function finishCondition(
  type: string,
  draft: Draft,
  prior: Condition | undefined,
  context: { readonly generation: number; readonly now: number },
): Condition {
  const reason = conditionReason(draft.reason);
  const message = clip(draft.message);
  const isSame = prior?.status === draft.status && prior.reason === reason && sameProblem(prior.message, message);
  return {
    type,
    status: draft.status,
    reason,
    message: isSame ? prior.message : message,
    observedGeneration: context.generation,
    lastTransitionTime: prior?.status === draft.status ? prior.lastTransitionTime : secondsText(context.now),
  };
}

/** Kubernetes' pattern for reasons knows no dots: `InvalidVpcID.NotFound` is `InvalidVpcIDNotFound`. */
function conditionReason(code: string): string {
  const reason = code.replaceAll(/[^A-Za-z0-9_]/g, '');
  return /^[A-Za-z].*[A-Za-z0-9]$/.test(reason) ? reason : 'Unknown';
}

function clip(message: string): string {
  return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength - 1)}…` : message;
}

function secondsText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
