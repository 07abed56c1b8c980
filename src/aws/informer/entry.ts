import type { Sighting } from '../../engine/cloud.ts';
import type { Observation } from '../../engine/observation.ts';
import type { DeepPart } from '../aws-kind.ts';
import type { DeepReading } from './merge-deep.ts';
import { mergeDeep } from './merge-deep.ts';

const never = Number.NEGATIVE_INFINITY;

/** What is known of one key: its last look, what deep reads showed beside, and how sure it is that it is there. */
export class Entry {
  readonly key: string;
  readonly #parts: readonly DeepPart[];
  readonly deep = new Map<string, DeepReading>();
  status: Sighting['state'] = 'unseen';
  /** Start of the request that saw it last (ms). */
  seenAt = never;
  /** The item that showed it last. */
  itemId: string | undefined;
  /** Until then it is not believed to be missing: it was just created (ms). */
  freshUntil = never;
  /** Start of the first read by id that did not show it, since it was last seen (ms). */
  missedAt: number | undefined;
  goneAt: number | undefined;
  /** When its deep parts are to be read again (ms). */
  deepDueAt = never;
  /** The parts that are read early were asked for since it came. */
  knowsEarly = false;
  #base: Observation | undefined;
  #merged: Observation | undefined;

  constructor(key: string, parts: readonly DeepPart[]) {
    this.key = key;
    this.#parts = parts;
  }

  /** The last look, whatever the status; undefined when it was never seen. */
  observation(): Observation | undefined {
    if (this.#base === undefined) return undefined;
    if (this.#merged?.seenAt !== this.seenAt) this.#merged = { ...mergeDeep(this.#base, this.#parts, this.deep), seenAt: this.seenAt };
    return this.#merged;
  }

  see(base: Observation, seenAt: number): void {
    this.#base = base;
    this.#merged = undefined;
    this.touch(seenAt);
  }

  /** Seen again, as it was. */
  touch(seenAt: number): void {
    this.seenAt = Math.max(this.seenAt, seenAt);
    this.status = 'present';
    this.missedAt = undefined;
    this.goneAt = undefined;
  }

  /** Confirmed, by a read that started at `at`, not to be there. What deep reads showed goes with it. */
  leave(at: number): void {
    this.status = 'gone';
    this.goneAt = at;
    this.deepDueAt = never;
    this.knowsEarly = false;
  }

  /** Takes what a deep read showed, unless a later one is here. */
  seeDeep(part: string, reading: DeepReading): void {
    if ((this.deep.get(part)?.seenAt ?? never) > reading.seenAt) return;
    this.deep.set(part, reading);
    this.#merged = undefined;
  }

  sighting(): Sighting {
    const observation = this.observation();
    if (this.status === 'present' && observation !== undefined) return { state: 'present', observation };
    if (this.status === 'gone') return { state: 'gone', confirmedAt: this.goneAt ?? this.seenAt };
    return this.status === 'suspect' ? { state: 'suspect' } : { state: 'unseen' };
  }
}
