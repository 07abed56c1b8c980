import type { Target, WriteOptions } from '../api/dev-api.ts';
import type { DevMetadata, DevObject, JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { required } from '../schema/cause.ts';
import { refuseTerminatingDefinition } from './crd-rules.ts';
import { objectAt, stringAt, without } from './members.ts';
import { isNamespaceResource, refuseNamespace } from './namespace-rules.ts';
import { causesOf, prepareNew } from './particulars.ts';
import { generatedName, randomUid } from './random-names.ts';
import { readBody } from './read-body.ts';
import { alreadyExists, invalid, notAllowed } from './refusals.ts';
import { keyIn } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';
import { timestamp } from './store-context.ts';
import { withOwners } from './track-owners.ts';
import { warnOf } from './warn-of.ts';

/** Metadata that a new object does not bring along. */
const serverSet = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'selfLink',
];
const nameTries = 8;

/** Creates an object from a request's body. */
export function createObject(store: StoreContext, target: Target, body: JsonObject, options: WriteOptions): DevObject {
  const entry = store.registry.entry(target.resource);
  // What is only answered and never stored (access reviews) is none of the store's business.
  if (!entry.resource.verbs.includes('get')) throw notAllowed();
  const read = readBody(entry, target, body, { ...options, origin: 'request' });
  const metadata = objectAt(read, 'metadata');
  if ((stringAt(metadata, 'resourceVersion') ?? '') !== '') {
    throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created');
  }
  return insertObject(store, entry, { ...read, metadata: without(metadata, ['managedFields']) }, { ...options, tracked: false });
}

/** Names, checks and stores a new object in the terms of its schema; `tracked`: it has its managedFields already. */
export function insertObject(
  store: StoreContext,
  entry: ServedEntry,
  read: JsonObject,
  options: WriteOptions & { readonly tracked: boolean },
): DevObject {
  const { resource } = entry;
  refuseNameless(entry, objectAt(read, 'metadata'));
  const object = prepareNew(store, entry, withServerSet(store, entry, read));
  const { name, namespace } = object.metadata;
  const key = keyIn(namespace, name);
  refuseNamespace(store, entry, object.metadata);
  refuseTerminatingDefinition(store, entry, name);
  const causes = causesOf(entry, object);
  if (causes.length > 0) throw invalid(resource, name, causes);
  const there = store.ledger.table(resource.storageKey).latest.get(key);
  if (there !== undefined) throw alreadyExists(resource, name, there.metadata.deletionTimestamp !== undefined);
  warnOf(entry, object, undefined, options);
  const managed = options.tracked ? object : withOwners(store, entry, { live: unowned(entry), updated: object, options });
  if (options.dryRun === true) return { ...managed, metadata: without(managed.metadata, ['resourceVersion']) as DevMetadata };
  return entry.view(store.ledger.put(resource.storageKey, key, entry.stored(managed)));
}

/** What a new object has of its own accord, and nobody owns. */
function unowned(entry: ServedEntry): JsonObject | undefined {
  return isNamespaceResource(entry) ? { spec: { finalizers: ['kubernetes'] } } : undefined;
}

function refuseNameless({ resource }: ServedEntry, metadata: JsonObject): void {
  if ((stringAt(metadata, 'name') ?? '') !== '' || (stringAt(metadata, 'generateName') ?? '') !== '') return;
  throw invalid(resource, '', [required('metadata.name', 'name or generateName is required')]);
}

/** With a name and all else that the server itself sets; without a status, which a subresource writes. */
function withServerSet(store: StoreContext, entry: ServedEntry, read: JsonObject): DevObject {
  const found = objectAt(read, 'metadata');
  const metadata: DevMetadata = {
    ...without(found, serverSet),
    name: nameFor(store, entry, found),
    uid: randomUid(store.deps.random),
    resourceVersion: '',
    creationTimestamp: timestamp(store),
    ...(entry.hasGeneration ? { generation: 1 } : {}),
  };
  const kept = entry.resource.status ? without(read, ['status']) : read;
  return { ...kept, apiVersion: entry.apiVersion, kind: entry.resource.kind, metadata };
}

function nameFor(store: StoreContext, entry: ServedEntry, metadata: JsonObject): string {
  const given = stringAt(metadata, 'name') ?? '';
  if (given !== '') return given;
  const base = stringAt(metadata, 'generateName') ?? '';
  const { latest } = store.ledger.table(entry.resource.storageKey);
  let name = generatedName(base, store.deps.random);
  for (let tries = 1; tries < nameTries && latest.has(keyIn(stringAt(metadata, 'namespace'), name)); tries++) {
    name = generatedName(base, store.deps.random);
  }
  return name;
}
