/**
 * What happens to a process at one of its requests. `crashBefore`, `crashAfter`: it dies right before, or when the request has taken
 * effect and no answer came. `frozenBefore`, `frozenAfter`: it stands still for so long that another takes its lease, and goes on.
 * `clockForwards`, `clockBack`: the machine's clock is set wrong and the process dies when the request has taken effect, so that the
 * one that follows begins with another time.
 */
export type ProcessFault = 'crashBefore' | 'crashAfter' | 'frozenBefore' | 'frozenAfter' | 'clockForwards' | 'clockBack';

/** What happens to a request. `lost`: it takes effect, its answer doesn't come. `dropped`: neither. */
type RequestFault = 'lost' | 'dropped';

/** What happens at one write to the API server. `conflict`: somebody else changes the object right before. */
export type WriteFault = ProcessFault | RequestFault | 'conflict';

/**
 * What happens at one mutating call to AWS. `throttled`, `denied`, `serverError`: AWS answers so; a server error comes after the work
 * was done. `late`: the caller gives up, and AWS does it a while later. `storm`, `stormOfAction`: from then on every call, or every
 * one of this action, is throttled for minutes.
 */
export type CallFault = ProcessFault | RequestFault | 'throttled' | 'denied' | 'serverError' | 'late' | 'storm' | 'stormOfAction';

/** Faults after which no more may have been made and deleted than without them. */
export const writeFaults: readonly WriteFault[] = ['crashBefore', 'crashAfter', 'lost', 'dropped', 'conflict'];
export const callFaults: readonly CallFault[] = [
  'crashBefore',
  'crashAfter',
  'lost',
  'dropped',
  'throttled',
  'denied',
  'serverError',
  'late',
  'storm',
  'stormOfAction',
];
export const clockFaults = ['clockForwards', 'clockBack'] as const satisfies readonly ProcessFault[];
export const freezes = ['frozenBefore', 'frozenAfter'] as const satisfies readonly ProcessFault[];

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
