import type { AppliedStatus } from '../object/managed-status.ts';
import { valueAt } from '../schema/value-at.ts';
import { comparedLeaves } from './compared-leaves.ts';
import { hasLeftSpec, isKnown, isLeftover, isUnset } from './diff-fields.ts';
import { managedTags } from './diff-tags.ts';
import type { ExistingInput, PlanInput } from './plan-input.ts';

/**
 * The tag keys and leaves that status.applied lists once the whole plan of `input` was carried out: what spec sets, and what
 * left spec but could not be brought back yet. Sorted, so that the same state gives the same status.
 */
export function appliedAfter(input: PlanInput): Pick<AppliedStatus, 'tags' | 'fields'> {
  const leaves = comparedLeaves(input.kind.schema).filter(({ createOnly }) => !createOnly);
  const set = leaves.filter(({ path }) => !isUnset(valueAt(input.context.desired, path)));
  const { observed } = input;
  const kept = observed === undefined ? [] : leaves.filter((leaf) => isKept({ ...input, observed }, leaf));
  return { tags: appliedTags(input), fields: sorted([...set, ...kept].map(({ path }) => path)) };
}

/** Reported until spec takes it up again, or not yet looked at. */
function isKept(input: ExistingInput, leaf: Parameters<typeof isLeftover>[1]): boolean {
  return isLeftover(input, leaf) || (!isKnown(input, leaf.path) && hasLeftSpec(input, leaf));
}

function appliedTags(input: PlanInput): readonly string[] {
  const set = Object.keys(managedTags(input));
  // No tag was removed where the read didn't show any.
  const unseen = input.observed !== undefined && input.observed.tags === undefined ? (input.applied?.tags ?? []) : [];
  return sorted([...set, ...unseen]);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
