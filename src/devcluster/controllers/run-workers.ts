import type { Logger } from '../../base/logger.ts';
import type { WorkQueue } from '../../kubernetes/work-queue.ts';

/** Who takes keys off a queue. */
export interface WorkersOptions {
  readonly queue: WorkQueue;
  readonly workers: number;
  readonly logger: Logger;
  /** A key whose handling rejects comes again, later each time. */
  readonly handle: (key: string) => Promise<void>;
}

/** Handles keys until the signal aborts, and then those already begun. Never rejects. */
export async function runWorkers({ queue, workers, logger, handle }: WorkersOptions, signal: AbortSignal): Promise<void> {
  const work = async (): Promise<void> => {
    for (let key = await queue.take(signal); key !== undefined; key = await queue.take(signal)) {
      try {
        await handle(key);
        queue.forget(key);
      } catch (error) {
        const retryInMs = queue.addRateLimited(key);
        logger.debug({ err: error, key, retryInMs }, 'tried again later');
      }
      queue.done(key);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  queue.shutDown();
}
