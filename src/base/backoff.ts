import type { Random } from './random.ts';
import { jitter } from './random.ts';

/** Exponential back-off: the shortest and the longest delay in ms, the latter never exceeded. */
export interface BackoffLimits {
  readonly baseMs: number;
  readonly maxMs: number;
}

const spread = 0.2;

/** The delay in whole ms before the next try after `failures` failed ones (1 or more): `baseMs` doubled at each, spread by ±20 %. */
export function backoffDelay(failures: number, limits: BackoffLimits, random: Random): number {
  const nominal = limits.baseMs * 2 ** Math.min(failures - 1, 52);
  return Math.round(Math.min(limits.maxMs, jitter(random, Math.min(limits.maxMs, nominal), spread)));
}
