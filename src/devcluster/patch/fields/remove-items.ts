import type { Json } from '../../api/dev-object.ts';
import { isEmptySet, setOf } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { typeOfMember, untyped } from './field-type.ts';
import type { FieldType, ListType, MapType } from './field-type.ts';
import { itemElement } from './item-element.ts';
import { itemsOf, membersOf, shapeOf } from './shape.ts';

/** The value without the members and items at the paths of a set. What is left without any becomes null. */
export function removeItems(type: FieldType, value: Json, set: FieldSet): Json {
  if (isEmptySet(set)) return value;
  const shape = shapeOf(type, value);
  switch (shape.kind) {
    case 'map':
      return removeMembers(shape.map, value, set);
    case 'list':
      return removeFromList(shape.list, value, set);
    case 'leaf':
      // What is atomic goes as a whole: a set that names a part of it takes all of it.
      return typeof value === 'object' ? null : value;
  }
}

/**
 * The set with those objects and lists added that hold a path of it and are declared by name: unlike entries of a map they
 * go with the last thing that was in them.
 */
export function withNamedFields(set: FieldSet, type: FieldType | undefined): FieldSet {
  if (set.children.size === 0) return set;
  const children = new Map<string, FieldSet>();
  for (const [element, child] of set.children) children.set(element, namedChild(element, child, type));
  return setOf(set.member, children);
}

function namedChild(element: string, child: FieldSet, type: FieldType | undefined): FieldSet {
  if (!element.startsWith('f:')) return withNamedFields(child, type?.list?.element);
  const name = element.slice(2);
  const map = type?.map;
  const below = withNamedFields(child, map === undefined ? undefined : typeOfMember(map, name));
  return map?.fields.has(name) === true && !below.member ? setOf(true, below.children) : below;
}

function removeMembers(type: MapType, value: Json, set: FieldSet): Json {
  const members = membersOf(value);
  if (members === undefined) return null;
  const left: Record<string, Json> = {};
  for (const name in members) {
    const item = members[name];
    const subset = set.children.get(`f:${name}`);
    if (item === undefined || subset?.member === true) continue;
    left[name] = subset === undefined ? item : removeItems(typeOfMember(type, name) ?? untyped, item, subset);
  }
  return Object.keys(left).length === 0 ? null : left;
}

function removeFromList(type: ListType, value: Json, set: FieldSet): Json {
  const left: Json[] = [];
  for (const item of itemsOf(value) ?? []) {
    const element = itemElement(type, item);
    const subset = element === undefined ? undefined : set.children.get(element);
    if (subset?.member === true) continue;
    left.push(subset === undefined ? item : removeItems(type.element, item, subset));
  }
  return left.length === 0 ? null : left;
}
