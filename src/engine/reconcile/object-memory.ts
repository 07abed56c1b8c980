/** What this process remembers of one object between passes. Losing it costs a look, never a second resource. */
export interface ObjectMemory {
  readonly uid: string;
  /** End of the last mutating call (ms); what was seen by an earlier request is stale. 0: none. */
  lastMutation: number;
  /** Leaf path → its value before our last write and when that was. */
  readonly writes: Map<string, { readonly before: unknown; readonly at: number }>;
  /** The attempt whose create call was definitely refused: it may be tried again under the same number. */
  refusedAttempt: number | undefined;
  /** Since when this process has known that the cloud held nothing of this object before any attempt. */
  looked: boolean;
  /** Delay before the next look at something in flight (ms), 2 s doubling to 30 s. */
  lookDelay: number;
  /** Last time that a valid look came in (ms). */
  lastLook: number | undefined;
  /** Secret paths whose sending ended unknown. */
  readonly unsureSecrets: Set<string>;
}

const firstLookDelayMs = 2_000;
const longestLookDelayMs = 30_000;

export function newMemory(uid: string): ObjectMemory {
  return {
    uid,
    lastMutation: 0,
    writes: new Map(),
    refusedAttempt: undefined,
    looked: false,
    lookDelay: firstLookDelayMs,
    lastLook: undefined,
    unsureSecrets: new Set(),
  };
}

/** The delay before the next look; each call doubles the one after. */
export function nextLook(memory: ObjectMemory): number {
  const delay = memory.lookDelay;
  memory.lookDelay = Math.min(delay * 2, longestLookDelayMs);
  return delay;
}

export function resetLook(memory: ObjectMemory): void {
  memory.lookDelay = firstLookDelayMs;
}
