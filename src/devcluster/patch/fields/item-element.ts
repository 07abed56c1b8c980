import type { Json, JsonObject } from '../../api/dev-object.ts';
import { jsonText } from '../../schema/go-text.ts';
import type { ListType } from './field-type.ts';
import { isJsonObject } from './json-shape.ts';

/**
 * The path element of a list item as FieldsV1 writes it, in Go's JSON: `k:{"name":"a"}` or `v:"a"`. Undefined where the item lacks a
 * key that has no default.
 */
export function itemElement(list: ListType, item: Json): string | undefined {
  if (list.kind === 'set') return `v:${jsonText(item)}`;
  if (!isJsonObject(item)) return undefined;
  const single = list.keys.length === 1 ? list.keys[0] : undefined;
  if (single === undefined) return manyKeys(list, item);
  const value = item[single.name] ?? single.default;
  return value === undefined ? undefined : `k:{${jsonText(single.name)}:${jsonText(value)}}`;
}

/** Items of a list by path element, in their order. Of several alike the first counts; those without keys are left out. */
export function itemsByElement(list: ListType, items: readonly Json[] | undefined): Map<string, Json> {
  const byElement = new Map<string, Json>();
  for (const item of items ?? []) {
    const element = itemElement(list, item);
    if (element !== undefined && !byElement.has(element)) byElement.set(element, item);
  }
  return byElement;
}

function manyKeys(list: ListType, item: JsonObject): string | undefined {
  const keys: Record<string, Json> = {};
  for (const key of list.keys) {
    const value = item[key.name] ?? key.default;
    if (value !== undefined) keys[key.name] = value;
  }
  return Object.keys(keys).length === 0 ? undefined : `k:${jsonText(keys)}`;
}
