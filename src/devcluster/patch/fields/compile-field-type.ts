import type { Json, JsonObject } from '../../api/dev-object.ts';
import { untyped, untypedAtomic } from './field-type.ts';
import type { FieldType, ListKey, ListType, MapType, ScalarType } from './field-type.ts';
import { isJsonList, isJsonObject, objectAt } from './json-shape.ts';
import { metadataType } from './metadata-type.ts';

const compiled = new WeakMap<JsonObject, FieldType>();

const scalars: Readonly<Record<string, ScalarType>> = { string: 'string', integer: 'numeric', number: 'numeric', boolean: 'boolean' };

/**
 * The field type of a whole object by its OpenAPI v3 schema with `x-kubernetes-*` (no `$ref`): apiVersion, kind and
 * metadata are known beside what the schema says. Remembered by identity of the schema.
 */
export function compileFieldType(schema: JsonObject): FieldType {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const { map } = objectType(schema, preserves(schema));
  const fields = new Map(map.fields);
  fields.set('apiVersion', { scalar: 'string' }).set('kind', { scalar: 'string' }).set('metadata', metadataType);
  const type: FieldType = { map: { ...map, fields } };
  compiled.set(schema, type);
  return type;
}

function typeOf(schema: JsonObject): FieldType {
  if (schema['x-kubernetes-int-or-string'] === true) return { scalar: 'untyped' };
  if (schema['x-kubernetes-embedded-resource'] === true) return embeddedType(schema);
  const type = schema['type'];
  if (type === 'object') return objectType(schema, preserves(schema));
  if (type === 'array') return { list: listType(schema) };
  if (typeof type === 'string') return { scalar: scalars[type] ?? 'untyped' };
  return preserves(schema) ? untyped : untypedAtomic;
}

function embeddedType(schema: JsonObject): FieldType {
  const { map } = objectType(schema, preserves(schema));
  const fields = new Map(map.fields);
  fields.set('apiVersion', { scalar: 'string' }).set('kind', { scalar: 'string' }).set('metadata', metadataType);
  return { map: { ...map, fields } };
}

function objectType(schema: JsonObject, preserve: boolean): { readonly map: MapType } {
  const fields = new Map<string, FieldType>();
  for (const [name, property] of Object.entries(objectAt(schema, 'properties'))) {
    if (isJsonObject(property)) fields.set(name, typeOf(property));
  }
  const others = schema['additionalProperties'];
  const element = elementOf(others, preserve);
  const atomic = schema['x-kubernetes-map-type'] === 'atomic';
  return { map: { fields, atomic, ...(element === undefined ? {} : { element }) } };
}

function elementOf(others: Json | undefined, preserve: boolean): FieldType | undefined {
  if (isJsonObject(others)) return typeOf(others);
  return preserve || others === true ? untyped : undefined;
}

function listType(schema: JsonObject): ListType {
  const items = objectAt(schema, 'items');
  const kind = schema['x-kubernetes-list-type'];
  const element = typeOf(items);
  if (kind === 'map') return { kind, element, keys: keysOf(schema, items) };
  return { kind: kind === 'set' ? 'set' : 'atomic', element, keys: [] };
}

function keysOf(schema: JsonObject, items: JsonObject): readonly ListKey[] {
  const names = schema['x-kubernetes-list-map-keys'];
  const properties = objectAt(items, 'properties');
  // FieldsV1 writes the keys of an item in this order.
  const sorted = isJsonList(names) ? names.filter((name) => typeof name === 'string').toSorted() : [];
  return sorted.map((name) => {
    const fallback = objectAt(properties, name)['default'];
    return fallback === undefined ? { name } : { name, default: fallback };
  });
}

function preserves(schema: JsonObject): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true;
}
