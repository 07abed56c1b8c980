import type { Json } from '../../api/dev-object.ts';

/** What a scalar has to be; `untyped` takes any. */
export type ScalarType = 'string' | 'numeric' | 'boolean' | 'untyped';

/** An object: declared fields, and what other members are. An atomic one has one owner for all that is in it. */
export interface MapType {
  readonly fields: ReadonlyMap<string, FieldType>;
  /** Absent: there are no others. */
  readonly element?: FieldType;
  readonly atomic: boolean;
}

/** A list whose items are told apart by some of their members, by their value, or not at all. */
export interface ListType {
  readonly kind: 'atomic' | 'set' | 'map';
  readonly element: FieldType;
  readonly keys: readonly ListKey[];
}

export interface ListKey {
  readonly name: string;
  /** Stands in for the member where an item has none. */
  readonly default?: Json;
}

/** What values of a field may look like. More than one of the three: the value itself decides. */
export interface FieldType {
  readonly map?: MapType;
  readonly list?: ListType;
  readonly scalar?: ScalarType;
}

const noFields: ReadonlyMap<string, FieldType> = new Map();

/** A value without a schema, owned as a whole. */
export const untypedAtomic: FieldType = atomicAnything();

/** A value without a schema, whose objects are owned member by member and whose lists are owned as a whole. */
export const untyped: FieldType = granularAnything();

/** The type of a member of an object; undefined when the schema declares no such member. */
export function typeOfMember(type: MapType, name: string): FieldType | undefined {
  return type.fields.get(name) ?? type.element;
}

function atomicAnything(): FieldType {
  const type: { -readonly [K in keyof FieldType]: FieldType[K] } = { scalar: 'untyped' };
  type.map = { fields: noFields, element: type, atomic: true };
  type.list = { kind: 'atomic', element: type, keys: [] };
  return type;
}

function granularAnything(): FieldType {
  const type: { -readonly [K in keyof FieldType]: FieldType[K] } = { scalar: 'untyped' };
  type.map = { fields: noFields, element: type, atomic: false };
  type.list = { kind: 'atomic', element: untypedAtomic, keys: [] };
  return type;
}
