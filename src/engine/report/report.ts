import type { Condition } from '../../kubernetes/condition.ts';
import { conditionsOf } from './conditions.ts';
import type { Outcome, ReportContext } from './outcome.ts';
import { reportEvents, type ReportedEvent } from './report-events.ts';
import { requeueOf, type Requeue } from './requeue.ts';

/** How a pass ended, for its three readers. */
export interface Report {
  /** All of them, in the order in which they are written. */
  readonly conditions: readonly Condition[];
  readonly events: readonly ReportedEvent[];
  readonly requeue: Requeue;
}

/**
 * Says how a pass ended: to readers of status, of events, and to the queue. Pure; reporting the same outcome twice gives
 * the same conditions and no event.
 */
export function report(outcome: Outcome, previous: readonly Condition[], context: ReportContext): Report {
  const conditions = conditionsOf(outcome, previous, context);
  return { conditions, events: reportEvents(previous, conditions, context), requeue: requeueOf(outcome) };
}
