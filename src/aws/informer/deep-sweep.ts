import { CloudError } from '../../engine/cloud.ts';
import type { DeepPart } from '../aws-kind.ts';
import type { DeepReader } from './deep-reader.ts';
import type { InformerDeps } from './informer-deps.ts';
import type { KindCache } from './kind-cache.ts';

export interface DeepSweepDeps {
  readonly informer: InformerDeps;
  readonly cache: KindCache;
  readonly reader: DeepReader;
  readonly report: (part: DeepPart, error: CloudError | undefined) => void;
  readonly nextDeepAt: () => number;
}

/** Reads the deep parts of watched keys anew when their time has come, in the lane of deep reads, one call after the other. */
export class DeepSweep {
  readonly #deps: DeepSweepDeps;
  #running = false;

  constructor(deps: DeepSweepDeps) {
    this.#deps = deps;
  }

  /** Starts on what is due, unless an earlier start is still at it. */
  start(): void {
    if (this.#running || this.#deps.cache.parts.length === 0) return;
    const due = this.#dueKeys();
    if (due.length === 0) return;
    this.#running = true;
    this.#deps.informer.background('deep reads', async () => {
      try {
        let complete = true;
        for (const part of this.#deps.cache.parts) complete = (await this.#readPart(part, due)) && complete;
        if (complete) this.#postpone(due);
      } finally {
        this.#running = false;
      }
    });
  }

  #dueKeys(): readonly string[] {
    const { cache, informer } = this.#deps;
    const now = informer.clock.now();
    return [...cache.entries()]
      .filter((entry) => entry.status === 'present' && entry.deepDueAt <= now && cache.isWatched(entry))
      .map(({ key }) => key);
  }

  /** A part that can't be read is reported, and what is left of it tried again after the next sweep: it must not starve the others. */
  async #readPart(part: DeepPart, due: readonly string[]): Promise<boolean> {
    const keys = due.filter((key) => this.#isStale(part, key));
    try {
      for (let at = 0; at < keys.length; at += part.keysPerRead) {
        this.#deps.informer.signal.throwIfAborted();
        await this.#deps.reader.read(part, keys.slice(at, at + part.keysPerRead), 'deep');
      }
      this.#deps.report(part, undefined);
      return true;
    } catch (error) {
      if (this.#deps.informer.signal.aborted) return false;
      if (!(error instanceof CloudError)) throw error;
      this.#deps.report(part, error);
      return false;
    }
  }

  #isStale(part: DeepPart, key: string): boolean {
    const entry = this.#deps.cache.find(key);
    return entry !== undefined && (entry.deep.get(part.name)?.seenAt ?? Number.NEGATIVE_INFINITY) < entry.deepDueAt;
  }

  #postpone(keys: readonly string[]): void {
    for (const key of keys) {
      const entry = this.#deps.cache.find(key);
      if (entry !== undefined) entry.deepDueAt = this.#deps.nextDeepAt();
    }
  }
}
