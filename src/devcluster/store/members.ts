import type { Json, JsonObject } from '../api/dev-object.ts';

/** An object with members: neither null nor an array. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member if it is an object, else an empty one. */
export function objectAt(object: JsonObject, member: string): JsonObject {
  const value = object[member];
  return isJsonObject(value) ? value : {};
}

/** The member if it is text. */
export function stringAt(object: JsonObject, member: string): string | undefined {
  const value = object[member];
  return typeof value === 'string' ? value : undefined;
}

/** The member's items if it is a list, else none. */
export function listAt(object: JsonObject, member: string): readonly Json[] {
  const value = object[member];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The member's texts if it is a list, else none. */
export function stringsAt(object: JsonObject, member: string): readonly string[] {
  return listAt(object, member).filter((item) => typeof item === 'string');
}

/** Without these members. */
export function without(object: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([member]) => !members.includes(member)));
}

/** The value at a simple path of members. */
export function valueAt(object: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const member of path) value = isJsonObject(value) ? value[member] : undefined;
  return value;
}

/** The object with another value at a simple path of members; objects on the way that are missing are made. */
export function withValueAt(object: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [member, ...rest] = path;
  if (member === undefined) return object;
  return { ...object, [member]: rest.length === 0 ? value : withValueAt(objectAt(object, member), rest, value) };
}

/** A list or an object with nothing in it. */
export function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
