import type { Json, JsonObject } from '../../api/dev-object.ts';
import { StatusError } from '../../api/status-error.ts';
import { isJsonList, isJsonObject } from '../fields/json-shape.ts';

export function badRetainKeys(): StatusError {
  return new StatusError(400, 'BadRequest', 'invalid patch format of retainKeys');
}

export function badPatchType(type: Json, patch: JsonObject): StatusError {
  return unexpected(`unknown patch type: ${goText(type)} in map: ${goText(patch)}`);
}

export function noMergeKey(item: Json, key: string): StatusError {
  return unexpected(`map: ${goText(item)} does not contain declared merge key: ${key}`);
}

export function noKeyDeclared(): StatusError {
  return unexpected('cannot merge lists without merge key');
}

export function mixedItems(old: readonly Json[], items: readonly Json[]): StatusError {
  return unexpected(`list element types are not identical: ${goText([old, items])}`);
}

export function misordered(added: readonly Json[], order: readonly Json[]): StatusError {
  return unexpected(`The order in patch list:\n${goText(added)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`);
}

export function misfit(value: Json): StatusError {
  const type = isJsonObject(value) ? 'map[string]interface {}' : value === null ? '%!s(<nil>)' : typeof value;
  return unexpected(`expected a []interface {}, but received a ${type}`);
}

/** A real server answers these with 500 and no reason. */
function unexpected(message: string): StatusError {
  return new StatusError(500, '', message);
}

/** JSON as Go prints it by `%v`. */
function goText(value: Json | undefined): string {
  if (isJsonList(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isJsonObject(value)) return value === null || value === undefined ? '<nil>' : String(value);
  const members = Object.keys(value).toSorted();
  return `map[${members.map((name) => `${name}:${goText(value[name])}`).join(' ')}]`;
}
