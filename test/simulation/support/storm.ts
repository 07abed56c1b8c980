import type { Clock } from '../../../src/base/clock.ts';
import { stormMs } from './fault-length.ts';

/** Minutes in which AWS refuses every call, or every one of some actions, of all processes. */
export class Storm {
  readonly #clock: Clock;
  #calmAt = 0;
  readonly #calmAtOf = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From now on; without an action: of every call. */
  begin(action?: string): void {
    const calmAt = this.#clock.now() + stormMs;
    if (action === undefined) this.#calmAt = calmAt;
    else this.#calmAtOf.set(action, calmAt);
  }

  rages(action: string): boolean {
    return this.#clock.now() < Math.max(this.#calmAt, this.#calmAtOf.get(action) ?? 0);
  }
}
