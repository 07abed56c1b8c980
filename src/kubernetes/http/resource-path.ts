import type { ObjectName } from '../client.ts';
import type { ResourceType } from '../object.ts';
import { apiVersionOf } from '../object.ts';

/** Values that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** `/apis/<group>/<version>[/namespaces/<namespace>]/<plural>`, or below `/api` for the core group. No namespace: all of them. */
export function collectionPath(type: ResourceType, namespace: string | undefined): string {
  const root = `${type.group === '' ? '/api' : '/apis'}/${apiVersionOf(type)}`;
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${scope}/${type.plural}`;
}

/** Path of one object or of its subresource. */
export function objectPath(type: ResourceType, name: ObjectName, subresource?: string): string {
  const path = `${collectionPath(type, name.namespace)}/${encodeURIComponent(name.name)}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}

/** The path with a query; members that are undefined are left out. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}
