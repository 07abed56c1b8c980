import type { DevObject } from '../api/dev-object.ts';

/** What became of one object at one revision. `gone` is its last state with the resourceVersion of its deletion. */
export interface Change {
  readonly revision: number;
  readonly key: string;
  readonly previous: DevObject | undefined;
  readonly current: DevObject | undefined;
  readonly gone: DevObject | undefined;
}

/** The last changes of one resource, each with a sequence number of its own; older ones are forgotten. */
export class ChangeRing {
  readonly #limit: number;
  readonly #changes: Change[] = [];
  /** Revisions up to here are no longer to be had change by change. */
  #forgotten: number;
  #end = 0;

  constructor(limit: number, forgotten: number) {
    this.#limit = limit;
    this.#forgotten = forgotten;
  }

  /** The sequence number that the next change gets. */
  get end(): number {
    return this.#end;
  }

  get forgotten(): number {
    return this.#forgotten;
  }

  push(change: Change): void {
    const place = this.#end % this.#limit;
    this.#forgotten = this.#changes[place]?.revision ?? this.#forgotten;
    this.#changes[place] = change;
    this.#end += 1;
  }

  /** The change with this number, unless it is forgotten or yet to come. */
  at(sequence: number): Change | undefined {
    return sequence >= this.#end - this.#limit && sequence < this.#end ? this.#changes[sequence % this.#limit] : undefined;
  }

  /** The number of the first change after this revision; undefined: some of them are forgotten. */
  after(revision: number): number | undefined {
    if (revision < this.#forgotten) return undefined;
    let low = Math.max(0, this.#end - this.#limit);
    let high = this.#end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at(middle)?.revision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
