import { deepEqual } from '../../base/json.ts';
import type { DevObject } from '../api/dev-object.ts';
import { cleanupFinalizer, crdStorageKey, definitionOf } from './crd-rules.ts';
import { withCrdStatus } from './crd-status.ts';
import { keyIn } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';

/** Ends an object; `last` is its last state. With the last object of a definition that is being deleted goes the definition. */
export function removeObject(store: StoreContext, entry: ServedEntry, last: DevObject): void {
  const { name, namespace } = last.metadata;
  store.ledger.remove(entry.resource.storageKey, keyIn(namespace, name), entry.stored(last));
  const definition = entry.resource.custom ? definitionOf(store, entry) : undefined;
  if (definition?.metadata.deletionTimestamp !== undefined) releaseDefinition(store, definition.metadata.name, entry.resource.storageKey);
}

/** Takes the finalizer from a definition that is being deleted, once none of its objects is left. */
export function releaseDefinition(store: StoreContext, name: string, storageKey: string): void {
  const { ledger } = store;
  const definition = ledger.table(crdStorageKey).latest.get(name);
  const finalizers = definition?.metadata.finalizers ?? [];
  if (definition === undefined || !finalizers.includes(cleanupFinalizer) || ledger.table(storageKey).latest.size > 0) return;
  const left = finalizers.filter((finalizer) => finalizer !== cleanupFinalizer);
  const released = { ...definition, metadata: { ...definition.metadata, finalizers: left } };
  if (left.length > 0) {
    ledger.put(crdStorageKey, name, released);
    return;
  }
  ledger.remove(crdStorageKey, name, released);
  freeNames(store);
}

/** Accepts definitions whose names were taken until now. */
function freeNames(store: StoreContext): void {
  for (const [name, definition] of store.ledger.table(crdStorageKey).latest) {
    const looked = withCrdStatus(store, definition);
    if (!deepEqual(looked, definition)) store.ledger.put(crdStorageKey, name, looked);
  }
}
