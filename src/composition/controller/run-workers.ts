import type { Requeue } from '../../engine/report/requeue.ts';
import type { WorkQueue } from '../../kubernetes/work-queue.ts';

/** Errors that need the user are not retried more often than this (ms). */
const userErrorMs = 600_000;

/** What works a queue off. */
export interface Workers {
  readonly queue: WorkQueue;
  /** Passes that may run at once. */
  readonly concurrency: number;
  /** One pass over a key; when it rejects it is tried again with back-off. */
  readonly pass: (key: string, abort: AbortSignal) => Promise<Requeue>;
  readonly failed: (key: string, error: unknown) => void;
}

/** Works until `stop` aborts, then finishes the passes under way; `abort` cuts those off too. Never rejects. */
export async function runWorkers(workers: Workers, stop: AbortSignal, abort: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: workers.concurrency }, () => work(workers, stop, abort)));
  workers.queue.shutDown();
}

async function work({ queue, pass, failed }: Workers, stop: AbortSignal, abort: AbortSignal): Promise<void> {
  for (let key = await queue.take(stop); key !== undefined; key = await queue.take(stop)) {
    try {
      requeue(queue, key, await pass(key, abort));
    } catch (error) {
      if (abort.aborted) return;
      queue.addRateLimited(key);
      failed(key, error);
    } finally {
      queue.done(key);
    }
  }
}

function requeue(queue: WorkQueue, key: string, when: Requeue): void {
  if (when.type === 'rateLimited') {
    queue.addRateLimited(key);
    return;
  }
  queue.forget(key);
  if (when.type === 'after') queue.add(key, { priority: 'event', after: when.afterMs });
  if (when.type === 'userError') queue.add(key, { priority: 'sweep', after: userErrorMs });
}
