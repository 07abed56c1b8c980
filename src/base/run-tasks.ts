/** Runs for as long as it likes, at most until the signal aborts; a rejection is a failure of the whole. */
export type Task = (signal: AbortSignal) => Promise<void>;

/**
 * Runs tasks side by side. The first that fails, or the outer signal, aborts all; then every one is awaited, so that
 * nothing outlives the call. Rejects with the first failure; failures after an abort from outside count too.
 */
export async function runTasks(tasks: readonly Task[], signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const running = tasks.map(async (task) => {
    try {
      await task(both);
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
  });
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
