import type { Clock } from '../base/clock.ts';

/** Longest delay that a Node timer takes; longer ones would fire at once. */
const longestDelayMs = 2_147_483_647;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(delayMs, 0), longestDelayMs));
    return { cancel: () => clearTimeout(timer) };
  },
};
