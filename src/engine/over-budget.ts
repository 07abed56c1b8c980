import { CloudError } from './cloud.ts';

/** A call was held back unsent: it would have gone over the rate that the cloud allows. */
export class OverBudget extends CloudError {
  /** When its turn is, ms from now: trying earlier is in vain, and later leaves the allowance unused. */
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super('throttled', 'CallBudgetExhausted', message);
    this.name = 'OverBudget';
    this.retryAfterMs = retryAfterMs;
  }
}
