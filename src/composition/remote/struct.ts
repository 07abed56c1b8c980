import type { JsonObject as Struct, JsonValue } from '@bufbuild/protobuf';
import type { Json, JsonObject } from '../../base/json.ts';

/** A JSON object as the protocol takes it: members that are undefined are absent there. */
export function toStruct(object: JsonObject): Struct {
  const members = Object.entries(object).flatMap(([name, value]) => (value === undefined ? [] : [[name, toValue(value)] as const]));
  return Object.fromEntries(members);
}

function toValue(value: Json): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  return isList(value) ? value.map(toValue) : toStruct(value);
}

/** A JSON object of the protocol as a plain object. Its numbers are doubles, as they are here. Absent: empty. */
export function fromStruct(struct: Struct | undefined): JsonObject {
  return Object.fromEntries(Object.entries(struct ?? {}).map(([name, value]) => [name, fromValue(value)]));
}

function fromValue(value: JsonValue): Json {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(fromValue) : fromStruct(value);
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
