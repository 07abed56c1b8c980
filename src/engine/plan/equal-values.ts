import { deepEqual, isObject } from '../../base/json.ts';
import type { FieldSchema } from '../schema/kind-schema.ts';

/**
 * Whether a desired leaf and an observed one mean the same. Lists of strings are sets and lists of objects sequences unless
 * the schema says otherwise. An absent list or map is an empty one. Of an item of a list of objects only the members that are set are compared.
 */
export function equalValues(field: FieldSchema, desired: unknown, observed: unknown): boolean {
  switch (field.type) {
    case 'strings':
      return field.ordered === true ? deepEqual(desired, observed ?? []) : equalSets(asList(desired), asList(observed));
    case 'objects':
      return field.ordered === false ? equalBags(asList(desired), asList(observed)) : equalSequences(asList(desired), asList(observed));
    case 'map':
      return deepEqual(desired, observed ?? {});
    default:
      return deepEqual(desired, observed);
  }
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function equalSets(a: readonly unknown[], b: readonly unknown[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((item) => right.has(item));
}

function equalSequences(desired: readonly unknown[], observed: readonly unknown[]): boolean {
  return desired.length === observed.length && desired.every((item, index) => covers(observed[index], item));
}

/** Every desired item finds an observed one of its own. The most specific choose first, so that none takes what a fuller one needs. */
function equalBags(desired: readonly unknown[], observed: readonly unknown[]): boolean {
  if (desired.length !== observed.length) return false;
  const left = [...observed];
  return desired
    .toSorted((a, b) => memberCount(b) - memberCount(a))
    .every((item) => {
      const index = left.findIndex((candidate) => covers(candidate, item));
      if (index >= 0) left.splice(index, 1);
      return index >= 0;
    });
}

function memberCount(value: unknown): number {
  return isObject(value) ? Object.values(value).reduce<number>((sum, member) => sum + memberCount(member), 0) : Number(value !== undefined);
}

/** Does `observed` have all that `item` asks for? */
function covers(observed: unknown, item: unknown): boolean {
  if (!isObject(item)) return deepEqual(observed, item);
  return isObject(observed) && Object.entries(item).every(([name, value]) => value === undefined || covers(observed[name], value));
}
