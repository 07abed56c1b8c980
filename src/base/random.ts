/** A random number in [0, 1). The only source of chance in `src/`; production hands in `Math.random`, tests a seeded one. */
export type Random = () => number;

/** `value` spread by ±`fraction` (0 to 1), so that many timers of one length do not fire together. */
export function jitter(random: Random, value: number, fraction: number): number {
  return value * (1 + fraction * (2 * random() - 1));
}
