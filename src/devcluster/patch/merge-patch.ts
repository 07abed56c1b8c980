import type { Json, JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { isJsonObject } from './fields/json-shape.ts';
import { undecodable } from './patch-error.ts';

/** The object with a JSON merge patch (RFC 7386) laid over it: null removes, lists are replaced. Throws a 400 when the patch is no object. */
export function applyMergePatch(object: JsonObject, patch: Json): JsonObject {
  if (patch === null) throw new StatusError(400, 'BadRequest', 'Invalid JSON Patch');
  if (!isJsonObject(patch)) throw undecodable(patch, 'map[string]interface {}');
  return mergeObjects(object, patch);
}

function mergeObjects(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const old = target[name];
    if (value === null) delete merged[name];
    else if (isJsonObject(value)) merged[name] = mergeObjects(isJsonObject(old) ? old : {}, value);
    else merged[name] = value;
  }
  return merged;
}
