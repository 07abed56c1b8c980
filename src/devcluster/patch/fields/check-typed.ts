import type { Json } from '../../api/dev-object.ts';
import { typeOfMember } from './field-type.ts';
import type { FieldType, ListType, MapType, ScalarType } from './field-type.ts';
import { itemElement } from './item-element.ts';
import { isJsonList, isJsonObject } from './json-shape.ts';
import { pathText } from './path-text.ts';

/**
 * What is wrong with a value that is to be merged by its type: wrong types, undeclared members, items without keys and
 * duplicates, each as `.spec.size: expected ...`. Null is right everywhere but in keyed lists. Of several undeclared
 * members of one object only the first is told.
 */
export function checkTyped(type: FieldType, value: Json, path = ''): readonly string[] {
  const { map, list, scalar } = type;
  if (value === null) return [];
  if (isJsonObject(value) && map !== undefined) return checkMembers(map, value, path);
  if (isJsonList(value) && list !== undefined) return checkItems(list, value, path);
  if (scalar !== undefined) return checkScalar(scalar, value, path);
  return [`${path}: expected ${map === undefined ? 'list' : 'map'}, got ${shown(value)}`];
}

function checkMembers(type: MapType, value: { readonly [name: string]: Json | undefined }, path: string): readonly string[] {
  const problems: string[] = [];
  for (const name of Object.keys(value).toSorted()) {
    const member = typeOfMember(type, name);
    if (member === undefined) return [...problems, `${path}.${name}: field not declared in schema`];
    problems.push(...checkTyped(member, value[name] ?? null, `${path}.${name}`));
  }
  return problems;
}

function checkItems(type: ListType, items: readonly Json[], path: string): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const element = type.kind === 'atomic' ? `i:${index}` : itemElement(type, item);
    const problem = type.kind === 'atomic' ? undefined : itemProblem(type, item);
    if (problem !== undefined) return [...problems, `${path}: element ${index}: ${problem}`];
    if (element === undefined) continue;
    if (seen.has(element)) problems.push(`${path}: duplicate entries for key ${pathText([element])}`);
    else problems.push(...checkTyped(type.element, item, `${path}${pathText([element])}`));
    seen.add(element);
  }
  return problems;
}

function itemProblem(type: ListType, item: Json): string | undefined {
  if (type.kind === 'set') {
    if (item === null) return "associative list without keys has an element that's an explicit null";
    return isJsonObject(item) ? "associative list without keys has an element that's a map type" : undefined;
  }
  if (item === null) return 'associative list with keys may not have a null element';
  if (!isJsonObject(item)) return 'associative list with keys may not have non-map elements';
  if (itemElement(type, item) !== undefined) return undefined;
  const keys = type.keys.map(({ name }) => JSON.stringify(name)).join(' ');
  return `associative list with keys has an element that omits all key fields [${keys}] (and doesn't have default values for any key fields)`;
}

function checkScalar(scalar: ScalarType, value: Json, path: string): readonly string[] {
  const wanted = { string: 'string', numeric: 'number', boolean: 'boolean', untyped: typeof value }[scalar];
  if (typeof value === wanted) return [];
  if (scalar === 'numeric') return [`${path}: expected numeric (int or float), got ${goType(value)}`];
  return [`${path}: expected ${scalar}, got ${shown(value)}`];
}

function goType(value: Json): string {
  if (isJsonList(value)) return '[]interface {}';
  if (isJsonObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Values as the real server's messages show them, roughly. */
function shown(value: Json): string {
  if (isJsonList(value)) return '&{[]}';
  if (isJsonObject(value)) return '&{map[]}';
  return typeof value === 'string' ? `&{${value}}` : `&value.valueUnstructured{Value:${String(value)}}`;
}
