import type { Condition } from '../../kubernetes/condition.ts';
import { extraDrafts } from './extra-drafts.ts';
import { finishCondition } from './finish-condition.ts';
import { isPlanEmpty } from './observed-generation.ts';
import type { Outcome, ReportContext } from './outcome.ts';
import { believed, readyAsItWas } from './ready-as-it-was.ts';
import { sketch, type Draft } from './sketch.ts';

type Wanted = readonly [type: string, draft: Draft | 'kept'];

/** Conditions of one object, in the order in which they are written: readers that look at the first ones only still get it right. */
export function conditionsOf(outcome: Outcome, previous: readonly Condition[], context: ReportContext): readonly Condition[] {
  return wanted(outcome, previous, context).flatMap(([type, draft]) => {
    const prior = conditionOf(previous, type);
    if (draft !== 'kept') return [finishCondition(type, draft, prior, context)];
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
