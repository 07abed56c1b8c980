import type { Json } from '../../api/dev-object.ts';
import { emptySet, leafSet, put, setOf } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { typeOfMember, untyped } from './field-type.ts';
import type { FieldType, ListType, MapType } from './field-type.ts';
import { isJsonList, isJsonObject, isVoid } from './json-shape.ts';
import { itemsByElement } from './item-element.ts';
import { shapeOf } from './shape.ts';

/**
 * The paths that whoever applies this value owns: leaves, list items, members that the schema doesn't declare by name, and
 * objects that are empty or null.
 */
export function setOfValue(type: FieldType, value: Json): FieldSet {
  const shape = shapeOf(type, value);
  switch (shape.kind) {
    case 'map':
      return setOfMap(shape.map, value);
    case 'list':
      return setOfList(shape.list, value);
    case 'leaf':
      return leafSet;
  }
}

function setOfMap(type: MapType, value: Json): FieldSet {
  if (!isJsonObject(value)) return emptySet;
  const children = new Map<string, FieldSet>();
  for (const name in value) {
    const item = value[name];
    if (item === undefined) continue;
    const below = setOfValue(typeOfMember(type, name) ?? untyped, item);
    const itself = !type.fields.has(name) || item === null || (isJsonObject(item) && isVoid(item));
    put(children, `f:${name}`, itself ? setOf(true, below.children) : below);
  }
  return setOf(false, children);
}

function setOfList(type: ListType, value: Json): FieldSet {
  if (!isJsonList(value)) return emptySet;
  const children = new Map<string, FieldSet>();
  for (const [element, item] of itemsByElement(type, value)) {
    children.set(element, setOf(true, setOfValue(type.element, item).children));
  }
  return setOf(false, children);
}
