import type { Json, JsonObject } from '../../base/json.ts';

/**
 * A value as Go code holds it that has read JSON as Kubernetes does: a bigint is an int64, a number a float64.
 * Within lists and objects numbers stay as they are, and are an int64 if they are whole.
 */
export type GoValue = string | boolean | null | bigint | number | readonly Json[] | JsonObject;

const int64Limit = 2 ** 63;

/** A JSON value as Go holds it. */
export function toGo(value: Json | undefined): GoValue {
  if (value === undefined) return null;
  const isInteger = typeof value === 'number' && Number.isInteger(value) && value >= -int64Limit && value < int64Limit;
  return isInteger ? BigInt(value) : value;
}

/** A value of Go as JSON. */
export function fromGo(value: GoValue): Json {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** The name of a value's type in Go. */
export function goType(value: GoValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'object') return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return typeof value === 'bigint' ? 'int64' : 'float64';
}
