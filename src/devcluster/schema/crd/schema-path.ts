import type { JsonObject } from '../../api/dev-object.ts';
import { isJsonObject, membersOf, objectOf } from '../json-members.ts';

/** Where a schema stands in another. */
export interface SchemaPlace {
  /** As causes name it: `spec.validation.openAPIV3Schema.properties[spec]`. */
  readonly path: string;
  readonly level: 'root' | 'item' | 'field';
}

/** The schema of a property. */
export function propertyPlace(path: string, name: string): SchemaPlace {
  return { path: `${path}.properties[${name}]`, level: 'field' };
}

/** The schemas of items, properties and additionalProperties, where they are. */
export function childSchemas(schema: JsonObject, path: string): readonly (readonly [JsonObject, SchemaPlace])[] {
  const { items, additionalProperties } = schema;
  return [
    ...(isJsonObject(items) ? [[items, { path: `${path}.items`, level: 'item' }] as const] : []),
    ...propertiesOf(schema).map(([name, property]) => [property, propertyPlace(path, name)] as const),
    ...(isJsonObject(additionalProperties)
      ? [[additionalProperties, { path: `${path}.additionalProperties`, level: 'field' }] as const]
      : []),
  ];
}

/** The properties by their names. */
export function propertiesOf(schema: JsonObject): readonly (readonly [string, JsonObject])[] {
  return membersOf(objectOf(schema['properties'])).map(([name, property]) => [name, objectOf(property)] as const);
}
