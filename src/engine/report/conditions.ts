import type { Condition } from '../../kubernetes/condition.ts';
import { extraDrafts } from './extra-drafts.ts';
import { isPlanEmpty } from './observed-generation.ts';
import type { Outcome, ReportContext } from './outcome.ts';
import { believed, readyAsItWas } from './ready-as-it-was.ts';
import { sameProblem } from './same-problem.ts';
import { sketch, type Draft } from './sketch.ts';

const maxMessageLength = 2048;

type Wanted = readonly [type: string, draft: Draft | 'kept'];

/** Conditions of one object, in the order in which they are written: readers that look at the first ones only still get it right. */
export function conditionsOf(outcome: Outcome, previous: readonly Condition[], context: ReportContext): readonly Condition[] {
  return wanted(outcome, previous, context).flatMap(([type, draft]) => {
    const prior = conditionOf(previous, type);
    if (draft !== 'kept') return [finished(type, draft, prior, context)];
    return prior === undefined ? [] : [kept(prior, outcome, context)];
  });
}

/** The condition of a type, if there is one. */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}

function wanted(outcome: Outcome, previous: readonly Condition[], context: ReportContext): readonly Wanted[] {
  const { progress, ready, synced } = sketch(outcome, context);
  return [
    ...(progress === undefined ? [] : [[progress.type, { status: 'True', ...progress }] as const]),
    ['Ready', ready === 'kept' ? readyAsItWas(outcome, conditionOf(previous, 'Ready'), context) : believed(ready, context)],
    ...(synced === 'absent' ? [] : [['Synced', synced] as const]),
    ...extraDrafts(outcome, context),
  ];
}

/** What a pause keeps speaks of the generation that it was about, unless the new one asks for nothing. */
function kept(prior: Condition, outcome: Outcome, context: ReportContext): Condition {
  const isOfOldGeneration = context.paused && !isPlanEmpty(outcome, context);
  return isOfOldGeneration ? prior : { ...prior, observedGeneration: context.generation };
}

function finished(type: string, draft: Draft, prior: Condition | undefined, context: ReportContext): Condition {
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
