import type { Json, JsonObject } from '../api/dev-object.ts';
import { isJsonList, isJsonObject, membersOf } from './json-members.ts';
import type { SchemaNode } from './schema-node.ts';

/**
 * A value with its defaults, at any depth, where the parent is there. Null counts as absent where it is not allowed: it is
 * replaced by the default, or dropped from an object unless nulls are to be kept.
 */
export function fillDefaults(value: Json, node: SchemaNode | undefined, keepNulls = false): Json {
  if (isJsonObject(value)) return fillObject(value, node, keepNulls);
  if (!isJsonList(value)) return value;
  const items = node?.items;
  return value.map((item) => fillDefaults(fallback(item, items) ?? item, items, keepNulls));
}

function fillObject(object: JsonObject, node: SchemaNode | undefined, keepNulls: boolean): JsonObject {
  const filled: Record<string, Json> = {};
  for (const [key, value] of membersOf(object)) {
    const child = node?.properties.get(key) ?? node?.additional;
    const given = fallback(value, child);
    if (given !== undefined) filled[key] = fillDefaults(given, child, keepNulls);
    else if (keepNulls) filled[key] = value;
  }
  if (node !== undefined) addDefaults(filled, node);
  return filled;
}

function addDefaults(object: Record<string, Json>, { properties }: SchemaNode): void {
  for (const [key, child] of properties) {
    const value = child.default ?? null;
    if (value !== null && !Object.hasOwn(object, key)) object[key] = fillDefaults(value, child);
  }
}

/** Undefined: the value is a null that has no place here. */
function fallback(value: Json, node: SchemaNode | undefined): Json | undefined {
  return value === null && node !== undefined && !node.nullable ? (node.default ?? undefined) : value;
}
