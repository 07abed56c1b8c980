import { deepEqual } from '../../base/json.ts';
import type { Target, WriteOptions } from '../api/dev-api.ts';
import type { DevMetadata, DevObject, JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { objectAt, without } from './members.ts';
import { isHeld, withSpecFinalizersOf } from './namespace-rules.ts';
import { causesOf, prepareChanged } from './particulars.ts';
import { invalid } from './refusals.ts';
import { removeObject } from './remove-object.ts';
import { keyIn } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';
import { withManagedFieldsOf, withOwners } from './track-owners.ts';
import { metadataChangeCauses } from './validate-metadata.ts';
import { warnOf } from './warn-of.ts';

/** What is to take the place of a live object. */
export interface Replacement {
  readonly live: DevObject;
  /** In the terms of the schema. */
  readonly next: JsonObject;
  readonly options: WriteOptions;
  readonly subresource: Target['subresource'];
  /** `next` has its managedFields already, from an apply. */
  readonly tracked?: boolean;
}

/** Metadata that no write of the object changes. */
const kept = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

/**
 * Checks and stores the next state of an object. A write that changes nothing stores nothing; one that takes the last
 * finalizer from an object that is being deleted ends it.
 */
export function replaceObject(store: StoreContext, entry: ServedEntry, replacement: Replacement): DevObject {
  const { live, options, tracked } = replacement;
  const { resource } = entry;
  const next = prepareChanged(store, entry, nextState(entry, replacement), live);
  refuseFaults(entry, { replacement, next });
  const managed = tracked === true ? next : withManagedFieldsOf(next, ownersOf(store, entry, { replacement, next }));
  const key = keyIn(live.metadata.namespace, live.metadata.name);
  const stored = store.ledger.table(resource.storageKey).latest.get(key);
  if (unchanged(managed, live) && stored?.apiVersion === entry.storedAs && !store.unclean.has(live)) return live;
  const counted = withGeneration(entry, managed, live);
  if (options.dryRun === true) return counted;
  if (counted.metadata.deletionTimestamp !== undefined && !isHeld(counted)) {
    removeObject(store, entry, counted);
    return counted;
  }
  return entry.view(store.ledger.put(resource.storageKey, key, entry.stored(counted)));
}

interface Stored {
  readonly replacement: Replacement;
  readonly next: DevObject;
}

/** Throws 422 for what is wrong with the next state, and warns of what is only unwise. */
function refuseFaults(entry: ServedEntry, { replacement, next }: Stored): void {
  const { live, options, subresource } = replacement;
  const { resource } = entry;
  const causes = [
    ...(subresource === undefined ? metadataChangeCauses(objectAt(replacement.next, 'metadata'), live.metadata) : []),
    ...causesOf(entry, next, live),
  ];
  if (causes.length > 0) throw invalid(resource, live.metadata.name, subresource === 'status' ? causes.map(withinStatus) : causes);
  warnOf(entry, next, live, options);
}

/** The status is checked by itself: texts name members of it from there on. */
function withinStatus(cause: StatusCause): StatusCause {
  const [, member] = /^status\.(.*)$/u.exec(cause.field ?? '') ?? [];
  return member === undefined ? cause : { ...cause, message: cause.message.replace(`status.${member} in body`, `${member} in body`) };
}

/** Who owns what after the write. One of the status owns also what it names and can't change: owners are told before that is put back. */
function ownersOf(store: StoreContext, entry: ServedEntry, { replacement, next }: Stored): DevObject {
  const { live, options, subresource } = replacement;
  const named = objectAt(replacement.next, 'metadata');
  const { apiVersion, kind } = next;
  const updated = subresource === 'status' ? { ...replacement.next, apiVersion, kind, metadata: nextMetadata(live, named) } : next;
  return withOwners(store, entry, { live, updated, options, subresource });
}

/** The live object with that part of the next which this write may set. */
function nextState({ resource, apiVersion }: ServedEntry, { live, next, subresource }: Replacement): DevObject {
  switch (subresource) {
    case 'status':
      return withManagedFieldsOf(withMember(live, 'status', next), next['metadata'] === undefined ? live : next);
    case 'finalize':
      return withSpecFinalizersOf(live, next);
    case 'scale':
    case undefined: {
      const object = { ...next, apiVersion, kind: resource.kind, metadata: nextMetadata(live, objectAt(next, 'metadata')) };
      const own = resource.status ? withMember(object, 'status', live) : object;
      return live.kind === 'Namespace' ? withSpecFinalizersOf(own, live) : own;
    }
    default:
      return subresource satisfies never;
  }
}

/** The object with another's member, or without it if the other has none. */
function withMember(object: DevObject, member: string, other: JsonObject): DevObject {
  const value = other[member];
  const { apiVersion, kind, metadata } = object;
  return { ...without(object, [member]), apiVersion, kind, metadata, ...(value === undefined ? {} : { [member]: value }) };
}

function nextMetadata({ metadata: live }: DevObject, next: JsonObject): DevMetadata {
  const { managedFields } = live;
  const fixed = Object.fromEntries(kept.flatMap((member) => (live[member] === undefined ? [] : [[member, live[member]]])));
  const owners = next['managedFields'] === undefined && managedFields !== undefined ? { managedFields } : {};
  const { name, uid, resourceVersion, creationTimestamp } = live;
  return { ...without(next, [...kept, 'selfLink']), ...owners, ...fixed, name, uid, resourceVersion, creationTimestamp };
}

/** Equal but for the times at which managers are said to have written. */
function unchanged(next: DevObject, live: DevObject): boolean {
  return deepEqual(timeless(next), timeless(live));
}

function timeless(object: DevObject): JsonObject {
  const managers = object.metadata.managedFields?.map((entry) => without(entry, ['time']));
  return { ...object, metadata: { ...object.metadata, ...(managers === undefined ? {} : { managedFields: managers }) } };
}

function withGeneration(entry: ServedEntry, next: DevObject, live: DevObject): DevObject {
  const { generation } = live.metadata;
  if (!entry.hasGeneration || generation === undefined) return next;
  const apart = entry.resource.status ? ['metadata', 'status'] : ['metadata'];
  if (deepEqual(without(next, apart), without(live, apart))) return next;
  return { ...next, metadata: { ...next.metadata, generation: generation + 1 } };
}
