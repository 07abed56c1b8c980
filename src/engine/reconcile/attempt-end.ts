import type { CreateAttempt } from '../object/metadata.ts';
import type { EngineSettings } from '../engine.ts';
import type { Kind } from '../kind.ts';
import type { ObjectMemory } from './object-memory.ts';

/** What of a pass it depends on. */
interface Sight {
  readonly engine: { readonly settings: EngineSettings };
  readonly kind: Pick<Kind, 'visibilityWindowMs'>;
  readonly memory: Pick<ObjectMemory, 'attemptSeen'>;
  readonly startedAt: number;
}

/** How far the clocks of two processes may be apart (ms): as far as AWS puts up with in what is signed. */
const clockSkewMs = 15 * 60_000;

/**
 * The moment (ms) after which a look shows for certain whether a create attempt took effect: a former leader's call may still be under way
 * before. It counts from when this process saw the attempt first, for the one that wrote its time may have had another clock.
 */
export function attemptEnd({ engine: { settings }, kind, memory, startedAt }: Sight, attempt: CreateAttempt): number {
  if (memory.attemptSeen?.time !== attempt.time) memory.attemptSeen = { time: attempt.time, at: startedAt };
  const begin = Math.min(memory.attemptSeen.at, attempt.time + clockSkewMs);
  return begin + settings.leaseMs + settings.requestTimeoutMs + (settings.visibilityWindowMs ?? kind.visibilityWindowMs);
}
