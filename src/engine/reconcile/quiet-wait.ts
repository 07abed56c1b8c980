import type { Outcome } from '../report/outcome.ts';
import type { Requeue } from '../report/requeue.ts';
import type { Pass } from './pass.ts';

/** Waits shorter than this are not worth a write: in an unordered apply, and at a start, most are over by then (ms). */
const quietMs: Readonly<Record<string, number>> = { WaitingForReference: 3_000, WaitingForFirstLook: 15_000 };

/**
 * A new object that waits for a reference, or for the first listing, says so only when the wait lasts. Returns when to look again instead of the
 * write; undefined: write. Its status says `observedGeneration: -1` until then, which readers take for in progress.
 */
export function isQuietWait(pass: Pass, outcome: Outcome): Requeue | undefined {
  const patience = outcome.type === 'progressing' ? quietMs[outcome.reason] : undefined;
  if (outcome.type !== 'progressing' || patience === undefined) return undefined;
  const { managed, engine } = pass;
  if (managed.status.conditions.length > 0) return undefined;
  const left = managed.created + patience - engine.clock.now();
  return left > 0 ? { type: 'after', afterMs: Math.min(left, outcome.after ?? left) } : undefined;
}
