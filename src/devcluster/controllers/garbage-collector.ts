import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { createWorkQueue } from '../../kubernetes/create-work-queue.ts';
import type { EventRecorder } from '../../kubernetes/event-recorder.ts';
import type { Change } from '../../kubernetes/informer.ts';
import type { KubernetesObject, OwnerReference, ResourceType } from '../../kubernetes/object.ts';
import { keyOf } from '../../kubernetes/object.ts';
import type { WorkQueue } from '../../kubernetes/work-queue.ts';
import type { OwnerState } from './owner-lookup.ts';
import { foregroundFinalizer, isWaiting, OwnerLookup } from './owner-lookup.ts';
import type { ControllerContext, Held, ResourceMonitor } from './resource-monitor.ts';
import { typeKeyOf } from './resource-monitor.ts';
import { runWorkers } from './run-workers.ts';

const manager = 'garbage-collector';
const workers = 4;
const maxRetryMs = 30_000;
/** How long an owner waits when not all of its dependents may have been seen. */
const unseenMs = 200;

/** Kubernetes' names of the finalizers that `propagationPolicy` puts on an owner. */
const orphan = 'orphan';
const foreground = foregroundFinalizer;

/**
 * Deletes what nobody owns any more, and takes the finalizers of owners that wait: `foregroundDeletion` when the
 * dependents that block are gone, `orphan` when the dependents don't name the owner any longer.
 */
export class GarbageCollector {
  readonly #client: KubernetesClient;
  readonly #context: ControllerContext;
  readonly #monitor: ResourceMonitor;
  readonly #events: EventRecorder;
  readonly #owners: OwnerLookup;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext, monitor: ResourceMonitor, events: EventRecorder) {
    this.#client = context.client;
    this.#context = context;
    this.#monitor = monitor;
    this.#events = events;
    this.#owners = new OwnerLookup(context.client, monitor);
    this.#queue = createWorkQueue({ ...context, maxMs: maxRetryMs, baseMs: 100 });
    monitor.onChange((type, change) => this.#changed(type, change));
  }

  /** Runs until the signal aborts; never rejects. */
  run(signal: AbortSignal): Promise<void> {
    const { logger } = this.#context;
    return runWorkers({ queue: this.#queue, workers, logger, handle: (key) => this.#handle(key) }, signal);
  }

  #changed(type: ResourceType, change: Change): void {
    const { old, new: current } = change;
    if (current !== undefined && concerns(current)) this.#add({ type, object: current });
    if (old !== undefined && current === undefined) this.#monitor.dependents(old.metadata.uid).forEach((held) => this.#add(held));
    for (const { uid } of old?.metadata.ownerReferences ?? []) {
      const owner = this.#monitor.byUid(uid);
      if (owner !== undefined && owner.object.metadata.deletionTimestamp !== undefined) this.#add(owner);
    }
  }

  #add({ type, object }: { readonly type: ResourceType; readonly object: KubernetesObject }, after = 0): void {
    this.#queue.add(`${typeKeyOf(type)} ${keyOf(object)}`, { after });
  }

  async #handle(key: string): Promise<void> {
    const [typeKey = '', name = ''] = key.split(' ');
    const held = this.#monitor.get(typeKey, name);
    if (held === undefined) return;
    const { deletionTimestamp, finalizers = [] } = held.object.metadata;
    if (deletionTimestamp === undefined) await this.#judge(held);
    else if (finalizers.includes(orphan) || finalizers.includes(foreground)) await this.#letGo(held, finalizers);
  }

  /** An owner that waits for its dependents. */
  async #letGo(held: Held, finalizers: readonly string[]): Promise<void> {
    if (!this.#monitor.hasSynced()) {
      this.#add(held, unseenMs);
      return;
    }
    const { uid } = held.object.metadata;
    const dependents = this.#monitor.dependents(uid);
    if (finalizers.includes(orphan)) {
      for (const dependent of dependents) await this.#disown(await this.#live(dependent), new Set([uid]));
      await this.#dropFinalizer(held, orphan);
      return;
    }
    for (const dependent of dependents) if (dependent.object.metadata.deletionTimestamp === undefined) this.#add(dependent);
    const blocks = (owner: OwnerReference): boolean => owner.uid === uid && owner.blockOwnerDeletion === true;
    if (!dependents.some(({ object }) => ownersOf(object).some(blocks))) await this.#dropFinalizer(held, foreground);
  }

  /** A dependent: it stays while any owner is there, and goes when none is. */
  async #judge(held: Held): Promise<void> {
    if (ownersOf(held.object).every((owner) => this.#owners.seemsThere(held.object, owner))) return;
    const live = await this.#live(held);
    const owners = live === undefined ? [] : ownersOf(live.object);
    if (live === undefined || owners.length === 0 || live.object.metadata.deletionTimestamp !== undefined) return;
    const states = await Promise.all(owners.map((owner) => this.#owners.state(live, owner)));
    this.#tellOfStrangers(live, owners, states);
    const has = (state: OwnerState): boolean => states.includes(state);
    if (has('unknown')) this.#lookAgain(live);
    else if (!has('there')) await this.#collect(live, has('waiting'));
    else if (has('absent') || has('waiting')) {
      const gone = owners.filter((_, index) => states[index] !== 'there').map(({ uid }) => uid);
      await this.#disown(live, new Set(gone));
    }
  }

  /** Of an owner whose type isn't served nothing can be known; it may be served later. */
  #lookAgain(live: Held): void {
    const isServed = ({ apiVersion, kind }: OwnerReference): boolean => this.#monitor.typeOf(apiVersion, kind) !== undefined;
    if (!ownersOf(live.object).every(isServed)) this.#add(live, maxRetryMs);
  }

  async #collect(live: Held, ownerWaits: boolean): Promise<void> {
    const { finalizers = [], uid } = live.object.metadata;
    const dependents = this.#monitor.dependents(uid);
    const circular = ownerWaits && dependents.some(({ object }) => isWaiting(object));
    const object = circular ? await this.#unblock(live) : live.object;
    if (object === undefined) return;
    const mayHaveDependents = dependents.length > 0 || !this.#monitor.hasSynced();
    const inForeground = finalizers.includes(foreground) || (ownerWaits && mayHaveDependents);
    const propagationPolicy = finalizers.includes(orphan) ? 'Orphan' : inForeground ? 'Foreground' : 'Background';
    const { resourceVersion } = object.metadata;
    await ignoreNotFound(this.#client.delete(live.type, object.metadata, { uid, resourceVersion, propagationPolicy }));
  }

  /** Owners that wait for each other in a circle wait for ever, unless one of them no longer blocks. */
  #unblock(live: Held): Promise<KubernetesObject | undefined> {
    const ownerReferences = ownersOf(live.object).map((owner) => ({ ...owner, blockOwnerDeletion: false }));
    return this.#patchMetadata(live, { ownerReferences });
  }

  async #disown(live: Held | undefined, uids: ReadonlySet<string>): Promise<void> {
    if (live === undefined) return;
    const ownerReferences = ownersOf(live.object).filter(({ uid }) => !uids.has(uid));
    if (ownerReferences.length < ownersOf(live.object).length) await this.#patchMetadata(live, { ownerReferences });
  }

  async #dropFinalizer(held: Held, finalizer: string): Promise<void> {
    const live = await this.#live(held);
    const finalizers = live?.object.metadata.finalizers ?? [];
    if (live === undefined || !finalizers.includes(finalizer)) return;
    await this.#patchMetadata(live, { finalizers: finalizers.filter((each) => each !== finalizer) });
  }

  /** Changes that very object as it was looked at; undefined: it is gone. Rejects with a conflict when it has changed. */
  async #patchMetadata({ type, object }: Held, change: object): Promise<KubernetesObject | undefined> {
    const { uid, resourceVersion } = object.metadata;
    const body = { metadata: { uid, resourceVersion, ...change } };
    const patched = await ignoreNotFound(this.#client.patch(type, object.metadata, body, { kind: 'merge', fieldManager: manager }));
    if (patched !== undefined && patched.metadata.deletionTimestamp === undefined) this.#monitor.observe({ type, object: patched });
    return patched;
  }

  /** The object as it is at this moment; undefined when it, by its uid, is gone. */
  async #live({ type, object }: Held): Promise<Held | undefined> {
    const found = await ignoreNotFound(this.#client.get(type, object.metadata));
    return found?.metadata.uid === object.metadata.uid ? { type, object: found } : undefined;
  }

  #tellOfStrangers({ object }: Held, owners: readonly OwnerReference[], states: readonly OwnerState[]): void {
    for (const [index, owner] of owners.entries()) {
      if (states[index] !== 'absent' || !this.#owners.elsewhere(object, owner)) continue;
      const text = `[${owner.apiVersion}/${owner.kind}, namespace: ${object.metadata.namespace ?? ''}, name: ${owner.name}, uid: ${owner.uid}]`;
      const message = `ownerRef ${text} does not exist in namespace "${object.metadata.namespace ?? ''}"`;
      this.#events.record(object, { type: 'Warning', reason: 'OwnerRefInvalidNamespace', message });
    }
  }
}

function concerns({ metadata }: KubernetesObject): boolean {
  const { deletionTimestamp, finalizers = [], ownerReferences = [] } = metadata;
  if (deletionTimestamp === undefined) return ownerReferences.length > 0;
  return finalizers.includes(orphan) || finalizers.includes(foreground);
}

function ownersOf({ metadata }: KubernetesObject): readonly OwnerReference[] {
  return metadata.ownerReferences ?? [];
}

async function ignoreNotFound<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
