import type { DevObject } from '../api/dev-object.ts';
import { forbidden } from './refusals.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';

/** Where definitions are stored. */
export const crdStorageKey = 'customresourcedefinitions.apiextensions.k8s.io';

/** On a definition until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

export function isCrdResource({ resource }: ServedEntry): boolean {
  return resource.storageKey === crdStorageKey;
}

/** The definition of a custom resource, as the last write left it. */
export function definitionOf(store: StoreContext, { resource }: ServedEntry): DevObject | undefined {
  return store.ledger.table(crdStorageKey).latest.get(`${resource.plural}.${resource.group}`);
}

/** Throws 403 for a new custom object whose definition is on its way out. */
export function refuseTerminatingDefinition(store: StoreContext, entry: ServedEntry, name: string): void {
  if (!entry.resource.custom) return;
  const definition = definitionOf(store, entry);
  if (definition !== undefined && definition.metadata.deletionTimestamp === undefined) return;
  throw forbidden(entry.resource, name, 'create not allowed while custom resource definition is terminating');
}
