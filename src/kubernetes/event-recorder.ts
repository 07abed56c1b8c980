import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import { Fifo } from '../base/fifo.ts';
import type { Logger } from '../base/logger.ts';
import type { Random } from '../base/random.ts';
import { within } from '../base/within.ts';
import { isNotFound } from './api-error.ts';
import type { KubernetesClient } from './client.ts';
import type { EventText } from './event-body.ts';
import { eventBody, eventNamespace, eventType, repeatPatch } from './event-body.ts';
import type { KubernetesObject } from './object.ts';
import { SpamFilter } from './spam-filter.ts';

/** In whose name events are written, and how many may wait. */
export interface EventRecorderOptions {
  readonly client: KubernetesClient;
  /** Shown as the event's source, and our field manager. */
  readonly component: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Events that wait to be written, at most; further ones are dropped. 1,000 unless told. */
  readonly maxQueued?: number;
  /** How long a stop waits for what is queued; 5 s unless told. */
  readonly flushMs?: number;
}

/** Tells users what happened to their objects. Best effort: an event that can't be written is dropped and logged. */
export interface EventRecorder {
  /** Queues an event; never throws. The same text about the same object raises the count of the event that is there. */
  record(object: KubernetesObject, event: EventText): void;
  /** Writes events until the signal aborts and what is queued is written, or the time for that is up. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
}

/** Makes a recorder of core v1 Events. */
export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  return new QueuedRecorder(options);
}

interface Queued {
  readonly object: KubernetesObject;
  readonly event: EventText;
  readonly at: number;
}

interface Written {
  readonly name: string;
  readonly count: number;
}

const maxRemembered = 4_096;
const writeWithinMs = 30_000;

class QueuedRecorder implements EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #filter: SpamFilter;
  readonly #queue = new Fifo<Queued>();
  readonly #written = new BoundedMap<string, Written>(maxRemembered);
  #dropped = 0;
  #wake: () => void = () => undefined;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#filter = new SpamFilter(options.clock);
  }

  record(object: KubernetesObject, event: EventText): void {
    const full = this.#queue.length >= (this.#options.maxQueued ?? 1_000);
    if (full || !this.#filter.passes(object.metadata.uid)) {
      this.#dropped += 1;
      return;
    }
    this.#queue.push({ object, event, at: this.#options.clock.now() });
    this.#wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, flushMs = 5_000 } = this.#options;
    while (!signal.aborted) {
      const next = this.#queue.shift();
      if (next === undefined) await this.#queued(signal);
      else await this.#write(next, writeWithinMs);
    }
    const end = clock.now() + flushMs;
    for (let next = this.#queue.shift(); next !== undefined && clock.now() < end; next = this.#queue.shift()) {
      await this.#write(next, end - clock.now());
    }
  }

  #queued(signal: AbortSignal): Promise<void> {
    this.#tellDropped();
    return new Promise((resolve) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle);
        this.#wake = (): void => undefined;
        resolve();
      };
      this.#wake = settle;
      signal.addEventListener('abort', settle, { once: true });
    });
  }

  async #write(queued: Queued, ms: number): Promise<void> {
    const { clock, logger } = this.#options;
    try {
      await within(clock, ms, this.#repeatOrCreate(queued));
    } catch (error) {
      logger.warn({ err: error, reason: queued.event.reason, object: queued.object.metadata.name }, 'an event could not be written');
    }
  }

  async #repeatOrCreate(queued: Queued): Promise<void> {
    const { object, event } = queued;
    const key = JSON.stringify([object.metadata.uid, event.type, event.reason, event.message]);
    const before = this.#written.get(key);
    const written = before === undefined ? await this.#create(queued) : await this.#repeat(queued, before);
    this.#written.set(key, written);
  }

  /** The event may have expired meanwhile (after an hour, by default): then it is told anew. */
  async #repeat(queued: Queued, before: Written): Promise<Written> {
    const { client, component: fieldManager } = this.#options;
    const name = { namespace: eventNamespace(queued.object), name: before.name };
    const count = before.count + 1;
    try {
      await client.patch(eventType, name, repeatPatch(count, queued.at), { kind: 'merge', fieldManager });
      return { name: before.name, count };
    } catch (error) {
      if (isNotFound(error)) return this.#create(queued);
      throw error;
    }
  }

  async #create({ object, event, at }: Queued): Promise<Written> {
    const { client, component, random } = this.#options;
    const suffix =
      at.toString(16) +
      Math.floor(random() * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0');
    const created = await client.create(eventType, eventBody(object, event, { component, suffix, at }), component);
    return { name: created.metadata.name, count: 1 };
  }

  #tellDropped(): void {
    if (this.#dropped === 0) return;
    this.#options.logger.warn({ dropped: this.#dropped }, 'events were dropped: too many at once, or too many about one object');
    this.#dropped = 0;
  }
}
