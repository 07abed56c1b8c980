import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import { isJsonObject } from '../fields/json-shape.ts';
import { directives } from './directives.ts';
import { arrange, identity, indexOfItem } from './list-order.ts';
import { badPatchType, mixedItems, noKeyDeclared } from './strategic-error.ts';

/** How the items of a list of objects are told apart and merged. */
export interface ItemMerge {
  readonly key: string | undefined;
  readonly mergeItems: (original: JsonObject, patch: JsonObject) => JsonObject;
}

/** Both lists, each scalar once. */
export function mergeScalars(old: readonly Json[], items: readonly Json[]): readonly Json[] {
  const both = [...old, ...items];
  const merged = both.filter((item, index) => both.findIndex((other) => deepEqual(item, other)) === index);
  return arrange(merged, items, { before: old, key: undefined });
}

/** Both lists of objects, those with the same key merged; items with `$patch` delete one, or replace the whole list. */
export function mergeKeyed(old: readonly Json[], items: readonly Json[], { key, mergeItems }: ItemMerge): readonly Json[] {
  if (![...old, ...items].every(isJsonObject)) throw mixedItems(old, items);
  if (key === undefined) throw noKeyDeclared();
  const patch = items.filter(isJsonObject);
  const plain = patch.filter((item) => item[directives.patch] === undefined);
  const kept = withoutDeleted(old, patch, key);
  for (const item of plain) identity(item, key);
  if (patch.some((item) => item[directives.patch] === 'replace')) return plain;
  const merged = [...kept];
  for (const item of plain) {
    const index = indexOfItem(merged, item, key);
    const same = merged[index];
    if (isJsonObject(same)) merged[index] = mergeItems(same, item);
    else merged.push(item);
  }
  return arrange(merged, plain, { before: kept, key });
}

function withoutDeleted(old: readonly Json[], patch: readonly JsonObject[], key: string): readonly Json[] {
  let kept = old;
  for (const item of patch) {
    const type = item[directives.patch];
    if (type === undefined || type === 'replace') continue;
    if (type !== 'delete') throw badPatchType(type, item);
    const gone = identity(item, key);
    kept = kept.filter((other) => !deepEqual(identity(other, key), gone));
  }
  return kept;
}
