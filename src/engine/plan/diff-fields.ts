import type { Change } from '../kind.ts';
import { valueAt } from '../schema/value-at.ts';
import { comparedLeaves, type ComparedLeaf } from './compared-leaves.ts';
import { equalValues } from './equal-values.ts';
import type { ExistingInput } from './plan-input.ts';

/** How desired and observed leaves differ. */
export interface FieldDiff {
  /** Can be brought about by calls. */
  readonly changes: readonly Change[];
  /** Accepted by the cloud for later: nothing to do. */
  readonly pending: readonly Change[];
  /** Can't be brought about in place. */
  readonly refused: readonly Change[];
  /** Why not, where the kind says more than that a field is create-only. */
  readonly refusal: string | undefined;
  /** Leaves that left spec, still have a value, and that nothing declared can bring back. */
  readonly leftovers: readonly string[];
}

type Verdict = { readonly type: 'change' | 'pending' | 'refused'; readonly change: Change; readonly refusal?: string };

/** Compares the leaves that spec sets, and those that it set before; what it never set is not managed. */
export function diffFields(input: ExistingInput): FieldDiff {
  const leaves = comparedLeaves(input.kind.schema).filter((leaf) => isKnown(input, leaf.path));
  const verdicts = [
    ...leaves.flatMap((leaf) => desiredVerdict(input, leaf)),
    ...leaves.flatMap((leaf) => removedVerdict(input, leaf)),
    ...input.secretChanges.map((path): Verdict => ({ type: 'change', change: { path, from: undefined, to: undefined, cause: 'secret' } })),
  ];
  const of = (type: Verdict['type']): readonly Change[] => verdicts.filter((verdict) => verdict.type === type).map(({ change }) => change);
  return {
    changes: of('change'),
    pending: of('pending'),
    refused: of('refused'),
    refusal: verdicts.find(({ refusal }) => refusal !== undefined)?.refusal,
    leftovers: leaves.filter((leaf) => isLeftover(input, leaf)).map(({ path }) => path),
  };
}

/** False for members that only a deep read shows and that none has shown: nothing is concluded about them. */
export function isKnown(input: ExistingInput, path: string): boolean {
  return !(input.observed.unknown ?? []).some((name) => path === name || path.startsWith(`${name}.`));
}

/** Did spec set this leaf before, and sets it no more? */
export function hasLeftSpec({ applied, context }: ExistingInput, { path }: ComparedLeaf): boolean {
  return applied !== undefined && applied.fields.includes(path) && isUnset(valueAt(context.desired, path));
}

/** A leaf that left spec, still has a value, and whose kind declares no value to go back to. */
export function isLeftover(input: ExistingInput, leaf: ComparedLeaf): boolean {
  if (leaf.createOnly || leaf.field.whenRemoved !== undefined || !hasLeftSpec(input, leaf)) return false;
  return !isUnset(valueAt(input.observed.fields, leaf.path));
}

/** Spec does not manage a leaf that it leaves out or sets to null. */
export function isUnset(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function desiredVerdict(input: ExistingInput, leaf: ComparedLeaf): readonly Verdict[] {
  const desired = valueAt(input.context.desired, leaf.path);
  return isUnset(desired) ? [] : compare(input, leaf, { to: desired, cause: 'spec' });
}

function removedVerdict(input: ExistingInput, leaf: ComparedLeaf): readonly Verdict[] {
  const { whenRemoved } = leaf.field;
  if (leaf.createOnly || whenRemoved === undefined || !hasLeftSpec(input, leaf)) return [];
  return compare(input, leaf, { to: whenRemoved, cause: 'removed' });
}

/** What the cloud has accepted for later counts as what it has: it is compared with that where there is something. */
function compare(input: ExistingInput, leaf: ComparedLeaf, target: Pick<Change, 'to' | 'cause'>): readonly Verdict[] {
  const now = valueAt(input.observed.fields, leaf.path);
  const later = valueAt(input.observed.pending, leaf.path);
  const coming = later === undefined ? now : later;
  const change: Change = { path: leaf.path, from: coming, ...target };
  if (!isEqual(input, leaf, target.to, coming)) return [judge(input, leaf, change)];
  return isEqual(input, leaf, target.to, now) ? [] : [{ type: 'pending', change: { ...change, from: now } }];
}

function isEqual({ kind, context }: ExistingInput, { path, field }: ComparedLeaf, desired: unknown, observed: unknown): boolean {
  return kind.equal?.(path, desired, observed, context) ?? equalValues(field, desired, observed);
}

function judge({ kind }: ExistingInput, { createOnly }: ComparedLeaf, change: Change): Verdict {
  if (createOnly) return { type: 'refused', change };
  const refusal = kind.impossible?.(change);
  return refusal === undefined ? { type: 'change', change } : { type: 'refused', change, refusal };
}
