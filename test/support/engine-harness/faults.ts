/** What happens at a write to the API server, or at a mutating call to the cloud. `conflict`: somebody else changes the object right before. */
export type FaultKind = 'crashBefore' | 'crashAfter' | 'lost' | 'dropped' | 'conflict' | 'throttled';

/** Strikes once, at the `at`-th write or call (from 1) since it was armed. */
export interface Fault {
  readonly where: 'write' | 'call';
  readonly at: number;
  readonly how: FaultKind;
}

/** Counts writes and calls, and says when the armed fault strikes. */
export class FaultPlan {
  readonly #fault: Fault | undefined;
  readonly counts = { write: 0, call: 0 };

  constructor(fault?: Fault) {
    this.#fault = fault;
  }

  next(where: Fault['where']): FaultKind | undefined {
    this.counts[where] += 1;
    const fault = this.#fault;
    return fault?.where === where && fault.at === this.counts[where] ? fault.how : undefined;
  }
}
