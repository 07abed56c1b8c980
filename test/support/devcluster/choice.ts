import type { Random } from '../../../src/base/random.ts';

/** Choices that a random source makes. */
export class Choice {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  oneOf<T>(items: readonly [T, ...(readonly T[])]): T {
    return items[Math.floor(this.#random() * items.length)] ?? items[0];
  }

  /** Each item with this probability, in an order of chance. */
  subset<T>(items: readonly T[], probability: number): readonly T[] {
    const chosen = items.filter(() => this.chance(probability));
    return this.chance(0.5) ? chosen : chosen.toReversed();
  }
}
