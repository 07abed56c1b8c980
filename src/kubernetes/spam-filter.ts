import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** The figures of Kubernetes' own recorders: 25 at once, then one in five minutes. */
const burst = 25;
const refillMs = 300_000;
const maxKeys = 4_096;

/** Lets a burst of events through per key, then one now and then. */
export class SpamFilter {
  readonly #clock: Clock;
  readonly #buckets = new BoundedMap<string, Bucket>(maxKeys);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  passes(key: string): boolean {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / refillMs);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
