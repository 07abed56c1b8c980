import { deepEqual } from '../../../base/json.ts';
import type { Json } from '../../api/dev-object.ts';
import { isJsonObject } from '../fields/json-shape.ts';
import { directives } from './directives.ts';
import { misordered, noMergeKey } from './strategic-error.ts';

/** What an item is told apart by: the member `key`, or the item itself where there is none. */
export function identity(item: Json, key: string | undefined): Json {
  if (key === undefined) return item;
  const value = isJsonObject(item) ? item[key] : undefined;
  if (value === undefined) throw noMergeKey(item, key);
  return value;
}

/** Where an item like this one stands; -1 where none does. */
export function indexOfItem(items: readonly Json[], item: Json, key: string | undefined): number {
  const wanted = identity(item, key);
  return items.findIndex((other) => deepEqual(identity(other, key), wanted));
}

/**
 * Merged items in order: those that `order` has stand as it says; the others stand as in `before`, each in front of the
 * ordered items that it stood in front of there.
 */
export function arrange(merged: readonly Json[], order: readonly Json[], { before, key }: Before): readonly Json[] {
  const ranks = new Map(merged.map((item) => [item, indexOfItem(order, item, key)]));
  const places = new Map(merged.map((item) => [item, indexOfItem(before, item, key)]));
  const place = (item: Json): number => places.get(item) ?? -1;
  const ordered = merged.filter((item) => ranks.get(item) !== -1).toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  const others = merged.filter((item) => ranks.get(item) === -1).toSorted((a, b) => place(a) - place(b));
  const result: Json[] = [];
  for (let next = ordered.shift(); next !== undefined; next = ordered.shift()) {
    while (others[0] !== undefined && place(others[0]) >= 0 && place(others[0]) < place(next)) result.push(...others.splice(0, 1));
    result.push(next);
  }
  return [...result, ...others];
}

/** The list as it was, and what its items are told apart by. */
export interface Before {
  readonly before: readonly Json[];
  readonly key: string | undefined;
}

/** A list with a `$setElementOrder/` directive: as it was, what the patch says of it, and the order. */
export interface OrderedMerge {
  readonly before: readonly Json[] | undefined;
  readonly added: readonly Json[] | undefined;
  readonly order: readonly Json[];
  readonly key: string | undefined;
}

/** The list merged and ordered; undefined when there is none. Throws a 500 when the patch has items that the order lacks or has otherwise. */
export function orderAsSaid(
  { before, added, order, key }: OrderedMerge,
  merge: (before: readonly Json[], added: readonly Json[]) => readonly Json[],
): readonly Json[] | undefined {
  if (added !== undefined && order.length > 0) checkOrder(added, order, key);
  const merged = before === undefined ? added && withoutDeletions(added) : merge(before, added ?? []);
  if (merged === undefined) return undefined;
  for (const item of order) identity(item, key);
  return arrange(merged, order, { before: before ?? [], key });
}

function checkOrder(added: readonly Json[], order: readonly Json[], key: string | undefined): void {
  const items = withoutDeletions(added);
  let next = 0;
  for (const item of order) {
    const wanted = items[next];
    if (wanted !== undefined && deepEqual(identity(item, key), identity(wanted, key))) next++;
  }
  if (next < items.length) throw misordered(added, order);
}

function withoutDeletions(items: readonly Json[]): readonly Json[] {
  return items.filter((item) => !(isJsonObject(item) && item[directives.patch] !== undefined));
}
