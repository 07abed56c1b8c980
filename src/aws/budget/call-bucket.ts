import type { Clock, Timer } from '../../base/clock.ts';
import { Fifo } from '../../base/fifo.ts';
import type { CallPriority } from '../../engine/cloud.ts';
import { LearnedRate } from './learned-rate.ts';
import type { CallLimit } from './published-limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** Who draws: what users wait for, listings, deep reads at rest. In this order. */
export type Lane = CallPriority | 'deep';

const lanes: readonly Lane[] = ['edit', 'sweep', 'deep'];
/** The most that a lane may take of an action's bucket and refill. */
const shares: Readonly<Record<Lane, number>> = { edit: 1, sweep: 0.5, deep: 0.1 };

/**
 * Tokens that are left to AWS: on their way calls come closer together than they were let go, and one that comes too early is
 * turned away and slows all that follow.
 */
const margin = 2;
/** At most this share of a small bucket is left. */
const marginShare = 0.1;
/** Whoever would have its turn later is told to ask again then (ms): much may have changed. */
const furthestMs = 600_000;

interface Waiter {
  readonly grant: () => void;
  cancelled: boolean;
}

/** The budget of one action: a bucket, a share of it for each lane, and those who wait, edits first. */
export class CallBucket {
  readonly #clock: Clock;
  readonly #main: TokenBucket;
  readonly #lanes: Readonly<Record<Lane, TokenBucket>>;
  readonly #learned: LearnedRate;
  readonly #waiting: Readonly<Record<Lane, Fifo<Waiter>>> = { edit: new Fifo(), sweep: new Fifo(), deep: new Fifo() };
  #timer: Timer | undefined;
  /** Until then (ms) all turns are given away. */
  #promisedUntil = 0;

  constructor(clock: Clock, limit: CallLimit) {
    this.#clock = clock;
    this.#main = new TokenBucket(clock, limit.capacity - Math.min(margin, limit.capacity * marginShare), limit.refill);
    const share = (lane: Lane): TokenBucket =>
      new TokenBucket(clock, Math.max(1, limit.capacity * shares[lane]), limit.refill * shares[lane]);
    this.#lanes = { edit: share('edit'), sweep: share('sweep'), deep: share('deep') };
    this.#learned = new LearnedRate(clock, limit);
  }

  /** ms that a further waiter of the lane has to expect. */
  expectedWait(lane: Lane): number {
    const ahead = lanes.slice(0, lanes.indexOf(lane) + 1).reduce((sum, other) => sum + this.#waiting[other].length, 0);
    return Math.max(this.#main.msUntil(ahead + 1), this.#lanes[lane].msUntil(this.#waiting[lane].length + 1));
  }

  /** ms until the turn of one that is not let wait: each gets its own, in the order in which they ask, so that none comes in vain. */
  nextTurn(lane: Lane): number {
    const now = this.#clock.now();
    const at = Math.max(now + this.expectedWait(lane), this.#promisedUntil);
    if (at - now > furthestMs) return furthestMs;
    this.#promisedUntil = at + 1000 / this.#main.refill;
    return Math.ceil(at - now);
  }

  /** Resolves when the lane may make one call; rejects with the signal's reason. */
  acquire(lane: Lane, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        waiter.cancelled = true;
        reject(signal.reason);
        this.#serve();
      };
      const grant = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const waiter: Waiter = { grant, cancelled: false };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting[lane].push(waiter);
      this.#serve();
    });
  }

  /** AWS took a call. */
  succeeded(): void {
    if (this.#learned.succeeded()) this.#retune();
  }

  /** AWS turned a call away: what was left is not there, and it will grow more slowly. */
  throttled(): void {
    this.#main.drain();
    if (this.#learned.throttled()) this.#retune();
  }

  #retune(): void {
    this.#main.refill = this.#learned.rate;
    for (const lane of lanes) this.#lanes[lane].refill = this.#learned.rate * shares[lane];
  }

  #serve(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (let lane = this.#servable(); lane !== undefined; lane = this.#servable()) {
      this.#main.take();
      this.#lanes[lane].take();
      this.#waiting[lane].shift()?.grant();
    }
    const wait = Math.min(...lanes.filter((lane) => this.#waiting[lane].length > 0).map((lane) => this.#msUntilNext(lane)));
    if (Number.isFinite(wait)) this.#timer = this.#clock.after(wait, () => this.#serve());
  }

  #servable(): Lane | undefined {
    return lanes.find((lane) => this.#hasWaiter(lane) && this.#msUntilNext(lane) === 0);
  }

  #msUntilNext(lane: Lane): number {
    return Math.max(this.#main.msUntil(1), this.#lanes[lane].msUntil(1));
  }

  #hasWaiter(lane: Lane): boolean {
    const waiting = this.#waiting[lane];
    while (waiting.length > 0 && waiting.peek()?.cancelled === true) waiting.shift();
    return waiting.length > 0;
  }
}
