import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Random } from '../base/random.ts';
import type { KubernetesClient, ObjectName } from './client.ts';
import { createInformer } from './create-informer.ts';
import type { ChangeHandler, Informer } from './informer.ts';
import type { KubernetesObject, ResourceType } from './object.ts';
import { keyOf } from './object.ts';

/** The type whose objects are watched one by one, and how many at most. */
export interface ObjectWatchesOptions {
  readonly client: KubernetesClient;
  readonly type: ResourceType;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Objects watched at a time, at most: each costs a connection. 1,000 unless told. */
  readonly limit?: number;
}

/** One reader's hold on a watched object. */
export interface ObjectWatch {
  /** `unknown` before the first look; undefined: there is no such object. */
  get(): KubernetesObject | undefined | 'unknown';
  /** Resolves at the first look. Rejects when the signal aborts, and with the API server's error when it can't be asked; the watch goes on trying. */
  synced(signal: AbortSignal): Promise<void>;
  /** Lets go; the watch ends with its last reader. Idempotent. */
  release(): void;
}

/** Watches single objects by name, for types that must not be read as a whole (Secrets): rights on named objects are enough. */
export interface ObjectWatches {
  /** Throws a `TooManyWatches` when the limit is reached. */
  watch(name: ObjectName): ObjectWatch;
  /** Changes of all watched objects, in the manner of `Informer.onChange`. */
  onChange(handler: ChangeHandler): void;
  /** The answer to a write of ours; counts if the object is watched. */
  observe(object: KubernetesObject): void;
  /** Keeps the watches going until the signal aborts; then all are over. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
}

/** No further object can be watched. */
export class TooManyWatches extends Error {
  constructor(type: ResourceType, limit: number) {
    super(`${limit} ${type.plural} are watched already, which is the limit`);
    this.name = 'TooManyWatches';
  }
}

/** Watches that do nothing before `run`. */
export function createObjectWatches(options: ObjectWatchesOptions): ObjectWatches {
  return new CountedWatches(options);
}

interface Entry {
  readonly informer: Informer;
  readonly stop: AbortController;
  readers: number;
  running: Promise<void> | undefined;
  /** The last failure, while there has been no look yet. */
  failure: unknown;
  readonly failed: Set<(error: unknown) => void>;
}

class CountedWatches implements ObjectWatches {
  readonly #options: ObjectWatchesOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #handlers: ChangeHandler[] = [];
  /** Watches whose last reader left and that have not ended yet. */
  readonly #ending = new Set<Promise<void>>();
  #isRunning = false;

  constructor(options: ObjectWatchesOptions) {
    this.#options = options;
  }

  watch(name: ObjectName): ObjectWatch {
    const key = keyOf({ metadata: { name: name.name, ...(name.namespace === undefined ? {} : { namespace: name.namespace }) } });
    const entry = this.#entries.get(key) ?? this.#open(key, name);
    entry.readers += 1;
    let held = true;
    return {
      get: () => (entry.informer.hasSynced() ? entry.informer.store.get(key) : 'unknown'),
      synced: (signal) => firstLook(entry, signal),
      release: () => {
        if (held) this.#release(key, entry);
        held = false;
      },
    };
  }

  onChange(handler: ChangeHandler): void {
    this.#handlers.push(handler);
    for (const { informer } of this.#entries.values()) informer.onChange(handler);
  }

  observe(object: KubernetesObject): void {
    this.#entries.get(keyOf(object))?.informer.observe(object);
  }

  async run(signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    for (const entry of this.#entries.values()) this.#start(entry);
    await aborted(signal);
    this.#isRunning = false;
    const entries = [...this.#entries.values()];
    for (const entry of entries) entry.stop.abort();
    await Promise.all([...entries.map((entry) => entry.running), ...this.#ending]);
  }

  #open(key: string, { namespace, name }: ObjectName): Entry {
    const { limit = 1_000, type, client, clock, random, logger } = this.#options;
    if (this.#entries.size >= limit) throw new TooManyWatches(type, limit);
    const failed: Entry['failed'] = new Set();
    const onFailure = (error: unknown): void => {
      entry.failure = error;
      for (const tell of [...failed]) tell(error);
    };
    const selection = { namespace, fieldSelector: `metadata.name=${name}` };
    const informer = createInformer({ ...selection, client, type, clock, random, logger, onFailure });
    const entry: Entry = { informer, stop: new AbortController(), readers: 0, running: undefined, failure: undefined, failed };
    for (const handler of this.#handlers) informer.onChange(handler);
    this.#entries.set(key, entry);
    if (this.#isRunning) this.#start(entry);
    return entry;
  }

  #start(entry: Entry): void {
    entry.running ??= entry.informer.run(entry.stop.signal);
  }

  #release(key: string, entry: Entry): void {
    entry.readers -= 1;
    if (entry.readers > 0) return;
    this.#entries.delete(key);
    entry.stop.abort();
    if (entry.running === undefined) return;
    const ending = entry.running.finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** The first look, or the failure that stands in its way. */
function firstLook(entry: Entry, signal: AbortSignal): Promise<void> {
  if (entry.informer.hasSynced()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const tell = (error: unknown): void => {
      entry.failed.delete(tell);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    entry.failed.add(tell);
    if (entry.informer.failingSince() !== undefined) tell(entry.failure);
    entry.informer.synced(signal).then(() => {
      entry.failed.delete(tell);
      resolve();
    }, tell);
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
