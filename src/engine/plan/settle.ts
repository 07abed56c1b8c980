import { deepEqual } from '../../base/json.ts';
import type { Change } from '../kind.ts';
import type { Observation, Tags } from '../observation.ts';
import { ownerTags } from '../ownership/owner-tags.ts';
import type { Action } from './action.ts';

/** A leaf or tag (`tags.KEY`) that we wrote. */
export interface Write {
  /** What was seen there before. */
  readonly before: unknown;
  /** What we wrote; undefined for a removal. */
  readonly after: unknown;
  /** ms since the epoch */
  readonly at: number;
}

/** By path. Bounded by the leaves of one object. */
export type WriteMemory = ReadonlyMap<string, Write>;

/** What was written lately, and how long to distrust reads of it. */
export interface Settling {
  readonly memory: WriteMemory;
  readonly now: number;
  /** How long an old value may still be read after a change (ms). */
  readonly settleMs: number;
}

/**
 * Splits changes: a difference that we have just written, and whose value is the one from before our write, is a read that
 * came too early; it is read again, not written again. A secret's value is never read, so its change is always written.
 */
export function withinSettle<C extends Change>(
  changes: readonly C[],
  settling: Settling | undefined,
): { readonly write: readonly C[]; readonly reread: readonly C[] } {
  const isEarly = (change: C): boolean => settling !== undefined && change.cause !== 'secret' && isEarlyRead(change, settling);
  return { write: changes.filter((change) => !isEarly(change)), reread: changes.filter(isEarly) };
}

function isEarlyRead(change: Change, { memory, now, settleMs }: Settling): boolean {
  const write = memory.get(change.path);
  return write !== undefined && now - write.at < settleMs && deepEqual(write.before, change.from) && deepEqual(write.after, change.to);
}

/** What to remember after `actions` were carried out at `now` on what was `observed`. Entries older than `settleMs` are dropped. */
export function rememberWrites(settling: Settling, actions: readonly Action[], observed: Observation | undefined): WriteMemory {
  const { memory, now, settleMs } = settling;
  const fresh = [...memory].filter(([, write]) => now - write.at < settleMs);
  const written = actions.flatMap((action) => writesOf(action, observed)).map(([path, write]) => [path, { ...write, at: now }] as const);
  return new Map<string, Write>([...fresh, ...written]);
}

type Written = readonly [path: string, write: Omit<Write, 'at'>];

function writesOf(action: Action, observed: Observation | undefined): readonly Written[] {
  if (action.type === 'update') return action.changes.map(({ path, from, to }) => [path, { before: from, after: to }]);
  if (action.type !== 'tag') return [];
  const shown: Tags = { ...observed?.tags, ...(observed?.owner === undefined ? {} : ownerTags(observed.owner)) };
  return [
    ...Object.entries(action.set).map(([key, value]): Written => [`tags.${key}`, { before: shown[key], after: value }]),
    ...action.remove.map((key): Written => [`tags.${key}`, { before: shown[key], after: undefined }]),
  ];
}
