import { deepEqual } from '../../base/json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject, isList } from './get-field.ts';

/** How a value meets the one that is there. */
export interface MergeOptions {
  /** What is there stays: of both only what is missing, or empty, is taken from the new value. */
  readonly keepExisting: boolean;
  /** New elements of lists are put after those that are there. */
  readonly appendLists: boolean;
}

/**
 * A value merged over one that is there, as Crossplane's merge policies do it: objects member by member, at any depth, and null
 * on either side is no object to merge with. Where existing values are kept, an empty one ("", 0, false, [], {}) counts as missing.
 * Lists are appended as they are, but for elements that the list at the top has already.
 */
export function mergeValues(existing: Json | undefined, value: Json, options: MergeOptions): Json {
  if (existing === undefined || existing === null || value === null) return value;
  if (options.appendLists && isList(existing) && isList(value)) {
    return [...existing, ...value.filter((item) => !existing.some((other) => deepEqual(item, other)))];
  }
  return mergeMember(existing, value, options);
}

function mergeMember(existing: Json | undefined, value: Json, options: MergeOptions): Json {
  if (existing === undefined) return value;
  if (isJsonObject(existing) && isJsonObject(value)) return mergeObjects(existing, value, options);
  if (options.appendLists && isList(existing) && isList(value)) return [...existing, ...value];
  return options.keepExisting && !isEmpty(existing) ? existing : value;
}

function mergeObjects(existing: JsonObject, value: JsonObject, options: MergeOptions): JsonObject {
  const merged = new Map(Object.entries(existing));
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) merged.set(key, mergeMember(merged.get(key), member, options));
  }
  return Object.fromEntries(merged);
}

function isEmpty(value: Json): boolean {
  if (isList(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === null || value === '' || value === 0 || value === false;
}
