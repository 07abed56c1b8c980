import type { DevMetadata, DevObject, JsonObject } from '../api/dev-object.ts';
import { objectAt, stringsAt, without } from './members.ts';
import { forbidden, notFound } from './refusals.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';

const namespaceResource = { group: '', plural: 'namespaces', kind: 'Namespace' };
/** kube-apiserver's own; the last one may be deleted, and comes back at its next start. */
const undeletable = new Set(['default', 'kube-system', 'kube-public']);

/** There from the start. */
export const initialNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

export function isNamespaceResource({ resource }: ServedEntry): boolean {
  return resource.group === '' && resource.plural === 'namespaces';
}

/** Throws 404 when a new object's namespace is not there, and 403 when it is on its way out. */
export function refuseNamespace(store: StoreContext, { resource }: ServedEntry, { name, namespace }: DevMetadata): void {
  if (!resource.namespaced || namespace === undefined) return;
  const found = store.ledger.table('namespaces').latest.get(namespace);
  if (found === undefined) throw notFound(namespaceResource, namespace);
  if (found.metadata.deletionTimestamp === undefined) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `namespace ${namespace} is being terminated`;
  throw forbidden(resource, name, why, [{ reason: 'NamespaceTerminating', message, field: 'metadata.namespace' }]);
}

/** Throws 403 for the namespaces that the server can't do without. */
export function refuseUndeletable(name: string): void {
  if (undeletable.has(name)) throw forbidden(namespaceResource, name, 'this namespace may not be deleted');
}

/** A namespace that is being deleted, as its phase says. */
export function terminatingNamespace(namespace: DevObject): DevObject {
  return { ...namespace, status: { ...objectAt(namespace, 'status'), phase: 'Terminating' } };
}

/** A namespace with the finalizers that another has in its spec: they are written through `finalize` alone. */
export function withSpecFinalizersOf(namespace: DevObject, other: JsonObject): DevObject {
  const finalizers = stringsAt(objectAt(other, 'spec'), 'finalizers');
  const spec = without(objectAt(namespace, 'spec'), ['finalizers']);
  return { ...namespace, spec: finalizers.length === 0 ? spec : { ...spec, finalizers } };
}

/** Whether finalizers keep an object from going; a namespace has some in its spec too. */
export function isHeld({ kind, metadata, ...object }: DevObject): boolean {
  const inSpec = kind === 'Namespace' ? stringsAt(objectAt(object, 'spec'), 'finalizers') : [];
  return (metadata.finalizers ?? []).length > 0 || inSpec.length > 0;
}
