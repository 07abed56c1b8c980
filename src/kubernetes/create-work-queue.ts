import { backoffDelay } from '../base/backoff.ts';
import type { Clock, Timer } from '../base/clock.ts';
import { Fifo } from '../base/fifo.ts';
import type { Random } from '../base/random.ts';
import type { AddOptions, Priority, WorkQueue } from './work-queue.ts';
import type { UnfinishedWork, WorkQueueMetrics } from './work-queue-metrics.ts';
import { noWorkQueueMetrics } from './work-queue-metrics.ts';

/** Times are in ms. */
export interface WorkQueueOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** First delay of a key's back-off; 1 s unless told. */
  readonly baseMs?: number;
  /** Longest delay of a key's back-off; 5 min unless told. */
  readonly maxMs?: number;
  readonly metrics?: WorkQueueMetrics;
}

/** A work queue that also tells how long its present work has been going on. */
export interface MeasuredWorkQueue extends WorkQueue {
  unfinished(): UnfinishedWork;
}

const priorities = ['edit', 'event', 'sweep'] as const satisfies readonly Priority[];
const rank = { edit: 0, event: 1, sweep: 2 } as const satisfies Record<Priority, number>;

/** `delayed` has a timer, `parked` waits for `done`, `ready` stands in its priority's list. */
type Entry = {
  readonly key: string;
  priority: Priority;
  state: 'delayed' | 'parked' | 'ready';
  /** When it is due, or became ready. */
  at: number;
  timer?: Timer;
};

/** What waits in a list; stale once its entry was taken or moved to another priority. */
interface Ticket {
  readonly entry: Entry;
  readonly priority: Priority;
}

interface Work {
  readonly priority: Priority;
  readonly since: number;
}

/** Makes the keyed priority queue of `WorkQueue`. Adds without a priority are `event`s; a retry keeps the priority at which its key was taken. */
export function createWorkQueue(options: WorkQueueOptions): MeasuredWorkQueue {
  return new KeyedQueue(options);
}

class KeyedQueue implements MeasuredWorkQueue {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #limits: { readonly baseMs: number; readonly maxMs: number };
  readonly #metrics: WorkQueueMetrics;
  readonly #entries = new Map<string, Entry>();
  readonly #ready: Record<Priority, Fifo<Ticket>> = { edit: new Fifo(), event: new Fifo(), sweep: new Fifo() };
  readonly #depths: Record<Priority, number> = { edit: 0, event: 0, sweep: 0 };
  readonly #working = new Map<string, Work>();
  readonly #failures = new Map<string, number>();
  /** Takers in order of arrival. */
  readonly #takers = new Set<(key: string | undefined) => void>();
  #open = true;

  constructor(options: WorkQueueOptions) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#limits = { baseMs: options.baseMs ?? 1_000, maxMs: options.maxMs ?? 300_000 };
    this.#metrics = options.metrics ?? noWorkQueueMetrics;
  }

  get depth(): number {
    return this.#depths.edit + this.#depths.event + this.#depths.sweep;
  }

  add(key: string, options: AddOptions = {}): void {
    if (!this.#open) return;
    const priority = options.priority ?? 'event';
    const at = this.#clock.now() + Math.max(0, options.after ?? 0);
    const known = this.#entries.get(key);
    if (known === undefined) {
      const entry: Entry = { key, priority, state: 'parked', at };
      this.#entries.set(key, entry);
      this.#metrics.added();
      this.#schedule(entry, at);
      return;
    }
    this.#raise(known, priority);
    if (known.state === 'delayed' && at < known.at) this.#schedule(known, at);
  }

  addRateLimited(key: string): number {
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const after = backoffDelay(failures, this.#limits, this.#random);
    this.#metrics.retried();
    this.add(key, { priority: this.#working.get(key)?.priority ?? 'event', after });
    return after;
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  take(signal: AbortSignal): Promise<string | undefined> {
    if (!this.#open || signal.aborted) return Promise.resolve(undefined);
    const key = this.#next();
    if (key !== undefined) return Promise.resolve(key);
    return new Promise((resolve) => {
      const settle = (taken: string | undefined): void => {
        this.#takers.delete(settle);
        signal.removeEventListener('abort', onAbort);
        resolve(taken);
      };
      const onAbort = (): void => settle(undefined);
      this.#takers.add(settle);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  done(key: string): void {
    const work = this.#working.get(key);
    if (work === undefined) return;
    this.#working.delete(key);
    this.#metrics.finished((this.#clock.now() - work.since) / 1_000);
    const again = this.#entries.get(key);
    if (again?.state === 'parked') this.#makeReady(again);
  }

  unfinished(): UnfinishedWork {
    const now = this.#clock.now();
    const seconds = [...this.#working.values()].map((work) => (now - work.since) / 1_000);
    return { totalSeconds: seconds.reduce((sum, each) => sum + each, 0), longestSeconds: Math.max(0, ...seconds) };
  }

  shutDown(): void {
    this.#open = false;
    for (const entry of this.#entries.values()) entry.timer?.cancel();
    this.#entries.clear();
    for (const priority of priorities) this.#count(priority, -this.#depths[priority]);
    for (const settle of [...this.#takers]) settle(undefined);
  }

  #schedule(entry: Entry, at: number): void {
    entry.timer?.cancel();
    entry.at = at;
    const delay = at - this.#clock.now();
    if (delay <= 0) {
      this.#makeDue(entry);
      return;
    }
    entry.state = 'delayed';
    entry.timer = this.#clock.after(delay, () => this.#makeDue(entry));
  }

  #makeDue(entry: Entry): void {
    if (this.#working.has(entry.key)) entry.state = 'parked';
    else this.#makeReady(entry);
  }

  #makeReady(entry: Entry): void {
    entry.state = 'ready';
    entry.at = this.#clock.now();
    this.#enlist(entry);
    const [taker] = this.#takers;
    if (taker !== undefined) taker(this.#next());
  }

  /** A more urgent priority counts at once; a less urgent one never takes it back. */
  #raise(entry: Entry, priority: Priority): void {
    if (rank[priority] >= rank[entry.priority]) return;
    if (entry.state === 'ready') this.#count(entry.priority, -1);
    entry.priority = priority;
    if (entry.state === 'ready') this.#enlist(entry);
  }

  #enlist(entry: Entry): void {
    this.#ready[entry.priority].push({ entry, priority: entry.priority });
    this.#count(entry.priority, 1);
  }

  #next(): string | undefined {
    for (const priority of priorities) {
      const entry = this.#shift(priority);
      if (entry !== undefined) return this.#start(entry);
    }
    return undefined;
  }

  #shift(priority: Priority): Entry | undefined {
    const list = this.#ready[priority];
    for (let ticket = list.shift(); ticket !== undefined; ticket = list.shift()) {
      const { entry } = ticket;
      if (entry.priority === priority && this.#entries.get(entry.key) === entry) return entry;
    }
    return undefined;
  }

  #start(entry: Entry): string {
    const now = this.#clock.now();
    this.#entries.delete(entry.key);
    this.#count(entry.priority, -1);
    this.#working.set(entry.key, { priority: entry.priority, since: now });
    this.#metrics.taken((now - entry.at) / 1_000);
    return entry.key;
  }

  #count(priority: Priority, by: number): void {
    this.#depths[priority] += by;
    this.#metrics.depth(this.#depths[priority], priority);
  }
}
