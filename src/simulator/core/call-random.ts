import type { Random } from '../../base/random.ts';

/** Numbers that a generator of its own can begin with. */
export function newSeed(random: Random): readonly number[] {
  return Array.from({ length: 4 }, () => Math.floor(random() * 0x1_0000_0000));
}

/** The same numbers for the same seed: the small fast counting generator (sfc32) on four 32-bit words. */
export function randomOf(seed: readonly number[]): Random {
  let [a = 0, b = 0, c = 0, counter = 1] = seed;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first numbers still show the seed.
  for (let round = 0; round < 12; round += 1) next();
  return () => next() / 0x1_0000_0000;
}
