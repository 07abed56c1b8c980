import { setTimeout as delay } from 'node:timers/promises';
import { progress } from '../lib/progress.ts';

/** What is waited for. */
export interface Wait {
  readonly title: string;
  /** How far it is, of `goal`. */
  readonly reached: () => Promise<number>;
  readonly goal: number;
  /** After that it is given up, with an Error that says how far it was. */
  readonly patienceMs: number;
  readonly everyMs: number;
}

/** Waits with a line of progress. */
export async function waitFor({ title, reached, goal, patienceMs, everyMs }: Wait): Promise<void> {
  const line = progress(title);
  const deadline = performance.now() + patienceMs;
  try {
    for (let now = await reached(); now < goal; now = await reached()) {
      line.update(`${now} of ${goal}`);
      if (performance.now() > deadline) throw new Error(`${title}: ${now} of ${goal} after ${patienceMs / 1000} s`);
      await delay(everyMs);
    }
    line.update(`${goal} of ${goal}`);
  } finally {
    line.end();
  }
}
