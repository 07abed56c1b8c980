import type { Clock, Timer } from '../../src/base/clock.ts';

interface PendingTimer {
  readonly at: number;
  readonly callback: () => void;
  cancelled: boolean;
}

/** Macrotask rounds that `settle` waits: enough for promise chains that hop over a few immediates. */
const settleRounds = 4;

/** A clock that stands still until a test moves it. Starts at 2026-01-01T00:00:00Z unless told. */
export class FakeClock implements Clock {
  #now: number;
  /** Sorted by time; timers of one time stay in the order in which they were set. */
  readonly #timers: PendingTimer[] = [];

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): Timer {
    const timer: PendingTimer = { at: this.#now + Math.max(0, delayMs), callback, cancelled: false };
    this.#timers.splice(this.#positionAfter(timer.at), 0, timer);
    return {
      cancel: () => {
        if (timer.cancelled) return;
        timer.cancelled = true;
        const index = this.#timers.indexOf(timer);
        if (index >= 0) this.#timers.splice(index, 1);
      },
    };
  }

  /** Timers that are set and have not run. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Milliseconds until the next timer; undefined when none is set. */
  get untilNext(): number | undefined {
    const next = this.#timers[0];
    return next === undefined ? undefined : Math.max(0, next.at - this.#now);
  }

  /** Moves time on, running due timers in order; promises and immediates settle before, between and after them. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await this.settle();
    for (let next = this.#timers[0]; next !== undefined && next.at <= target; next = this.#timers[0]) {
      this.#timers.shift();
      next.cancelled = true;
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await this.settle();
    }
    this.#now = target;
  }

  /** Moves from timer to timer until the condition holds; throws when `limitMs` of this clock are not enough. */
  async advanceUntil(condition: () => boolean, limitMs = 3_600_000): Promise<void> {
    const limit = this.#now + limitMs;
    await this.settle();
    while (!condition()) {
      const step = this.untilNext;
      if (step === undefined || this.#now + step > limit) {
        throw new Error(`the condition did not come true: ${step === undefined ? 'no timer is set' : `${limitMs} ms passed`}`);
      }
      await this.advance(step);
    }
  }

  /** Lets promises and immediates run without moving time. */
  async settle(rounds = settleRounds): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
  }

  #positionAfter(at: number): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
