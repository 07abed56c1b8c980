import type { BackoffLimits } from '../base/backoff.ts';
import { backoffDelay } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Random } from '../base/random.ts';
import { ApiError, ApiUnreachable, isExpired } from './api-error.ts';
import type { KubernetesClient, WatchEvent } from './client.ts';
import type { KubernetesObject, ResourceType } from './object.ts';

/** What of a type is reflected. */
export interface Selection {
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** Where a reflector puts what it sees. Objects arrive unchecked: any may be malformed. */
export interface ReflectorSink {
  /** A page of a list; pages of an abandoned list count too, what they hold was there. */
  page(objects: readonly KubernetesObject[]): void;
  /** A list begins. */
  listBegins(): void;
  /** The list that began last is complete; the store is then as of `version`. */
  listEnds(version: string): void;
  event(event: Exclude<WatchEvent, { readonly type: 'ERROR' }>): void;
  /** The API server was heard of. */
  contact(): void;
  failure(error: unknown): void;
}

/** What is listed and watched, and where it goes; `pageSize` counts objects. */
export interface ReflectorOptions {
  readonly client: KubernetesClient;
  readonly type: ResourceType;
  readonly selection: Selection;
  readonly pageSize: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly sink: ReflectorSink;
}

const backoff: BackoffLimits = { baseMs: 1_000, maxMs: 30_000 };
/** A watch is asked to end after 5 to 10 minutes, so that watches spread over the API servers behind one address. */
const watchSeconds = { least: 300, spread: 300 };
/** How much longer than asked a watch may last before it counts as hung. */
const graceMs = 30_000;
/** A watch that ends sooner than this without an event is a failure, lest it be opened again in a tight loop. */
const shortWatchMs = 1_000;

/**
 * Lists, then watches, for as long as the signal lets it: from the last known version if it can, from a new list if the
 * server has forgotten that version. Never rejects.
 */
export async function runReflector(options: ReflectorOptions, signal: AbortSignal): Promise<void> {
  await new Reflector(options).run(signal);
}

class Reflector {
  readonly #options: ReflectorOptions;
  /** Where to watch from; undefined: list first. */
  #version: string | undefined;
  /** Failures since the last good event. */
  #failures = 0;
  /** Whether a version that was too old has led to a new list at once since then. */
  #listedAgain = false;

  constructor(options: ReflectorOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.#version ??= await this.#list(signal);
        await this.#watch(this.#version, signal);
      } catch (error) {
        if (!signal.aborted) await this.#recover(error, signal);
      }
    }
  }

  /** Lists page by page; gives the version that the list is of. */
  async #list(signal: AbortSignal): Promise<string> {
    const { client, type, selection, pageSize, sink } = this.#options;
    sink.listBegins();
    let page = await client.list(type, { ...selection, limit: pageSize }, signal);
    for (;;) {
      sink.contact();
      sink.page(page.items);
      if (page.continue === undefined) break;
      page = await client.list(type, { ...selection, limit: pageSize, continue: page.continue }, signal);
    }
    sink.listEnds(page.resourceVersion);
    return page.resourceVersion;
  }

  async #watch(from: string, signal: AbortSignal): Promise<void> {
    const { client, type, selection, clock, random, sink } = this.#options;
    const timeoutSeconds = Math.round(watchSeconds.least + random() * watchSeconds.spread);
    const hangUp = new AbortController();
    const timer = clock.after(timeoutSeconds * 1_000 + graceMs, () => hangUp.abort());
    const opened = clock.now();
    let events = 0;
    const both = AbortSignal.any([signal, hangUp.signal]);
    try {
      const watch = client.watch(type, { ...selection, resourceVersion: from, timeoutSeconds, signal: both, onOpen: () => sink.contact() });
      for await (const event of watch) {
        this.#take(event);
        events += 1;
      }
    } finally {
      timer.cancel();
    }
    if (signal.aborted) return;
    if (hangUp.signal.aborted) throw new ApiUnreachable(`the watch of ${type.plural} hung`);
    if (events === 0 && clock.now() - opened < shortWatchMs) throw new ApiUnreachable(`the watch of ${type.plural} ended at once`);
    sink.contact();
    this.#good();
  }

  #take(event: WatchEvent): void {
    if (event.type === 'ERROR') throw new ApiError(event.code, event.code === 410 ? 'Expired' : 'WatchFailed', event.message);
    this.#options.sink.contact();
    this.#options.sink.event(event);
    this.#good();
    this.#version = versionOf(event) ?? this.#version;
  }

  #good(): void {
    this.#failures = 0;
    this.#listedAgain = false;
  }

  /** A version that is too old leads to a new list, at once the first time; everything else waits. */
  async #recover(error: unknown, signal: AbortSignal): Promise<void> {
    const { clock, random, logger, sink } = this.#options;
    if (isExpired(error)) {
      this.#version = undefined;
      logger.info({ err: error }, 'the version is too old, listing again');
      if (!this.#listedAgain) {
        this.#listedAgain = true;
        return;
      }
    }
    this.#failures += 1;
    sink.failure(error);
    const asked = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
    const delay = Math.max(asked, backoffDelay(this.#failures, backoff, random));
    logger.warn({ err: error, retryInMs: delay }, 'the watch failed');
    await sleep(clock, delay, signal).catch(() => undefined);
  }
}

/** The version of a malformed object is not worth keeping: the watch goes on from the one before. */
function versionOf(event: Exclude<WatchEvent, { readonly type: 'ERROR' }>): string | undefined {
  if (event.type === 'BOOKMARK') return event.resourceVersion;
  const { metadata } = (event.object ?? {}) as Partial<KubernetesObject>;
  const version: unknown = metadata?.resourceVersion;
  return typeof version === 'string' ? version : undefined;
}
