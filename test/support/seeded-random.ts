import type { Random } from '../../src/base/random.ts';

/** A reproducible random source: a linear congruential generator modulo 2^32 (multiplier and increment of Numerical Recipes). */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
