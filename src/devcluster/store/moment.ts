import type { DevObject } from '../api/dev-object.ts';
import type { Ledger } from './ledger.ts';
import type { ObjectTable } from './object-table.ts';
import { expired } from './refusals.ts';
import type { CompiledSelection } from './selection.ts';
import { candidateKeys } from './selection.ts';

/** The objects at one revision: keys, sorted, and what is under each. */
export interface Moment {
  readonly revision: number;
  readonly keys: readonly string[];
  get(key: string): DevObject | undefined;
}

/** What a selection may match now, or as it was at a revision; throws 410 when the changes since then are forgotten. */
export function momentOf(ledger: Ledger, table: ObjectTable, selection: CompiledSelection, revision: number | undefined): Moment {
  const keys = candidateKeys(table, selection);
  const get = (key: string): DevObject | undefined => table.get(key);
  if (revision === undefined || revision > ledger.revision) return { revision: ledger.revision, keys, get };
  const since = table.changes.after(revision);
  if (since === undefined) {
    throw expired('The provided continue parameter is too old to display a consistent list result. Start a new list without it.');
  }
  // What was there is what is there with the changes since then taken back, the last one first.
  const before = new Map<string, DevObject | undefined>();
  for (let sequence = table.changes.end - 1; sequence >= since; sequence--) {
    const change = table.changes.at(sequence);
    if (change !== undefined) before.set(change.key, change.previous);
  }
  if (before.size === 0) return { revision, keys, get };
  const known = new Set(keys);
  const more = [...before.keys()].filter((key) => !known.has(key));
  return { revision, keys: [...keys, ...more].toSorted(), get: (key) => (before.has(key) ? before.get(key) : get(key)) };
}
