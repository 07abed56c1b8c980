import type { Outcome } from '../report/outcome.ts';
import type { Requeue } from '../report/requeue.ts';
import type { Pass } from './pass.ts';

/** Waiting for a reference shorter than this is not worth a write: in an unordered apply most waits are over by then (ms). */
const missingTargetMs = 3_000;

/**
 * A new object that waits for a reference says so only when the wait lasts. Returns when to look again instead of the
 * write; undefined: write. Its status says `observedGeneration: -1` until then, which readers take for in progress.
 */
export function isQuietWait(pass: Pass, outcome: Outcome): Requeue | undefined {
  if (outcome.type !== 'progressing' || outcome.reason !== 'WaitingForReference') return undefined;
  const { managed, engine } = pass;
  if (managed.status.conditions.length > 0) return undefined;
  const left = managed.created + missingTargetMs - engine.clock.now();
  return left > 0 ? { type: 'after', afterMs: left } : undefined;
}
