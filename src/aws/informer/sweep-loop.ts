import { sleep } from '../../base/clock.ts';
import type { BackoffLimits } from '../../base/backoff.ts';
import { backoffDelay } from '../../base/backoff.ts';
import { jitter } from '../../base/random.ts';
import { CloudError } from '../../engine/cloud.ts';
import type { InformerDeps } from './informer-deps.ts';

/** Sweeps keep off each other's beat. */
const spread = 0.1;
/** Between tries for a first listing, on which objects wait. */
const firstTries: BackoffLimits = { baseMs: 2000, maxMs: 30_000 };

export interface SweepLoopDeps {
  readonly informer: InformerDeps;
  readonly sweep: () => Promise<void>;
  /** Does anybody watch? */
  readonly wanted: () => boolean;
  /** How a sweep went. */
  readonly report: (error: CloudError | undefined) => void;
  /** Nobody wants it any more. */
  readonly idle: () => void;
}

/** Sweeps again and again while somebody wants it, one at a time, and tells when the first complete listing is in. */
export class SweepLoop {
  readonly #deps: SweepLoopDeps;
  #running = false;
  #listedAt: number | undefined;
  #failures = 0;
  readonly #waiting = new Set<() => void>();

  constructor(deps: SweepLoopDeps) {
    this.#deps = deps;
  }

  /** Start of the last complete listing (ms); undefined before the first, and when sweeping had stopped. */
  get listedAt(): number | undefined {
    return this.#listedAt;
  }

  /** Begins to sweep, at once, unless it does so already. */
  start(): void {
    if (this.#running || this.#deps.informer.signal.aborted) return;
    this.#running = true;
    this.#deps.informer.background('sweep', () => this.#loop());
  }

  /** Resolves when a complete listing is in; starts one if need be. */
  async synced(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#listedAt !== undefined) return;
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.delete(done);
        reject(signal.reason);
      };
      const done = (): void => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(done);
      this.start();
    });
  }

  async #loop(): Promise<void> {
    const { clock, signal } = this.#deps.informer;
    try {
      while (!signal.aborted && (this.#deps.wanted() || this.#waiting.size > 0)) {
        const startedAt = clock.now();
        await this.#sweepOnce(startedAt);
        await sleep(clock, Math.max(0, startedAt + this.#pause() - clock.now()), signal);
      }
      if (!signal.aborted) this.#deps.idle();
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#running = false;
      // What is remembered grows old from here on; who asks next waits for a new listing.
      this.#listedAt = undefined;
    }
  }

  async #sweepOnce(startedAt: number): Promise<void> {
    try {
      await this.#deps.sweep();
      this.#failures = 0;
      this.#listedAt = startedAt;
      this.#deps.report(undefined);
      for (const done of this.#waiting) done();
      this.#waiting.clear();
    } catch (error) {
      this.#deps.informer.signal.throwIfAborted();
      this.#failures += 1;
      this.#deps.report(error instanceof CloudError ? error : unexpected(error));
    }
  }

  #pause(): number {
    const { random, settings } = this.#deps.informer;
    const interval = jitter(random, settings.sweepIntervalMs, spread);
    if (this.#listedAt !== undefined || this.#failures === 0) return interval;
    return Math.min(interval, backoffDelay(this.#failures, firstTries, random));
  }
}

function unexpected(error: unknown): CloudError {
  return new CloudError('transient', 'SweepFailed', `SweepFailed: ${error instanceof Error ? error.message : 'unknown error'}`);
}
