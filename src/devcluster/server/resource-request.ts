import type { Target } from '../api/dev-api.ts';
import type { ServedResource } from '../api/served-resource.ts';
import type { ApiRequest } from './api-request.ts';
import { refusals } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';

/** A request on a resource that is served. */
export interface ResourceRequest {
  readonly request: ApiRequest;
  readonly resource: ServedResource;
  readonly path: ResourcePath;
}

/** The object, or its subresource, that a request is on; the name is empty for a collection. Throws for one of all namespaces. */
export function targetOf({ resource, path }: ResourceRequest): Target {
  const { namespace, name = '', subresource } = path;
  if (resource.namespaced && namespace === undefined) throw resource.custom ? refusals.notServed() : refusals.methodNotAllowed();
  return { resource, namespace, name, ...(isStored(subresource) ? { subresource } : {}) };
}

function isStored(subresource: string | undefined): subresource is NonNullable<Target['subresource']> {
  return subresource === 'status' || subresource === 'scale' || subresource === 'finalize';
}
