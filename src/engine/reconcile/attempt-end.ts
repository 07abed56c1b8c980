import type { EngineSettings } from '../engine.ts';
import type { Kind } from '../kind.ts';
import type { CreateAttempt } from '../object/metadata.ts';

/** The moment (ms) after which a look shows for certain whether a create attempt took effect: a former leader's call may still be under way before. */
export function attemptEnd(settings: EngineSettings, kind: Kind, attempt: CreateAttempt): number {
  return attempt.time + settings.leaseMs + settings.requestTimeoutMs + (settings.visibilityWindowMs ?? kind.visibilityWindowMs);
}
