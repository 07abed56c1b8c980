import type { Clock } from '../../base/clock.ts';
import { OverBudget } from '../../engine/over-budget.ts';
import { UnsentError } from '../error/unsent-error.ts';
import type { Lane } from './call-bucket.ts';
import { CallBucket } from './call-bucket.ts';
import { limitOf } from './published-limits.ts';

/** `published`: AWS's own limits; `unlimited`: none, for tests and benches. */
export type RateMode = 'published' | 'unlimited';

/** The scope of one of AWS's buckets: (account, Region, service, action). */
export interface BudgetScope {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
}

export interface AcquireOptions {
  readonly lane: Lane;
  /** Refused at once, unsent and with the time of its turn, when the wait would be longer. Absent: waits as long as it takes. */
  readonly maxWaitMs?: number;
  readonly signal: AbortSignal;
}

/** One bucket per scope, shared by all sessions and workers of the process: AWS counts by account, whatever the credentials. */
export class CallBudgets {
  readonly #clock: Clock;
  readonly #mode: RateMode;
  /** Grows with accounts × Regions × actions in use. */
  readonly #buckets = new Map<string, CallBucket>();

  constructor(clock: Clock, mode: RateMode) {
    this.#clock = clock;
    this.#mode = mode;
  }

  /** Resolves when the call may be made; rejects with `UnsentError` of an `OverBudget`, or with the signal's reason. */
  async acquire(scope: BudgetScope, options: AcquireOptions): Promise<void> {
    if (this.#mode === 'unlimited') return;
    const bucket = this.#bucket(scope);
    if (options.maxWaitMs !== undefined && bucket.expectedWait(options.lane) > options.maxWaitMs) {
      const message = `CallBudgetExhausted: ${scope.service} ${scope.action} is over the rate that AWS allows`;
      throw new UnsentError(new OverBudget(message, bucket.nextTurn(options.lane)));
    }
    await bucket.acquire(options.lane, options.signal);
  }

  /** Tells the scope's bucket how AWS took a call. */
  learn(scope: BudgetScope, throttled: boolean): void {
    if (this.#mode === 'unlimited') return;
    const bucket = this.#bucket(scope);
    if (throttled) bucket.throttled();
    else bucket.succeeded();
  }

  #bucket(scope: BudgetScope): CallBucket {
    const key = `${scope.account}/${scope.region}/${scope.service}/${scope.action}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const made = new CallBucket(this.#clock, limitOf(scope.service, scope.action));
    this.#buckets.set(key, made);
    return made;
  }
}
