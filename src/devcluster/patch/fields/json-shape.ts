import type { Json, JsonObject } from '../../api/dev-object.ts';

/** An object with members: neither null nor an array. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An array. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An object without members. */
export function isVoid(value: JsonObject): boolean {
  for (const member in value) if (value[member] !== undefined) return false;
  return true;
}

/** The object at a member, or an empty one when something else or nothing is there. */
export function objectAt(object: JsonObject, member: string): JsonObject {
  const value = object[member];
  return isJsonObject(value) ? value : {};
}
