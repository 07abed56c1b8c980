import type { Json, JsonObject } from '../api/dev-object.ts';
import { isJsonList, isJsonObject, membersOf } from '../schema/json-members.ts';

/** The object without members that are null: Go clients send `null` where a built-in type's member is empty. */
export function withoutNulls(object: JsonObject): JsonObject {
  const kept = membersOf(object).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([name, value]) => [name, cleaned(value)]));
}

function cleaned(value: Json): Json {
  if (isJsonList(value)) return value.map(cleaned);
  return isJsonObject(value) ? withoutNulls(value) : value;
}
