import type { ServedResource } from '../api/served-resource.ts';
import { notFound } from '../store/refusals.ts';
import { refusals } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';

/** The resource that a path is about, with no namespace where it has none. Throws 404. */
export function findResource(resources: readonly ServedResource[], path: ResourcePath): ServedResource {
  const found = resources.find(({ group, version, plural }) => group === path.group && version === path.version && plural === path.plural);
  if (found === undefined || (path.namespace !== undefined && !found.namespaced)) throw refusals.notServed();
  if (path.name !== undefined && found.namespaced && path.namespace === undefined) throw refusals.notServed();
  if (path.subresource !== undefined && !(path.subresource in subresourcesOf(found))) throw noSubresource(found, path.name);
  return found;
}

/** Of a custom resource, kube-apiserver says that there is no such object. */
function noSubresource(resource: ServedResource, name = ''): Error {
  return resource.custom ? notFound(resource, name) : refusals.notServed();
}

/** A subresource: which verbs it has, and what kind its objects are of where not the resource's own. */
export interface Subresource {
  readonly verbs: readonly string[];
  readonly kind?: { readonly group: string; readonly version: string; readonly kind: string };
}

const readAndWrite: readonly string[] = ['get', 'patch', 'update'];

/** The subresources of a resource, by name. */
export function subresourcesOf(resource: ServedResource): Readonly<Record<string, Subresource>> {
  const core = resource.group === '';
  return {
    ...(core && resource.plural === 'namespaces' ? { finalize: { verbs: ['update'] } } : {}),
    ...(resource.status ? { status: { verbs: readAndWrite } } : {}),
    ...(resource.scale === undefined
      ? {}
      : { scale: { verbs: readAndWrite, kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } } }),
    ...(core && resource.plural === 'serviceaccounts'
      ? { token: { verbs: ['create'], kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' } } }
      : {}),
  };
}
