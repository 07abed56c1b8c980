import type { StatusCause } from '../api/status-error.ts';

/**
 * What came of checking a value. `matches` counts the checks that were passed, as Kubernetes does: of several alternatives that
 * all fail, the causes of the one with the most are told.
 */
export interface Outcome {
  readonly causes: StatusCause[];
  matches: number;
}

/** Nothing checked yet. */
export function newOutcome(): Outcome {
  return { causes: [], matches: 0 };
}

/** Adds what came of a part. */
export function addOutcome(outcome: Outcome, part: Outcome): void {
  outcome.causes.push(...part.causes);
  outcome.matches += part.matches;
}
