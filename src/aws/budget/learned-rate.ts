import type { Clock } from '../../base/clock.ts';
import type { CallLimit } from './published-limits.ts';

/** At most one step, up or down, in this time: a burst of throttled answers is one piece of news. */
const stepMs = 1000;
const decrease = 0.5;
/** Share of the ceiling that one quiet step gives back. */
const increase = 0.05;
/** Share of the ceiling below which throttling does not push. */
const floor = 0.02;

/** Additive increase, multiplicative decrease: how many calls a second AWS takes right now. */
export class LearnedRate {
  readonly #clock: Clock;
  readonly #limit: CallLimit;
  #rate: number;
  #steppedAt: number;

  constructor(clock: Clock, limit: CallLimit) {
    this.#clock = clock;
    this.#limit = limit;
    this.#rate = limit.refill;
    this.#steppedAt = Number.NEGATIVE_INFINITY;
  }

  get rate(): number {
    return this.#rate;
  }

  /** True when the rate moved. */
  succeeded(): boolean {
    return this.#step(Math.min(this.#limit.ceiling, this.#rate + this.#limit.ceiling * increase));
  }

  /** True when the rate moved. */
  throttled(): boolean {
    return this.#step(Math.max(this.#limit.ceiling * floor, this.#rate * decrease));
  }

  #step(rate: number): boolean {
    const now = this.#clock.now();
    if (rate === this.#rate || now - this.#steppedAt < stepMs) return false;
    this.#rate = rate;
    this.#steppedAt = now;
    return true;
  }
}
