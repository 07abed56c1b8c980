import type { Logger } from './logger.ts';

/** Supervises promises that nobody awaits: what they reject with is logged, and `settled` waits for all of them. */
export class TaskGroup {
  readonly #logger: Logger;
  readonly #running = new Set<Promise<void>>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Starts a task. One that ends because the signal it was given aborted should resolve; anything it throws is a fault. */
  start(name: string, run: () => Promise<void>): void {
    const task = run()
      .catch((error: unknown) => {
        this.#logger.error({ task: name, error: error instanceof Error ? error.message : String(error) }, 'a background task failed');
      })
      .finally(() => {
        this.#running.delete(task);
      });
    this.#running.add(task);
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
