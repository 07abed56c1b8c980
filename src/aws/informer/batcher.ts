import type { Clock } from '../../base/clock.ts';
import { sleep } from '../../base/clock.ts';
import { Limiter } from './limiter.ts';

export interface BatcherOptions<Result> {
  readonly clock: Clock;
  /** Requests that come within this time (ms) of the first go together. */
  readonly windowMs: number;
  /** Keys that one run takes. */
  readonly maxKeys: number;
  /** Gets distinct keys. What it resolves with, or rejects with, is the answer to all who asked for one of them. */
  readonly run: (keys: readonly string[]) => Promise<Result>;
}

interface Waiter<Result> {
  readonly key: string;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs at one time, of one batcher. */
const width = 8;

/** Merges requests for keys that come close together into few runs. A run starts after all of its requests were made. */
export class Batcher<Result> {
  readonly #options: BatcherOptions<Result>;
  readonly #limiter = new Limiter(width);
  #waiting: Waiter<Result>[] = [];

  constructor(options: BatcherOptions<Result>) {
    this.#options = options;
  }

  /** Resolves with the result of a run that started at or after `notBefore` (ms). An abort ends this request, not the run. */
  async request(key: string, notBefore: number, signal: AbortSignal): Promise<Result> {
    const { clock } = this.#options;
    signal.throwIfAborted();
    if (notBefore > clock.now()) await sleep(clock, notBefore - clock.now(), signal);
    return await new Promise((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      const settle = (): void => signal.removeEventListener('abort', onAbort);
      this.#enqueue({
        key,
        resolve: (result) => {
          settle();
          resolve(result);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
    });
  }

  #enqueue(waiter: Waiter<Result>): void {
    this.#waiting.push(waiter);
    if (this.#waiting.length === 1) this.#options.clock.after(this.#options.windowMs, () => this.#flush());
  }

  #flush(): void {
    const byKey = Map.groupBy(this.#waiting, ({ key }) => key);
    this.#waiting = [];
    const keys = [...byKey.keys()];
    for (let at = 0; at < keys.length; at += this.#options.maxKeys) {
      const chunk = keys.slice(at, at + this.#options.maxKeys);
      const waiters = chunk.flatMap((key) => byKey.get(key) ?? []);
      this.#limiter
        .run(() => this.#options.run(chunk))
        .then(
          (result) => waiters.forEach(({ resolve }) => resolve(result)),
          (error: unknown) => waiters.forEach(({ reject }) => reject(error)),
        );
    }
  }
}
