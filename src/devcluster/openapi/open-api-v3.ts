import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { definitionName, groupVersionPath, objectMetaName } from './definition-name.ts';
import { objectMetaSchema, objectSchema } from './object-schema.ts';
import { queryParameters } from './query-parameters.ts';
import type { Route } from './routes.ts';
import { patchTypes, routesOf } from './routes.ts';

function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

const metadata: JsonObject = { description: 'Metadata that every object has.', allOf: [reference(objectMetaName)] };

function parameter(name: string): JsonObject {
  const [type, description] = queryParameters[name] ?? ['string', ''];
  return { name, in: 'query', description, schema: { type } };
}

function pathParameters(path: string): readonly JsonObject[] {
  const names = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name ?? '');
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function content(types: readonly string[], schema: JsonObject): JsonObject {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

function bodyOf(resource: ServedResource, { body }: Route): JsonObject {
  if (body === 'none') return {};
  const types = body === 'patch' ? patchTypes(resource) : ['*/*'];
  return { requestBody: { required: true, content: content(types, body === 'patch' ? {} : reference(definitionName(resource))) } };
}

function operation(resource: ServedResource, route: Route): JsonObject {
  const { group, version, kind } = resource;
  return {
    description: `${route.action} of ${kind}`,
    parameters: [...pathParameters(route.path), ...route.query.map(parameter)],
    ...bodyOf(resource, route),
    responses: { 200: { description: 'OK', content: content(['application/json'], reference(definitionName(resource))) } },
    'x-kubernetes-action': route.action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}

/** Operations by path and method, made from `routesOf` each resource. */
export function pathsOf(
  resources: readonly ServedResource[],
  operationOf: (resource: ServedResource, route: Route) => JsonObject,
): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const resource of resources) {
    for (const route of routesOf(resource)) {
      paths[route.path] = { ...paths[route.path], [route.method]: operationOf(resource, route) };
    }
  }
  return paths;
}

/** The OpenAPI v3 document of one group and version, named as `groupVersionPath` does. */
export function openApiV3(resources: readonly ServedResource[], groupVersion: string): JsonObject {
  const served = resources.filter((resource) => groupVersionPath(resource) === groupVersion);
  const schemas = served.map((resource) => [definitionName(resource), objectSchema(resource, metadata)] as const);
  return {
    openapi: '3.0.0',
    info: { title: 'Evenkeel dev API server', version: 'v1' },
    paths: pathsOf(served, operation),
    components: { schemas: { ...Object.fromEntries(schemas), [objectMetaName]: objectMetaSchema } },
  };
}
