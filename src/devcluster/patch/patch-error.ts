import type { Json } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { isJsonList } from './fields/json-shape.ts';

/** A patch that is well-formed and can't be applied to the object as it is. */
export function refused(): StatusError {
  return new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** A patch of another type than `goType`, in the words of the real server's decoder; `place` says where if not at the top. */
export function undecodable(value: Json, goType: string, place?: string): StatusError {
  return new StatusError(400, 'BadRequest', `error decoding patch: ${mismatch(value, goType, place)}`);
}

/** `json: cannot unmarshal array into Go value of type map[string]interface {}` */
export function mismatch(value: Json, goType: string, place?: string): string {
  return `json: cannot unmarshal ${jsonType(value)} into Go ${place === undefined ? 'value' : place} of type ${goType}`;
}

function jsonType(value: Json): string {
  if (isJsonList(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : typeof value;
}
