import type { Outcome, ReportContext } from './outcome.ts';

/**
 * status.observedGeneration after a pass. Conditions speak of the generation that it names; a pause leaves it where it was
 * while the new generation asks for something, so that nobody takes the old Ready for the new one's.
 */
export function observedGenerationOf(outcome: Outcome, context: ReportContext, previous: number): number {
  const isDeletion = outcome.type === 'deleting' || outcome.type === 'deletionBlocked';
  return !context.paused || isDeletion || isPlanEmpty(outcome, context) ? context.generation : previous;
}

/** Was spec compared with the cloud, and nothing found to do? Passes that end early don't know. */
export function isPlanEmpty(outcome: Outcome, { filtered }: ReportContext): boolean {
  return outcome.type === 'ready' && outcome.drift.length === 0 && filtered.length === 0;
}
