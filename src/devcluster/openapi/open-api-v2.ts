import type { Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { isJsonList, isJsonObject, membersOf } from '../schema/json-members.ts';
import { definitionName, objectMetaName } from './definition-name.ts';
import { objectMetaSchema, objectSchema } from './object-schema.ts';
import { pathsOf } from './open-api-v3.ts';
import { queryParameters } from './query-parameters.ts';
import type { Route } from './routes.ts';
import { patchTypes } from './routes.ts';

function reference(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

const metadata: JsonObject = { description: 'Metadata that every object has.', ...reference(objectMetaName) };

/** What OpenAPI v2 can't say, or what clients of v2 can't read. */
const unknownToV2 = new Set(['nullable', 'oneOf', 'anyOf', 'allOf', 'not', 'default']);
/** Members whose values are schemas by name, not members of a schema. */
const mapsOfSchemas = new Set(['properties', 'definitions', 'patternProperties']);

/** A schema without what v2 lacks; integers or strings have no type there, and nothing is known of what is preserved. */
function v2Schema(schema: JsonObject): JsonObject {
  const untyped = schema['x-kubernetes-int-or-string'] === true;
  const preserved = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const kept = membersOf(schema).filter(
    ([name]) => !unknownToV2.has(name) && !(untyped && name === 'type') && !(preserved && name === 'properties'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, v2Member(name, value)]));
}

function v2Member(name: string, value: Json): Json {
  if (name.startsWith('x-') || name === 'enum' || name === 'example') return value;
  if (mapsOfSchemas.has(name) && isJsonObject(value)) {
    return Object.fromEntries(membersOf(value).map(([key, each]) => [key, isJsonObject(each) ? v2Schema(each) : each]));
  }
  if (isJsonList(value)) return value.map((each) => (isJsonObject(each) ? v2Schema(each) : each));
  return isJsonObject(value) ? v2Schema(value) : value;
}

function parameter(name: string): JsonObject {
  const [type, description] = queryParameters[name] ?? ['string', ''];
  return { name, in: 'query', description, type };
}

function operation(resource: ServedResource, route: Route): JsonObject {
  const { group, version, kind } = resource;
  return {
    description: `${route.action} of ${kind}`,
    consumes: route.body === 'patch' ? patchTypes(resource) : ['*/*'],
    produces: ['application/json'],
    parameters: route.query.map(parameter),
    responses: { 200: { description: 'OK', schema: reference(definitionName(resource)) } },
    'x-kubernetes-action': route.action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}

/** The OpenAPI v2 document of everything. */
export function openApiV2(resources: readonly ServedResource[]): JsonObject {
  const schemas = resources.map((resource) => [definitionName(resource), v2Schema(objectSchema(resource, metadata))] as const);
  return {
    swagger: '2.0',
    info: { title: 'Evenkeel dev API server', version: 'v1' },
    paths: pathsOf(resources, operation),
    definitions: { ...Object.fromEntries(schemas), [objectMetaName]: v2Schema(objectMetaSchema) },
  };
}
