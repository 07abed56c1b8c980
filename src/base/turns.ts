import type { Clock } from './clock.ts';

/** A piece of work that never waits for anything may hold the event loop so long (ms) before others get a turn. */
const longestMs = 10;

/** Lets the event loop turn where much work is done in a row that finds all it needs in memory: promises alone never let it. */
export class Turns {
  readonly #clock: Clock;
  readonly #breathe: () => Promise<void>;
  #turnedAt: number;
  #next: Promise<void> | undefined;

  /** `breathe` resolves after the event loop's next turn. */
  constructor(clock: Clock, breathe: () => Promise<void>) {
    this.#clock = clock;
    this.#breathe = breathe;
    this.#turnedAt = clock.now();
  }

  /** Resolves at once, or, when the last turn was 10 ms ago, after the next one; all who ask meanwhile wait for the same. */
  async take(): Promise<void> {
    if (this.#next === undefined && this.#clock.now() - this.#turnedAt < longestMs) return;
    this.#next ??= this.#turn();
    await this.#next;
  }

  async #turn(): Promise<void> {
    await this.#breathe();
    this.#turnedAt = this.#clock.now();
    this.#next = undefined;
  }
}
