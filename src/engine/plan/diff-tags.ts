import type { Change } from '../kind.ts';
import type { Tags } from '../observation.ts';
import { ownerTagKeys, ownerTags } from '../ownership/owner-tags.ts';
import type { ExistingInput } from './plan-input.ts';

/** How desired and observed tags differ, owner tags included. */
export interface TagDiff {
  /** `path` is `tags.KEY`; `to` undefined removes the tag. */
  readonly changes: readonly TagChange[];
  /** The resource carries no owner tags, or another's. */
  readonly untagged: boolean;
}

/** One tag that differs. */
export interface TagChange extends Change {
  readonly key: string;
  readonly to: string | undefined;
}

/**
 * Compares tags key by key. A key that is neither in spec nor in status.applied is someone else's and left alone. A read that
 * showed no tags says nothing about them, nor about the owner.
 */
export function diffTags(input: ExistingInput): TagDiff {
  const { observed, kind } = input;
  if (observed.tags === undefined || kind.tag === undefined) return { changes: [], untagged: false };
  const owner = missing(input.ownerTags ?? {}, currentOwnerTags(input));
  return {
    changes: [...owner, ...missing(managedTags(input), observed.tags), ...removed(input, observed.tags)],
    untagged: owner.length > 0,
  };
}

/** Spec's tags without those that the provider config ignores. */
export function managedTags({ tags, ignoresTag }: Pick<ExistingInput, 'tags' | 'ignoresTag'>): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !ignoresTag(key)));
}

/** The attempt says which create made the resource. That is history: where there is one it is not put right. */
function currentOwnerTags({ observed, ownerTags: wanted }: ExistingInput): Tags {
  if (observed.owner === undefined) return {};
  const attempt = wanted?.[ownerTagKeys.attempt];
  return { ...ownerTags(observed.owner), ...(attempt === undefined ? {} : { [ownerTagKeys.attempt]: attempt }) };
}

function missing(wanted: Tags, current: Tags): readonly TagChange[] {
  return Object.entries(wanted)
    .filter(([key, value]) => current[key] !== value)
    .map(([key, value]) => ({ key, path: `tags.${key}`, from: current[key], to: value, cause: 'spec' }));
}

function removed({ tags, applied, ignoresTag }: ExistingInput, current: Tags): readonly TagChange[] {
  return (applied?.tags ?? [])
    .filter((key) => !Object.hasOwn(tags, key) && Object.hasOwn(current, key) && !ignoresTag(key))
    .map((key) => ({ key, path: `tags.${key}`, from: current[key], to: undefined, cause: 'removed' }));
}
