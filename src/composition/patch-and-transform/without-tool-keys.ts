import type { Json, JsonObject } from '../../base/json.ts';
import type { FieldPath } from '../field-path/field-path.ts';
import { isJsonObject } from '../field-path/get-field.ts';
import { isToolKey } from './tool-key.ts';

const maps = ['labels', 'annotations'];

/** A value read from the composite: its labels and annotations, if they are read whole, without those of tools. */
export function withoutToolKeys(path: FieldPath, value: Json): Json {
  const [first, second] = path;
  if (first?.kind !== 'field' || first.field !== 'metadata' || path.length > 2 || !isJsonObject(value)) return value;
  if (second === undefined)
    return mapMembers(value, (key, member) => (maps.includes(key) && isJsonObject(member) ? withoutTools(member) : member));
  return second.kind === 'field' && maps.includes(second.field) ? withoutTools(value) : value;
}

function withoutTools(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !isToolKey(key)));
}

function mapMembers(object: JsonObject, change: (key: string, member: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, member === undefined ? member : change(key, member)]));
}
