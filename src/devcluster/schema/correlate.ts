import type { Json } from '../api/dev-object.ts';
import { isJsonList, isJsonObject } from './json-members.ts';
import { jsonText } from './go-text.ts';
import type { SchemaNode } from './schema-node.ts';

/** What a list item is known by in a list of type `map`. */
export function itemKey(item: Json, keys: readonly string[]): string {
  const values = isJsonObject(item) ? keys.map((key) => item[key]) : [];
  return jsonText(values.map((value) => (value === undefined ? null : [value])));
}

/** The old value of a member; undefined if there is none to compare with. */
export function oldMember(old: Json | undefined, key: string): Json | undefined {
  return isJsonObject(old) && Object.hasOwn(old, key) ? old[key] : undefined;
}

/** Finds the old value of a list's item: by its keys in a list of type `map`, in others never. */
export function oldItems(old: Json | undefined, node: SchemaNode): (item: Json) => Json | undefined {
  if (node.listType !== 'map' || !isJsonList(old)) return () => undefined;
  const byKey = new Map(old.map((item) => [itemKey(item, node.listKeys), item]));
  return (item) => byKey.get(itemKey(item, node.listKeys));
}
