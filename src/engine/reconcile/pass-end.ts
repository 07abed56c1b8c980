import type { Managed } from '../object/managed.ts';
import type { ReportedEvent } from '../report/report-events.ts';
import type { Requeue } from '../report/requeue.ts';

/** What a pass leaves for the controller. */
export interface PassEnd {
  readonly requeue: Requeue;
  readonly events: readonly ReportedEvent[];
  /** The object as it was last read or written; undefined once it was let go. */
  readonly managed: Managed | undefined;
  /** Its deletion waits for other objects. */
  readonly blocked?: boolean;
}
