import type { CloudView } from '../cloud.ts';
import type { WriteMemory } from '../plan/settle.ts';

/** What this process remembers of one object between passes. Losing it costs a look, never a second resource. */
export interface ObjectMemory {
  readonly uid: string;
  /** Where the object is watched in the cloud. */
  view: CloudView | undefined;
  /** The view whose first listing will wake the object. */
  awaitsListingOf: CloudView | undefined;
  /** When the last calls that may open parts of several were begun (ms): these may not be shown yet. 0: none. */
  lastOpened: number;
  /** End of the last mutating call (ms); what was seen by an earlier request is stale. 0: none. */
  lastMutation: number;
  /** The `lastMutation` of which a look has shown all that it changed: what was seen before it is not stale for it. 0: none. */
  shownMutation: number;
  /** What was written within the settle time. */
  writes: WriteMemory;
  /** Keyed hashes of the secret values that this process sent, by path: status may not say so yet. */
  secretHashes: Readonly<Record<string, string>>;
  /** When this process saw the attempt on record first, which is known by its time (ms). */
  attemptSeen: { readonly time: number; readonly at: number } | undefined;
  /** The attempt whose create call was definitely refused: it may be tried again under the same number. */
  refusedAttempt: number | undefined;
  /** The attempt whose client token AWS refuses because it was used with other parameters. */
  tokenBurnt: number | undefined;
  /** This process knows that the cloud held nothing of this object before any attempt: it looked, or saw the object when it was fresh. */
  looked: boolean;
  /**
   * The last look may have come too early: the next pass needs one that began no earlier than this (ms), whoever asked for it. 0: none is
   * needed; infinite: the pass asks itself.
   */
  rereadFrom: number;
  /** A delete call was accepted: a look that no longer shows the resource is enough. */
  deleted: boolean;
  /** It has been Ready at some time. */
  wasReady: boolean;
  /** Duplicates that were tried to be deleted once. */
  readonly keptDuplicates: Set<string>;
  /** Delay before the next look at something in flight (ms), 2 s doubling to 30 s. */
  lookDelay: number;
  /** Last time that a valid look came in, the process' own begin with the object standing for those of processes before (ms). */
  lastLook: number;
}

/** What is no older than this has nothing in the cloud yet, for nobody has had the time to make it (ms). */
const freshForMs = 5_000;
const firstLookDelayMs = 2_000;
const longestLookDelayMs = 30_000;

/** Of an object that was made at `created` and that this process sees for the first time now (ms). */
export function newMemory(uid: string, created: number, now: number): ObjectMemory {
  return {
    uid,
    view: undefined,
    awaitsListingOf: undefined,
    lastOpened: 0,
    lastMutation: 0,
    shownMutation: 0,
    writes: new Map(),
    secretHashes: {},
    attemptSeen: undefined,
    refusedAttempt: undefined,
    tokenBurnt: undefined,
    looked: now - created <= freshForMs,
    rereadFrom: 0,
    deleted: false,
    wasReady: false,
    keptDuplicates: new Set(),
    lookDelay: firstLookDelayMs,
    lastLook: now,
  };
}

/** The delay before the next look; each call doubles the one after. */
export function nextLook(memory: ObjectMemory): number {
  const delay = memory.lookDelay;
  memory.lookDelay = Math.min(delay * 2, longestLookDelayMs);
  return delay;
}

/** Something moved: the next delay is short again. */
export function resetLook(memory: ObjectMemory): void {
  memory.lookDelay = firstLookDelayMs;
}
