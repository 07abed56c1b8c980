import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again, every 50 ms, until the answer is true; rejects after `timeoutMs` with the last error, if there was one. For real servers only. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    await delay(50);
  }
  throw new Error(`did not come true within ${timeoutMs} ms: ${condition.toString()}`, { cause: last });
}

/** True while there is a process of this pid. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
