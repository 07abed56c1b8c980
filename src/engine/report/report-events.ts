import type { Condition } from '../../kubernetes/condition.ts';
import type { Action, Plan } from '../plan/action.ts';
import { describePlan } from '../plan/describe-plan.ts';
import { conditionOf } from './conditions.ts';
import type { ReportContext } from './outcome.ts';

/** A Kubernetes event to record for the object. */
export interface ReportedEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** What happened in this pass: what was done, and how conditions moved. Nothing happened, no event. */
export function reportEvents(
  previous: readonly Condition[],
  next: readonly Condition[],
  { done }: ReportContext,
): readonly ReportedEvent[] {
  const turned = (type: string): Condition | undefined => newlySaid(conditionOf(previous, type), conditionOf(next, type));
  return [
    ...doneEvents(done),
    ...problem(turned),
    ...readyEvents(conditionOf(previous, 'Ready'), conditionOf(next, 'Ready')),
    ...pausedEvents(turned('Paused')),
  ];
}

/** The condition if it says something else than before; its message alone is no news. */
function newlySaid(before: Condition | undefined, after: Condition | undefined): Condition | undefined {
  return before?.status === after?.status && before?.reason === after?.reason ? undefined : after;
}

/** One event a pass for what is in the way: the most telling condition that moved. */
function problem(turned: (type: string) => Condition | undefined): readonly ReportedEvent[] {
  const found = turned('Stalled') ?? turned('DeletionBlocked') ?? [turned('Synced')].find((condition) => condition?.status === 'False');
  return found === undefined ? [] : [{ type: 'Warning', reason: found.reason, message: found.message }];
}

/** Becoming usable, and nobody knowing any more whether it is; why it isn't yet is told by the other events. */
function readyEvents(before: Condition | undefined, after: Condition | undefined): readonly ReportedEvent[] {
  if (after === undefined || before?.status === after.status) return [];
  if (after.status === 'True') return [{ type: 'Normal', reason: 'Ready', message: after.reason }];
  return before?.status === 'True' && after.status === 'Unknown' ? [{ type: 'Warning', reason: after.reason, message: after.message }] : [];
}

function pausedEvents(paused: Condition | undefined): readonly ReportedEvent[] {
  return paused === undefined ? [] : [{ type: 'Normal', reason: paused.reason, message: paused.message }];
}

/** What a done action is called, the most telling first. */
const doneReasons = [
  ['create', 'Created'],
  ['adopt', 'Adopted'],
  ['delete', 'DeleteRequested'],
  ['update', 'Updated'],
  ['settle', 'Updated'],
  ['tag', 'Updated'],
] as const satisfies readonly (readonly [Action['type'], string])[];

function doneEvents(done: ReportContext['done']): readonly ReportedEvent[] {
  if (done === undefined) return [];
  const named = doneReasons.find(([type]) => done.actions.some((action) => action.type === type));
  if (named === undefined) return [];
  const reason = done.drift && named[1] === 'Updated' ? 'DriftMended' : named[1];
  return [{ type: 'Normal', reason, message: describePlan(made(done.actions)) }];
}

function made(actions: Plan): Plan {
  return actions.filter(({ type }) => type !== 'wait');
}
