/**
 * What happens at a write to the API server, or at a mutating call to the cloud. `lost`: it takes effect, its answer doesn't come.
 * `dropped`: neither. `late`: no answer comes, the effect does so later. `conflict`: somebody else changes the object right before.
 */
export type FaultKind = 'crashBefore' | 'crashAfter' | 'lost' | 'dropped' | 'late' | 'conflict' | 'throttled';

/** Strikes once, at the `at`-th write or call (from 1) since it was armed. `late` and `throttled` are for calls, `conflict` for writes. */
export interface Fault {
  readonly where: 'write' | 'call';
  readonly at: number;
  readonly how: FaultKind;
}

/** Counts writes and calls, and says when an armed fault strikes. */
export class FaultPlan {
  readonly #faults: readonly Fault[];
  readonly counts = { write: 0, call: 0 };

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  next(where: Fault['where']): FaultKind | undefined {
    this.counts[where] += 1;
    return this.#faults.find((fault) => fault.where === where && fault.at === this.counts[where])?.how;
  }
}
