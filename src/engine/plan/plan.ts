import type { Change, UpdateContext } from '../kind.ts';
import type { Action, PlanResult } from './action.ts';
import { diffFields, type FieldDiff } from './diff-fields.ts';
import { diffTags } from './diff-tags.ts';
import type { ExistingInput, PlanInput } from './plan-input.ts';
import { planReason } from './plan-reason.ts';
import { withinSettle } from './settle.ts';

/**
 * What would bring the cloud to the desired state. Pure: the same input gives the same plan, and the plan of a resource that
 * is as desired is empty. A plan that holds `wait` for maintenance only has nothing left to do.
 *
 * One field that can't be changed in place holds the whole generation back: the resource that runs is not half changed
 * towards a specification that it can't reach. Its tags are still kept right, since they say whose it is.
 */
export function plan(input: PlanInput): PlanResult {
  const { observed } = input;
  if (observed === undefined) return { actions: [{ type: 'create', reason: planReason.absent }], leftovers: [] };
  if (observed.state.phase === 'deleting') return { actions: [wait([], planReason.deleting)], leftovers: [] };
  const existing: ExistingInput = { ...input, observed };
  const diff = diffFields(existing);
  const actions = diff.refused.length > 0 ? [replace(diff)] : changing(existing, diff);
  return { actions: [...tagging(existing), ...actions], leftovers: diff.leftovers };
}

function replace({ refused, refusal }: FieldDiff): Action {
  return { type: 'replace', changes: refused, reason: refusal ?? planReason.createOnly };
}

function changing(input: ExistingInput, { changes, pending }: FieldDiff): readonly Action[] {
  const maintenance = pending.length > 0 ? [wait(pending, planReason.pendingMaintenance)] : [];
  if (input.observed.state.phase === 'pending') return changes.length > 0 ? [wait(changes, planReason.busy), ...maintenance] : maintenance;
  const { write, reread } = withinSettle(changes, input.settling);
  return [...updating(input, write), ...(reread.length > 0 ? [wait(reread, planReason.settling)] : []), ...maintenance, ...settling(input)];
}

function updating(input: ExistingInput, changes: readonly Change[]): readonly Action[] {
  if (changes.length === 0) return [];
  return [{ type: 'update', changes, calls: input.kind.update(updateContext(input, changes)), reason: planReason.differs }];
}

function settling(input: ExistingInput): readonly Action[] {
  const calls = input.kind.settle?.(updateContext(input, [])) ?? [];
  return calls.length > 0 ? [{ type: 'settle', calls, reason: planReason.leftOver }] : [];
}

function tagging(input: ExistingInput): readonly Action[] {
  const diff = diffTags(input);
  const { write, reread } = withinSettle(diff.changes, input.settling);
  const waiting = reread.length > 0 ? [wait(reread, planReason.settling)] : [];
  if (write.length === 0) return waiting;
  const set = Object.fromEntries(write.flatMap(({ key, to }) => (to === undefined ? [] : [[key, to]])));
  const remove = write.filter(({ to }) => to === undefined).map(({ key }) => key);
  const calls = input.kind.tag?.(updateContext(input, []), set, remove) ?? [];
  return [{ type: 'tag', set, remove, calls, reason: diff.untagged ? planReason.untagged : planReason.tagsDiffer }, ...waiting];
}

function updateContext({ context, observed }: ExistingInput, changes: readonly Change[]): UpdateContext {
  return { ...context, observed, changes };
}

function wait(changes: readonly Change[], reason: string): Action {
  return { type: 'wait', changes, reason };
}
