import type { Clock } from '../../base/clock.ts';

/** Counting in fractions leaves dust; a token that lacks less than this is whole. */
const dust = 1e-9;

/** Tokens that grow with time up to a capacity. Starts full. */
export class TokenBucket {
  readonly #clock: Clock;
  readonly #capacity: number;
  #refill: number;
  #tokens: number;
  #countedAt: number;

  /** `refill` is in tokens a second. */
  constructor(clock: Clock, capacity: number, refill: number) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#refill = refill;
    this.#tokens = capacity;
    this.#countedAt = clock.now();
  }

  get tokens(): number {
    this.#count();
    return this.#tokens;
  }

  /** The tokens that have grown so far stay. */
  set refill(refill: number) {
    this.#count();
    this.#refill = refill;
  }

  get refill(): number {
    return this.#refill;
  }

  take(): void {
    this.#count();
    this.#tokens -= 1;
  }

  drain(): void {
    this.#count();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  /** ms until `count` tokens are there, 0 when they are. */
  msUntil(count: number): number {
    const missing = count - this.tokens;
    return missing <= dust ? 0 : Math.ceil((missing / this.#refill) * 1000);
  }

  #count(): void {
    const now = this.#clock.now();
    const grown = (Math.max(0, now - this.#countedAt) / 1000) * this.#refill;
    this.#tokens = Math.min(this.#capacity, this.#tokens + grown);
    this.#countedAt = now;
  }
}
