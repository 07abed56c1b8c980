import type { Observation, Tags } from '../../engine/observation.ts';
import { ownerTagKeys, ownerTagPrefix, parseOwner, userTags } from '../../engine/ownership/owner-tags.ts';

interface SdkTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** A map as the list that AWS takes. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** What an observation says of a list of tags that AWS showed. The list has to be whole: an absent one means no tags. */
export function observedTags(list: readonly SdkTag[] | undefined): Pick<Observation, 'owner' | 'tags' | 'marks'> {
  const all = tagRecord(list);
  const owner = parseOwner(all);
  const marks = Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith(ownerTagPrefix) && !ownerKeys.has(key)));
  return {
    tags: userTags(all),
    ...(owner === undefined ? {} : { owner }),
    ...(Object.keys(marks).length === 0 ? {} : { marks }),
  };
}

const ownerKeys: ReadonlySet<string> = new Set(Object.values(ownerTagKeys));

/** The list that AWS shows as a map. */
export function tagRecord(list: readonly SdkTag[] | undefined): Tags {
  return Object.fromEntries((list ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
}
