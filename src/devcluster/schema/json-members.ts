import { isObject } from '../../base/json.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';

/** An object of JSON: neither null nor a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return isObject(value);
}

/** A list of JSON. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object that `value` is, else an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The list that `value` is, else an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}

/** The text that `value` is, else an empty one. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The number that `value` is, if it is one. */
export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The texts among the items of `value`. */
export function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

/** Members that are there. */
export function membersOf(object: JsonObject): readonly (readonly [string, Json])[] {
  const members: (readonly [string, Json])[] = [];
  for (const [key, value] of Object.entries(object)) if (value !== undefined) members.push([key, value]);
  return members;
}
