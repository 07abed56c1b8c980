/**
 * What happens at one write to the API server, or at one mutating call to AWS. `crashBefore`, `crashAfter`: the process dies right
 * before, or when it has taken effect and no answer came. `lost`: it takes effect, its answer doesn't come. `dropped`: neither.
 * `conflict` (writes): somebody else changes the object right before. `throttled`, `denied`, `serverError` (calls): AWS answers so;
 * a server error comes after the work was done.
 */
export type WriteFault = 'crashBefore' | 'crashAfter' | 'lost' | 'dropped' | 'conflict';
export type CallFault = 'crashBefore' | 'crashAfter' | 'lost' | 'dropped' | 'throttled' | 'denied' | 'serverError';

export const writeFaults: readonly WriteFault[] = ['crashBefore', 'crashAfter', 'lost', 'dropped', 'conflict'];
export const callFaults: readonly CallFault[] = ['crashBefore', 'crashAfter', 'lost', 'dropped', 'throttled', 'denied', 'serverError'];

/** Strikes at the `at`-th write or mutating call, from 1, since the faults were armed. */
export type PlannedFault =
  | { readonly where: 'write'; readonly at: number; readonly how: WriteFault }
  | { readonly where: 'call'; readonly at: number; readonly how: CallFault };

/** Counts writes and mutating calls of all replicas, and says when a planned fault strikes. */
export class FaultPlan {
  readonly #writes = new Map<number, WriteFault>();
  readonly #calls = new Map<number, CallFault>();
  #written = 0;
  #called = 0;

  constructor(faults: readonly PlannedFault[]) {
    for (const fault of faults) {
      if (fault.where === 'write') this.#writes.set(fault.at, fault.how);
      else this.#calls.set(fault.at, fault.how);
    }
  }

  get counts(): { readonly writes: number; readonly calls: number } {
    return { writes: this.#written, calls: this.#called };
  }

  nextWrite(): WriteFault | undefined {
    this.#written += 1;
    return this.#writes.get(this.#written);
  }

  nextCall(): CallFault | undefined {
    this.#called += 1;
    return this.#calls.get(this.#called);
  }
}
