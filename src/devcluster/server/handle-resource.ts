import type { ServedResource } from '../api/served-resource.ts';
import type { ApiRequest, Reply } from './api-request.ts';
import { authorize } from './authorize.ts';
import { findResource, subresourcesOf } from './find-resource.ts';
import { handleDelete, handleDeleteCollection } from './handle-delete.ts';
import { handleGet, handleList, handleWatch } from './handle-read.ts';
import { handleReview, handleToken } from './handle-review.ts';
import { handleCreate, handlePatch, handleUpdate } from './handle-write.ts';
import { isWatch } from './list-options.ts';
import { refusals } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import type { ResourceRequest } from './resource-request.ts';
import type { ServeContext } from './serve-context.ts';

type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

const handlers: Readonly<Record<Verb, (context: ServeContext, request: ResourceRequest) => Promise<Reply>>> = {
  get: handleGet,
  list: handleList,
  watch: handleWatch,
  create: handleCreate,
  update: handleUpdate,
  patch: handlePatch,
  delete: handleDelete,
  deletecollection: handleDeleteCollection,
};

/** Answers a request on a resource. Whether the caller may make it is asked before whether there is such a thing. */
export async function handleResource(context: ServeContext, request: ApiRequest, path: ResourcePath): Promise<Reply> {
  const verb = verbOf(request, path);
  if (verb === undefined) throw refusals.methodNotAllowed();
  await authorize(context.access, request.caller, { type: 'resource', verb, resource: path.plural, ...place(path) });
  const resource = findResource(context.api.resources(), path);
  const offered = path.subresource === undefined ? resource.verbs : (subresourcesOf(resource)[path.subresource]?.verbs ?? []);
  if (!offered.includes(verb)) throw refusals.methodNotAllowed();
  if (resource.deprecationWarning !== undefined) request.warn(resource.deprecationWarning);
  return handlerOf(verb, resource, path)(context, { request, resource, path });
}

function handlerOf(verb: Verb, resource: ServedResource, path: ResourcePath): (typeof handlers)[Verb] {
  if (path.subresource === 'token') return handleToken;
  if (verb === 'create' && !resource.verbs.includes('get')) return handleReview;
  return handlers[verb];
}

/** What RBAC knows of a path: a namespace itself lies in the namespace of its name. */
function place({ group, version, plural, namespace, name, subresource }: ResourcePath): {
  readonly group: string;
  readonly version: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
} {
  return { group, version, name, subresource, namespace: group === '' && plural === 'namespaces' ? name : namespace };
}

/** What a method does to one object and to a collection; none: it has no meaning there. */
const verbs: Readonly<Record<string, { readonly one?: Verb; readonly all?: Verb }>> = {
  GET: { one: 'get', all: 'list' },
  HEAD: { one: 'get', all: 'list' },
  POST: { all: 'create' },
  PUT: { one: 'update' },
  PATCH: { one: 'patch' },
  DELETE: { one: 'delete', all: 'deletecollection' },
};

function verbOf({ method, query }: ApiRequest, { name, subresource, watch }: ResourcePath): Verb | undefined {
  if (method === 'POST' && subresource !== undefined) return 'create';
  const verb = verbs[method]?.[name === undefined ? 'all' : 'one'];
  if (verb === 'list' && isWatch(query)) return 'watch';
  return watch && method === 'GET' ? 'watch' : verb;
}
