import { CloudError } from '../../engine/cloud.ts';
import type { DeepPart } from '../aws-kind.ts';
import { chunks } from './chunks.ts';
import type { DeepReader } from './deep-reader.ts';
import type { Entry } from './entry.ts';
import type { InformerDeps } from './informer-deps.ts';
import type { KindCache } from './kind-cache.ts';

export interface DeepSweepDeps {
  readonly informer: InformerDeps;
  readonly cache: KindCache;
  readonly reader: DeepReader;
  readonly report: (part: DeepPart, error: CloudError | undefined) => void;
  readonly nextDeepAt: () => number;
}

/**
 * Reads the deep parts of watched keys anew when their time has come, in the lane of deep reads, one call after the other. The
 * early ones are read once before that, after the first sweep that a key is there.
 */
export class DeepSweep {
  readonly #deps: DeepSweepDeps;
  #running = false;

  constructor(deps: DeepSweepDeps) {
    this.#deps = deps;
  }

  /** Starts on what is due, unless an earlier start is still at it. */
  start(): void {
    if (this.#running || this.#deps.cache.parts.length === 0) return;
    const early = this.#deps.cache.parts.filter((part) => part.early === true);
    const watched = this.#watched();
    const now = this.#deps.informer.clock.now();
    const due = watched.filter((entry) => entry.deepDueAt <= now);
    const fresh = early.length === 0 ? [] : watched.filter((entry) => !entry.knowsEarly && entry.deepDueAt > now && isSettled(entry));
    if (due.length === 0 && fresh.length === 0) return;
    this.#running = true;
    this.#deps.informer.background('deep reads', async () => {
      try {
        if (await this.#readParts(early, fresh)) for (const entry of fresh) entry.knowsEarly = true;
        if (await this.#readParts(this.#deps.cache.parts, due)) this.#postpone(due);
      } finally {
        this.#running = false;
      }
    });
  }

  #watched(): readonly Entry[] {
    const { cache } = this.#deps;
    return [...cache.entries()].filter((entry) => entry.status === 'present' && cache.isWatched(entry));
  }

  async #readParts(parts: readonly DeepPart[], entries: readonly Entry[]): Promise<boolean> {
    let complete = true;
    for (const part of parts) complete = (await this.#readPart(part, entries)) && complete;
    return complete;
  }

  /** A part that can't be read is reported, and what is left of it tried again after the next sweep: it must not starve the others. */
  async #readPart(part: DeepPart, due: readonly Entry[]): Promise<boolean> {
    const keys = due.filter((entry) => isStale(part, entry)).map(({ key }) => key);
    try {
      for (const chunk of chunks(keys, part.keysPerRead)) await this.#readChunk(part, chunk);
      this.#deps.report(part, undefined);
      return true;
    } catch (error) {
      if (this.#deps.informer.signal.aborted) return false;
      if (!(error instanceof CloudError)) throw error;
      this.#deps.report(part, error);
      return false;
    }
  }

  /** What was deleted since the listing is no trouble of the others': the next listing lacks it. */
  async #readChunk(part: DeepPart, keys: readonly string[]): Promise<void> {
    this.#deps.informer.signal.throwIfAborted();
    try {
      await this.#deps.reader.read(part, keys, 'deep');
    } catch (error) {
      if (!(error instanceof CloudError) || error.errorClass !== 'notFound') throw error;
    }
  }

  #postpone(entries: readonly Entry[]): void {
    for (const entry of entries) {
      entry.knowsEarly = true;
      entry.deepDueAt = this.#deps.nextDeepAt();
    }
  }
}

/** Deep parts that were read since the last look are those of a change of ours: its object waits for the next look, and is to be woken once. */
function isSettled({ seenAt, deep }: Entry): boolean {
  return [...deep.values()].every((reading) => reading.seenAt <= seenAt);
}

function isStale(part: DeepPart, entry: Entry): boolean {
  return (entry.deep.get(part.name)?.seenAt ?? Number.NEGATIVE_INFINITY) < entry.deepDueAt;
}
