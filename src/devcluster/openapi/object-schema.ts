import type { Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { objectMeta } from '../builtin/object-meta.ts';
import { isJsonList, isJsonObject, membersOf, objectOf } from '../schema/json-members.ts';

const typeMeta: JsonObject = {
  apiVersion: { type: 'string', description: 'Group and version of the schema of this object.' },
  kind: { type: 'string', description: 'Kind of this object.' },
};

/** A resource's schema as a document shows it: with apiVersion, kind and its group, version and kind; `metadata` is what refers to ObjectMeta. */
export function objectSchema(resource: ServedResource, metadata: JsonObject): JsonObject {
  const schema = resource.custom ? resource.schema : shownBuiltin(resource.schema);
  const { group, version, kind } = resource;
  return {
    ...schema,
    properties: { ...typeMeta, ...objectOf(schema['properties']), metadata },
    'x-kubernetes-group-version-kind': [{ group, version, kind }],
  };
}

/** The schema of ObjectMeta. */
export const objectMetaSchema: JsonObject = shownBuiltin(objectMeta);

/** Built-in types take null for absent everywhere, which documents don't say. */
function shownBuiltin(schema: JsonObject): JsonObject {
  const shown = membersOf(schema).filter(([name, value]) => name !== 'nullable' || value !== true);
  return Object.fromEntries(shown.map(([name, value]) => [name, shownValue(value)]));
}

function shownValue(value: Json): Json {
  if (isJsonList(value)) return value.map(shownValue);
  return isJsonObject(value) ? shownBuiltin(value) : value;
}
