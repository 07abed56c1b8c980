import type { ServedResource } from '../api/served-resource.ts';
import { groupVersionPath } from './definition-name.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One operation on a URL. `action` is x-kubernetes-action; `query` names the parameters that clients look for. */
export interface Route {
  readonly path: string;
  readonly method: Method;
  readonly action: string;
  readonly query: readonly string[];
  /** What the request's body holds. */
  readonly body: 'object' | 'patch' | 'none';
}

interface Action {
  readonly verb: string;
  readonly on: 'collection' | 'object';
  readonly method: Method;
  readonly action: string;
  readonly query: readonly string[];
  readonly body: Route['body'];
}

const selection = ['fieldSelector', 'labelSelector', 'limit', 'continue', 'resourceVersion', 'watch'];
const writing = ['dryRun', 'fieldManager', 'fieldValidation'];
const deleting = ['dryRun', 'propagationPolicy'];

const actions: readonly Action[] = [
  { verb: 'list', on: 'collection', method: 'get', action: 'list', query: selection, body: 'none' },
  { verb: 'create', on: 'collection', method: 'post', action: 'post', query: writing, body: 'object' },
  { verb: 'deletecollection', on: 'collection', method: 'delete', action: 'deletecollection', query: deleting, body: 'none' },
  { verb: 'get', on: 'object', method: 'get', action: 'get', query: [], body: 'none' },
  { verb: 'update', on: 'object', method: 'put', action: 'put', query: writing, body: 'object' },
  { verb: 'patch', on: 'object', method: 'patch', action: 'patch', query: [...writing, 'force'], body: 'patch' },
  { verb: 'delete', on: 'object', method: 'delete', action: 'delete', query: deleting, body: 'none' },
];

const statusVerbs = ['get', 'update', 'patch'];

/** All operations on a resource, its status and, across namespaces, its list. */
export function routesOf(resource: ServedResource): readonly Route[] {
  const base = `/${groupVersionPath(resource)}`;
  const collection = `${base}/${resource.namespaced ? 'namespaces/{namespace}/' : ''}${resource.plural}`;
  const served = actions.filter(({ verb }) => resource.verbs.includes(verb));
  const routes = served.map((action) => routeOf(action, action.on === 'collection' ? collection : `${collection}/{name}`));
  const status = resource.status ? served.filter(({ verb }) => statusVerbs.includes(verb)) : [];
  const everywhere = resource.namespaced ? served.filter(({ verb }) => verb === 'list') : [];
  return [
    ...routes,
    ...status.map((action) => routeOf(action, `${collection}/{name}/status`)),
    ...everywhere.map((action) => routeOf(action, `${base}/${resource.plural}`)),
  ];
}

function routeOf({ method, action, query, body }: Action, path: string): Route {
  return { path, method, action, query, body };
}

/** The bodies that a patch may have: custom resources know no strategic merge patch. */
export function patchTypes(resource: ServedResource): readonly string[] {
  const all = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];
  return resource.custom ? all : [...all, 'application/strategic-merge-patch+json'];
}
