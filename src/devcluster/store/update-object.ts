import type { Target, WriteOptions } from '../api/dev-api.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { objectAt, stringAt } from './members.ts';
import { readBody } from './read-body.ts';
import { conflict, invalid } from './refusals.ts';
import { replaceObject } from './replace-object.ts';
import { scaledObject, scaleOf } from './scale.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';
import { liveObject } from './store-context.ts';

/** Built-in types whose updates must say which resourceVersion they replace; custom resources' must too. */
const conditional = new Set(['leases', 'customresourcedefinitions']);

/** Replaces an object, or its status, scale or finalizers, by what a request says. */
export function updateObject(store: StoreContext, target: Target, body: JsonObject, options: WriteOptions): DevObject {
  const entry = store.registry.entry(target.resource);
  const live = liveObject(store, entry, target);
  if (target.subresource === 'scale') {
    checkVersion(entry, live, objectAt(body, 'metadata'));
    const next = scaledObject(entry.resource, live, body);
    return scaleOf(entry.resource, replaceObject(store, entry, { live, next, options, subresource: 'scale' }));
  }
  const next = readBody(entry, target, body, { ...options, origin: 'request' });
  const metadata = objectAt(next, 'metadata');
  checkUid(entry, live, stringAt(metadata, 'uid') ?? '');
  checkVersion(entry, live, metadata);
  if ((stringAt(metadata, 'resourceVersion') ?? '') === '') refuseUnconditional(entry, target.name);
  return replaceObject(store, entry, { live, next, options, subresource: target.subresource });
}

/** Throws 409 when the resourceVersion of what comes in is not the live object's. */
export function checkVersion({ resource }: ServedEntry, live: DevObject, metadata: JsonObject): void {
  const version = stringAt(metadata, 'resourceVersion') ?? '';
  if (version !== '' && version !== live.metadata.resourceVersion) throw conflict(resource, live.metadata.name);
}

/** Another uid is a conflict where an object is replaced; in a patch it is a change of what is immutable. */
function checkUid({ resource }: ServedEntry, { metadata }: DevObject, uid: string): void {
  if (uid === '' || uid === metadata.uid) return;
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
  throw conflict(resource, metadata.name, why);
}

function refuseUnconditional({ resource }: ServedEntry, name: string): void {
  if (!resource.custom && !conditional.has(resource.plural)) return;
  const message = 'Invalid value: 0: must be specified for an update';
  // The real server names the resource here where it names the kind elsewhere.
  throw invalid({ ...resource, kind: resource.plural }, name, [
    { reason: 'FieldValueInvalid', message, field: 'metadata.resourceVersion' },
  ]);
}
