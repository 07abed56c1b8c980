import type { Json, JsonObject } from '../../api/dev-object.ts';
import type { FieldType, ListType, MapType } from './field-type.ts';
import { isJsonList, isJsonObject, isVoid } from './json-shape.ts';

/** How one value is to be walked. */
export type Shape =
  | { readonly kind: 'map'; readonly map: MapType }
  | { readonly kind: 'list'; readonly list: ListType }
  | { readonly kind: 'leaf' };

const leaf: Shape = { kind: 'leaf' };

/**
 * How a value of this type is walked: by what it is where the type allows that, else as the first of object, scalar and
 * list that the type allows. Atomic types are leaves.
 */
export function shapeOf(type: FieldType, value: Json | undefined): Shape {
  const { map, list, scalar } = type;
  if (isJsonObject(value) && map !== undefined) return mapShape(map);
  if (isJsonList(value) && list !== undefined) return listShape(list);
  if (map !== undefined && (scalar === undefined || value === null)) return mapShape(map);
  return scalar === undefined && list !== undefined ? listShape(list) : leaf;
}

/** The value as an object with members, or nothing. */
export function membersOf(value: Json | undefined): JsonObject | undefined {
  return isJsonObject(value) && !isVoid(value) ? value : undefined;
}

/** The value as a list with items, or nothing. */
export function itemsOf(value: Json | undefined): readonly Json[] | undefined {
  return isJsonList(value) && value.length > 0 ? value : undefined;
}

function mapShape(map: MapType): Shape {
  return map.atomic ? leaf : { kind: 'map', map };
}

function listShape(list: ListType): Shape {
  return list.kind === 'atomic' ? leaf : { kind: 'list', list };
}
