import type { ServiceName } from './service.ts';

const mostCalls = 10_000;

/** One call that came in. */
export interface CallRecord {
  /** ms since the epoch, by the simulator's clock. */
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly service: ServiceName;
  readonly action: string;
  /** Names alone: values may be secrets. */
  readonly parameters: readonly string[];
  readonly requestId: string;
  /** `ok`, the error's code, or `ConnectionCut`. */
  readonly outcome: string;
  /** The operation was carried out, whatever the caller was told. */
  readonly tookEffect: boolean;
}

/** The last calls, and how many there were of each action. */
export class CallLog {
  #calls: CallRecord[] = [];
  #counts = new Map<string, number>();

  add(call: CallRecord): void {
    this.#calls.push(call);
    // Let go in bulk.
    if (this.#calls.length >= 2 * mostCalls) this.#calls = this.#calls.slice(-mostCalls);
    const key = `${call.service}:${call.action}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Oldest first. */
  calls(): readonly CallRecord[] {
    return this.#calls.slice(-mostCalls);
  }

  /** By `ec2:CreateVpc`. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  clear(): void {
    this.#calls = [];
    this.#counts = new Map();
  }
}
