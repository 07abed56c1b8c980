import type { Json } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { duplicate, invalid } from './cause.ts';
import { jsonText } from './go-text.ts';
import { isJsonList, isJsonObject, membersOf } from './json-members.ts';
import type { SchemaNode } from './schema-node.ts';

/** Items that lists of type `set` and `map` have twice, at any depth. */
export function checkDuplicates(value: Json, node: SchemaNode | undefined, path: string): readonly StatusCause[] {
  if (node === undefined) return [];
  if (isJsonList(value)) {
    const below = value.flatMap((item, index) => checkDuplicates(item, node.items, `${path}[${index}]`));
    return [...duplicatesOf(value, node, path), ...below];
  }
  if (!isJsonObject(value)) return [];
  return membersOf(value).flatMap(([key, member]) => {
    const property = node.properties.get(key);
    if (property !== undefined) return checkDuplicates(member, property, path === '' ? key : `${path}.${key}`);
    return checkDuplicates(member, node.additional, `${path}[${key}]`);
  });
}

function duplicatesOf(list: readonly Json[], node: SchemaNode, path: string): readonly StatusCause[] {
  if (node.listType === 'set') return repeated(list, path);
  if (node.listType !== 'map') return [];
  const stranger = list.findIndex((item) => item !== null && !isJsonObject(item));
  if (stranger >= 0) return [invalid(`${path}[${stranger}]`, list[stranger], 'must be an object for an array of list-type map')];
  return repeated(
    list.map((item) => keysOf(item, node.listKeys)),
    path,
  );
}

function keysOf(item: Json, keys: readonly string[]): Json {
  if (!isJsonObject(item)) return {};
  return Object.fromEntries(keys.filter((key) => item[key] !== undefined).map((key) => [key, item[key]]));
}

/** A cause for the second appearance of each value; later ones are not told. */
function repeated(values: readonly Json[], path: string): readonly StatusCause[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, index) => {
    const text = jsonText(value);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return times === 2 ? [duplicate(`${path}[${index}]`, value)] : [];
  });
}
