import type { Json, JsonObject } from '../api/dev-object.ts';

type Properties = Readonly<Record<string, JsonObject>>;

/** A leaf of this type. `null` counts as absent in built-in types: Go clients send it for what they leave empty. */
function leaf(type: string, format?: string): (description: string, more?: JsonObject) => JsonObject {
  return (description, more = {}) => ({ type, nullable: true, ...(format === undefined ? {} : { format }), description, ...more });
}

function list(description: string, items: JsonObject, listType: JsonObject): JsonObject {
  return { type: 'array', nullable: true, description, items, ...listType };
}

/** The JSON of a list whose items are merged by the value of `key`, by server-side apply and by strategic merge patches alike. */
function keyedBy(key: string): JsonObject {
  return {
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': [key],
    'x-kubernetes-patch-strategy': 'merge',
    'x-kubernetes-patch-merge-key': key,
  };
}

/** Builds the schemas of the built-in types. Each function takes a description first and gives a structural schema. */
export const shape = {
  string: leaf('string'),
  boolean: leaf('boolean'),
  int32: leaf('integer', 'int32'),
  int64: leaf('integer', 'int64'),
  /** Base64, which the strategies of the types check. */
  bytes: leaf('string'),
  time: leaf('string', 'date-time'),
  oneOf: (description: string, values: readonly Json[]): JsonObject => ({ type: 'string', description, enum: values }),
  /** A map of strings. */
  strings: (description: string): JsonObject => shape.map(description, { type: 'string', nullable: true }),
  map: (description: string, values: JsonObject): JsonObject => ({
    type: 'object',
    nullable: true,
    description,
    additionalProperties: values,
  }),
  /** A list that is replaced as a whole. */
  list: (description: string, items: JsonObject = { type: 'string' }): JsonObject =>
    list(description, items, { 'x-kubernetes-list-type': 'atomic' }),
  set: (description: string): JsonObject =>
    list(description, { type: 'string' }, { 'x-kubernetes-list-type': 'set', 'x-kubernetes-patch-strategy': 'merge' }),
  keyed: (description: string, key: string, items: JsonObject): JsonObject => list(description, items, keyedBy(key)),
  object: (description: string, properties: Properties, required: readonly string[] = []): JsonObject => ({
    type: 'object',
    nullable: true,
    description,
    properties,
    ...(required.length === 0 ? {} : { required }),
  }),
  /** An object that has one owner. */
  atomic: (description: string, properties: Properties, required?: readonly string[]): JsonObject => ({
    ...shape.object(description, properties, required),
    'x-kubernetes-map-type': 'atomic',
  }),
  /** Whatever JSON object comes. */
  free: (description: string): JsonObject => ({
    type: 'object',
    nullable: true,
    description,
    'x-kubernetes-preserve-unknown-fields': true,
  }),
} as const;
