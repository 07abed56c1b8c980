import type { Clock } from '../base/clock.ts';
import { systemClock } from './system-clock.ts';

/**
 * The machine's clock as it was when the process began, and the time that has passed since. Setting the machine's clock doesn't move it:
 * how long a lease is held, and how long what was made may be unseen, must not depend on that.
 */
export const steadyClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  after: (delayMs, callback) => systemClock.after(delayMs, callback),
};
