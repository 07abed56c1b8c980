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
  /** How often the very same was written in a row: it does not hold. */
  readonly times: number;
}

/** What does not hold is written again after twice the time, up to this (ms): AWS may know the value by another name, or somebody else writes too. */
const longestDistrustMs = 300_000;

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
  return write !== undefined && now - write.at < distrust(write, settleMs) && isSame(write, { before: change.from, after: change.to });
}

function distrust({ times }: Write, settleMs: number): number {
  return Math.max(settleMs, Math.min(settleMs * 2 ** (times - 1), longestDistrustMs));
}

function isSame(a: Pick<Write, 'before' | 'after'>, b: Pick<Write, 'before' | 'after'>): boolean {
  return deepEqual(a.before, b.before) && deepEqual(a.after, b.after);
}

/** What to remember after `actions` were carried out at `now` on what was `observed`. An entry is dropped when twice its time of distrust is over. */
export function rememberWrites(settling: Settling, actions: readonly Action[], observed: Observation | undefined): WriteMemory {
  const { memory, now, settleMs } = settling;
  const fresh = [...memory].filter(([, write]) => now - write.at < 2 * distrust(write, settleMs));
  const known = new Map(fresh);
  const written = actions
    .flatMap((action) => writesOf(action, observed))
    .map(([path, write]) => {
      const last = known.get(path);
      return [path, { ...write, at: now, times: last !== undefined && isSame(last, write) ? last.times + 1 : 1 }] as const;
    });
  return new Map<string, Write>([...fresh, ...written]);
}

type Written = readonly [path: string, write: Omit<Write, 'at' | 'times'>];

function writesOf(action: Action, observed: Observation | undefined): readonly Written[] {
  if (action.type === 'update') return action.changes.map(({ path, from, to }) => [path, { before: from, after: to }]);
  if (action.type !== 'tag') return [];
  const shown: Tags = { ...observed?.tags, ...(observed?.owner === undefined ? {} : ownerTags(observed.owner)) };
  return [
    ...Object.entries(action.set).map(([key, value]): Written => [`tags.${key}`, { before: shown[key], after: value }]),
    ...action.remove.map((key): Written => [`tags.${key}`, { before: shown[key], after: undefined }]),
  ];
}
