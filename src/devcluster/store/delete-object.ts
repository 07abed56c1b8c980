import type { DeleteAnswer, DeleteRequest, DevList, Selection, Target } from '../api/dev-api.ts';
import type { DevObject } from '../api/dev-object.ts';
import { cleanupFinalizer, isCrdResource } from './crd-rules.ts';
import { storageKeyOf } from './crd-resources.ts';
import { withCrdCondition } from './crd-status.ts';
import { isHeld, isNamespaceResource, refuseUndeletable, terminatingNamespace } from './namespace-rules.ts';
import { deleteConflict } from './refusals.ts';
import { releaseDefinition, removeObject } from './remove-object.ts';
import { compileSelection, keyIn } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';
import { liveObject, timestamp } from './store-context.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

/** Deletes an object at once, or marks it as being deleted when finalizers are in the way. */
export function deleteObject(store: StoreContext, target: Target, request: DeleteRequest): DeleteAnswer {
  const entry = store.registry.entry(target.resource);
  return deleteLive(store, entry, liveObject(store, entry, target), request);
}

/** Deletes what the selection has, and returns it as it was before. */
export function deleteCollection(store: StoreContext, entry: ServedEntry, selection: Selection, request: DeleteRequest): DevList {
  const { matches } = compileSelection(entry, selection);
  const latest = [...store.ledger.table(entry.resource.storageKey).latest.values()];
  const items = latest.filter((object) => matches(object)).map((object) => entry.view(object));
  const resourceVersion = String(store.ledger.revision);
  for (const object of items) deleteLive(store, entry, object, request);
  return { items, resourceVersion };
}

function deleteLive(store: StoreContext, entry: ServedEntry, live: DevObject, request: DeleteRequest): DeleteAnswer {
  checkPreconditions(entry, live, request);
  if (isNamespaceResource(entry)) refuseUndeletable(live.metadata.name);
  const marked = withFinalizers(entry, live, request);
  if (!isHeld(marked)) {
    if (request.dryRun !== true) removeObject(store, entry, marked);
    return { object: marked, gone: true };
  }
  const doomed = live.metadata.deletionTimestamp === undefined ? condemned(store, entry, marked) : marked;
  if (request.dryRun === true || doomed === live) return { object: doomed, gone: false };
  const key = keyIn(live.metadata.namespace, live.metadata.name);
  const object = entry.view(store.ledger.put(entry.resource.storageKey, key, entry.stored(doomed)));
  if (isCrdResource(entry)) deleteInstances(store, object);
  return { object, gone: false };
}

function checkPreconditions({ resource }: ServedEntry, { metadata }: DevObject, { preconditions = {} }: DeleteRequest): void {
  const { uid, resourceVersion } = preconditions;
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw deleteConflict(resource, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw deleteConflict(resource, metadata.name, why);
  }
}

/** With the finalizers that the policy and the type ask for; the same object if it has them. */
function withFinalizers(entry: ServedEntry, live: DevObject, { propagationPolicy }: DeleteRequest): DevObject {
  const before = live.metadata.finalizers ?? [];
  const others = propagationPolicy === undefined ? before : before.filter((finalizer) => finalizer !== foreground && finalizer !== orphan);
  const wanted = [
    ...others,
    ...(propagationPolicy === 'Foreground' ? [foreground] : []),
    ...(propagationPolicy === 'Orphan' ? [orphan] : []),
    ...(isCrdResource(entry) && !others.includes(cleanupFinalizer) ? [cleanupFinalizer] : []),
  ];
  const same = wanted.length === before.length && wanted.every((finalizer, index) => finalizer === before[index]);
  return same ? live : { ...live, metadata: { ...live.metadata, finalizers: wanted } };
}

/** Marked as being deleted. */
function condemned(store: StoreContext, entry: ServedEntry, object: DevObject): DevObject {
  const deletionTimestamp = timestamp(store);
  const { generation } = object.metadata;
  if (isNamespaceResource(entry)) return terminatingNamespace({ ...object, metadata: { ...object.metadata, deletionTimestamp } });
  if (isCrdResource(entry)) {
    const message = 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon';
    const finding = { type: 'Terminating', status: 'True', reason: 'InstanceDeletionPending', message } as const;
    return withCrdCondition(store, { ...object, metadata: { ...object.metadata, deletionTimestamp } }, finding);
  }
  const grown = generation === undefined ? {} : { generation: generation + 1 };
  return { ...object, metadata: { ...object.metadata, ...grown, deletionGracePeriodSeconds: 0, deletionTimestamp } };
}

/** Deletes a definition's objects, and the definition with the last of them. */
function deleteInstances(store: StoreContext, definition: DevObject): void {
  const storageKey = storageKeyOf(definition);
  const entry = store.registry.entryOf(storageKey);
  if (entry !== undefined) deleteCollection(store, entry, {}, { propagationPolicy: 'Background' });
  releaseDefinition(store, definition.metadata.name, storageKey);
}
