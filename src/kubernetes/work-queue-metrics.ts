import type { Priority } from './work-queue.ts';

/** What a work queue tells of itself, shaped so that the `workqueue_*` metrics of controller-runtime can be fed from it. Times are in seconds. */
export interface WorkQueueMetrics {
  /** Keys ready to be taken, of one priority. */
  depth(depth: number, priority: Priority): void;
  added(): void;
  retried(): void;
  /** A key was taken; it had been ready for so long. */
  taken(queuedSeconds: number): void;
  finished(workSeconds: number): void;
}

/** Metrics that go nowhere. */
export const noWorkQueueMetrics: WorkQueueMetrics = {
  depth: () => undefined,
  added: () => undefined,
  retried: () => undefined,
  taken: () => undefined,
  finished: () => undefined,
};

/** What is being worked on at this moment, for `workqueue_unfinished_work_seconds` and `workqueue_longest_running_processor_seconds`. */
export interface UnfinishedWork {
  readonly totalSeconds: number;
  readonly longestSeconds: number;
}
