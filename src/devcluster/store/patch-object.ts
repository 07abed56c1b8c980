import type { PatchRequest, Target, WriteOptions } from '../api/dev-api.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { serverSideApply } from '../patch/apply/server-side-apply.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { applyMergePatch } from '../patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../patch/strategic/strategic-merge-patch.ts';
import { insertObject } from './create-object.ts';
import { isEmpty, isJsonObject, objectAt, stringAt } from './members.ts';
import { readBody } from './read-body.ts';
import { badRequest, conflict } from './refusals.ts';
import { replaceObject } from './replace-object.ts';
import { scaledObject, scaleOf } from './scale.ts';
import { keyIn } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';
import { liveObject } from './store-context.ts';
import { checkVersion } from './update-object.ts';

export interface Patched {
  readonly object: DevObject;
  readonly created: boolean;
}

/** Patches an object, its status or its scale; an apply patch creates what is not there. */
export function patchObject(store: StoreContext, target: Target, patch: PatchRequest, options: WriteOptions): Patched {
  const entry = store.registry.entry(target.resource);
  if (patch.type === 'strategic' && entry.resource.custom) throw unsupported();
  if (patch.type === 'apply') return applyObject(store, entry, { target, patch, options });
  const live = liveObject(store, entry, target);
  if (target.subresource === 'scale') return { object: patchScale(store, entry, live, { patch, options }), created: false };
  const patched = patchedBody(live, patch, entry.resource.schema);
  checkVersion(entry, live, objectAt(patched, 'metadata'));
  const next = readBody(entry, target, patched, { ...options, origin: 'patch' });
  return { object: replaceObject(store, entry, { live, next, options, subresource: target.subresource }), created: false };
}

function unsupported(): StatusError {
  const accepted = 'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml';
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}

function patchedBody(live: DevObject, { type, body }: PatchRequest, schema: JsonObject): JsonObject {
  switch (type) {
    case 'json':
      return applyJsonPatch(live, body);
    case 'merge':
      return applyMergePatch(live, body);
    case 'strategic':
      return applyStrategicMergePatch(live, body, schema);
    case 'apply':
      throw badRequest('an apply patch is not laid over an object like this');
    default:
      return type satisfies never;
  }
}

interface ScaleChange {
  readonly patch: PatchRequest;
  readonly options: WriteOptions;
}

function patchScale(store: StoreContext, entry: ServedEntry, live: DevObject, { patch, options }: ScaleChange): DevObject {
  const scale = patchedBody(scaleOf(entry.resource, live), patch, {});
  checkVersion(entry, live, objectAt(scale, 'metadata'));
  const next = scaledObject(entry.resource, live, scale);
  return scaleOf(entry.resource, replaceObject(store, entry, { live, next, options, subresource: 'scale' }));
}

interface Application extends ScaleChange {
  readonly target: Target;
}

function applyObject(store: StoreContext, entry: ServedEntry, { target, patch, options }: Application): Patched {
  const applied = appliedBody(entry, target, patch);
  const metadata = objectAt(applied, 'metadata');
  const live = store.ledger.table(entry.resource.storageKey).latest.get(keyIn(target.namespace, target.name));
  const viewed = live === undefined ? undefined : entry.view(live);
  if (viewed === undefined) refuseMissing(store, entry, target, metadata);
  else checkVersion(entry, viewed, metadata);
  const merged = serverSideApply({
    live: viewed,
    applied,
    manager: options.fieldManager,
    force: patch.force === true,
    subresource: target.subresource,
    apiVersion: entry.apiVersion,
    schema: entry.resource.schema,
    hasStatus: entry.resource.status,
    now: store.deps.clock.now(),
  });
  const next = readBody(entry, target, merged, { ...options, origin: 'apply' });
  const object =
    viewed === undefined
      ? insertObject(store, entry, next, { ...options, tracked: true })
      : replaceObject(store, entry, { live: viewed, next, options, subresource: target.subresource, tracked: true });
  const keepsMetadata = entry.resource.custom && target.subresource === undefined;
  if (keepsMetadata && Object.values(objectAt(merged, 'metadata')).some(isEmpty)) store.unclean.add(object);
  return { object, created: viewed === undefined };
}

function appliedBody({ resource }: ServedEntry, { name }: Target, { body }: PatchRequest): JsonObject {
  if (!isJsonObject(body)) throw badRequest('the apply patch is not an object');
  const [apiVersion = '/', kind = ''] = [stringAt(body, 'apiVersion'), stringAt(body, 'kind')];
  if (kind !== resource.kind || apiVersion === '' || apiVersion === '/')
    throw badRequest(`invalid object type: ${apiVersion}, Kind=${kind}`);
  const metadata = objectAt(body, 'metadata');
  if (metadata['managedFields'] !== undefined) throw badRequest('metadata.managedFields must be nil');
  return metadata['name'] === undefined ? { ...body, metadata: { ...metadata, name } } : body;
}

/** Throws what an apply of an object that is not there comes to, unless it is to create it. */
function refuseMissing(store: StoreContext, entry: ServedEntry, target: Target, metadata: JsonObject): void {
  if (target.subresource !== undefined) liveObject(store, entry, target);
  const uid = stringAt(metadata, 'uid') ?? '';
  if (uid === '') return;
  throw conflict(entry.resource, target.name, `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`);
}
