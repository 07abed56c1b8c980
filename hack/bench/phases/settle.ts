import { setTimeout as delay } from 'node:timers/promises';
import { progress } from '../../lib/progress.ts';
import { count, type Measured } from '../cost.ts';
import { listings } from '../listings.ts';

const patienceMs = 900_000;
/** Longer than the settle time of EC2, in which what was just written is not written anew. */
const leastSeconds = 35;

/** Waits until AWS has got nothing but listings for as long as two sweeps take, and 35 s at least. */
export async function settle({ controller, cloud }: Measured, sweepSeconds: number): Promise<void> {
  const line = progress('at rest');
  const deadline = performance.now() + patienceMs;
  try {
    for (let others = 1; others > 0;) {
      if (performance.now() > deadline) throw new Error(`not at rest after ${patienceMs / 1000} s`);
      await cloud.forgetCalls();
      await delay(Math.max(leastSeconds, 2 * sweepSeconds) * 1000);
      const known = listings(await controller.samples());
      others = count(await cloud.calls(), (action) => !known.has(action));
      line.update(others === 0 ? 'yes' : `${others} calls beside listings`);
    }
  } finally {
    line.end();
  }
}
