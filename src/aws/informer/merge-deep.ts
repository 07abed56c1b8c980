import type { Observation } from '../../engine/observation.ts';
import { parseOwner, userTags } from '../../engine/ownership/owner-tags.ts';
import type { DeepPart, DeepValues } from '../aws-kind.ts';

/** What a deep read showed, and when its request started (ms). */
export interface DeepReading {
  readonly values: DeepValues;
  readonly seenAt: number;
}

/** The observation of a listing or read with what deep reads have shown so far; what none has shown is named in `unknown`. */
export function mergeDeep(base: Observation, parts: readonly DeepPart[], readings: ReadonlyMap<string, DeepReading>): Observation {
  if (parts.length === 0) return base;
  const merged = [...readings.values()].reduce((sum, { values }) => addDeepValues(sum, values), base);
  const unknown = unknownFields(merged, parts, readings);
  const { unknown: _replaced, ...rest } = merged;
  return unknown.length === 0 ? rest : { ...rest, unknown };
}

function addDeepValues(base: Observation, { fields, atProvider, tags }: DeepValues): Observation {
  const { owner, ...rest } = base;
  return {
    ...rest,
    ...(owner === undefined || tags !== undefined ? {} : { owner }),
    ...(fields === undefined ? {} : { fields: { ...base.fields, ...fields } }),
    ...(atProvider === undefined ? {} : { atProvider: { ...base.atProvider, ...atProvider } }),
    ...(tags === undefined ? {} : tagMembers(tags)),
  };
}

function tagMembers(tags: Readonly<Record<string, string>>): Pick<Observation, 'tags' | 'owner'> {
  const owner = parseOwner(tags);
  return { tags: userTags(tags), ...(owner === undefined ? {} : { owner }) };
}

function unknownFields(merged: Observation, parts: readonly DeepPart[], readings: ReadonlyMap<string, DeepReading>): readonly string[] {
  const shown = new Set(parts.filter(({ name }) => readings.has(name)).flatMap(({ fields }) => fields));
  const wanted = new Set([...(merged.unknown ?? []), ...parts.flatMap(({ fields }) => fields)]);
  const known = (field: string): boolean => (field === 'tags' ? merged.tags !== undefined : merged.fields[field] !== undefined);
  return [...wanted].filter((field) => !shown.has(field) && !known(field));
}
