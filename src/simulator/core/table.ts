import type { SimulatorSettings } from './operation.ts';
import { Schedule } from './schedule.ts';

/** No visibility delay is longer: AWS's guide says that EC2 may lag behind for up to five minutes. */
export const longestVisibilityMs = 600_000;
const mostVersions = 32;

type Visibility = Pick<SimulatorSettings, 'createVisibilityMs' | 'changeVisibilityMs'>;

/** `row` undefined: it was removed. */
interface Version<T> {
  readonly at: number;
  readonly created: boolean;
  readonly row: T | undefined;
}

interface Entry<T> {
  /** Rises with each row that is put; the order of pages. */
  readonly sequence: number;
  /** How often a row was put here: which of the rows of this id it is. */
  puts: number;
  /** Oldest first; never empty. */
  versions: Version<T>[];
}

/**
 * Rows by id: what is true, and what Describe calls show of it for now. Rows are never changed in place. All times in ms.
 * What is due by `schedule` happens, with its own time, before anything else does at a later time.
 */
export class Table<T extends object> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #schedule = new Schedule();
  readonly #indexes: ReadonlyMap<string, Map<unknown, Set<string>>>;
  /** Ids of removed rows, oldest first, whose entries are to be forgotten. */
  #removed: { readonly id: string; readonly at: number }[] = [];
  #sequence = 0;
  #size = 0;

  /** `indexes`: members that `by` looks up. */
  constructor(indexes: readonly (keyof T & string)[] = []) {
    this.#indexes = new Map(indexes.map((field) => [field, new Map<unknown, Set<string>>()]));
  }

  /** Adds a row, or one anew under the id of a removed one. */
  put(id: string, row: T, now: number): void {
    this.#settle(now);
    const entry = this.#entries.get(id);
    const created = { at: now, created: true, row };
    if (entry === undefined) this.#entries.set(id, { sequence: ++this.#sequence, puts: 1, versions: [created] });
    else {
      entry.puts += 1;
      this.#write(entry, created);
    }
    this.#reindex(id, latest(entry), row);
    this.#size += 1;
  }

  /** Replaces a row that is there by what `change` makes of it; else does nothing. */
  change(id: string, now: number, change: (row: T) => T): void {
    this.#settle(now);
    this.#change(id, now, change);
  }

  remove(id: string, now: number): void {
    this.#settle(now);
    this.#change(id, now, () => undefined);
  }

  /** A change that comes by itself; undefined removes. It lapses when the row is removed before. */
  schedule(id: string, at: number, change: (row: T) => T | undefined): void {
    const entry = this.#entries.get(id);
    const puts = entry?.puts;
    this.#schedule.add(at, () => {
      // A row that was put anew under this id is another one.
      if (this.#entries.get(id) === entry && entry?.puts === puts) this.#change(id, at, change);
    });
  }

  /** How many rows there are. */
  count(now: number): number {
    this.#settle(now);
    return this.#size;
  }

  get(id: string, now: number): T | undefined {
    this.#settle(now);
    return latest(this.#entries.get(id));
  }

  /** All rows that there are, in the order in which they were put. */
  all(now: number): T[] {
    this.#settle(now);
    return [...this.#entries.values()].flatMap((entry) => latest(entry) ?? []);
  }

  /** The rows whose indexed member has the value. */
  by(field: keyof T & string, value: unknown, now: number): T[] {
    this.#settle(now);
    const index = this.#indexes.get(field);
    if (index === undefined) throw new Error(`this table has no index of ${field}`);
    return [...(index.get(value) ?? [])].flatMap((id) => latest(this.#entries.get(id)) ?? []);
  }

  /** What Describe calls show under an id. */
  shown(id: string, now: number, visibility: Visibility): T | undefined {
    this.#settle(now);
    const entry = this.#entries.get(id);
    return entry === undefined ? undefined : shownOf(entry, now, visibility);
  }

  /** What a Describe call without an id shows, in the order in which the rows were put. */
  allShown(now: number, visibility: Visibility): T[] {
    this.#settle(now);
    const rows: T[] = [];
    for (const entry of this.#entries.values()) {
      const row = shownOf(entry, now, visibility);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** Where a row stands in the order of `allShown`; for tokens that stay true while rows come and go. */
  sequenceOf(id: string): number {
    return this.#entries.get(id)?.sequence ?? 0;
  }

  #settle(now: number): void {
    this.#schedule.runUntil(now);
    this.#forget(now);
  }

  #change(id: string, at: number, change: (row: T) => T | undefined): void {
    const entry = this.#entries.get(id);
    const before = latest(entry);
    if (entry === undefined || before === undefined) return;
    const row = change(before);
    if (row === before) return;
    this.#write(entry, { at, created: false, row });
    this.#reindex(id, before, row);
    if (row !== undefined) return;
    this.#size -= 1;
    this.#removed.push({ id, at });
  }

  #write(entry: Entry<T>, version: Version<T>): void {
    const { versions } = entry;
    const horizon = version.at - longestVisibilityMs;
    const settled = Math.max(
      versions.findLastIndex(({ at }) => at <= horizon),
      versions.length - mostVersions,
    );
    if (settled > 0) entry.versions = versions.slice(settled);
    entry.versions.push(version);
  }

  #forget(now: number): void {
    let due = 0;
    for (const { id, at } of this.#removed) {
      if (at + longestVisibilityMs > now) break;
      due += 1;
      if (latest(this.#entries.get(id)) === undefined) this.#entries.delete(id);
    }
    if (due > 0) this.#removed = this.#removed.slice(due);
  }

  #reindex(id: string, before: T | undefined, after: T | undefined): void {
    for (const [field, index] of this.#indexes) {
      const [old, fresh] = [valueOf(before, field), valueOf(after, field)];
      if (old === fresh) continue;
      index.get(old)?.delete(id);
      if (index.get(old)?.size === 0) index.delete(old);
      if (fresh === undefined) continue;
      const ids = index.get(fresh) ?? new Set();
      index.set(fresh, ids.add(id));
    }
  }
}

function latest<T>(entry: Entry<T> | undefined): T | undefined {
  return entry?.versions.at(-1)?.row;
}

function valueOf(row: object | undefined, field: string): unknown {
  return row === undefined ? undefined : (row as Readonly<Record<string, unknown>>)[field];
}

/** Nothing is shown before what came before it. */
function shownOf<T>(entry: Entry<T>, now: number, { createVisibilityMs, changeVisibilityMs }: Visibility): T | undefined {
  let row: T | undefined;
  for (const version of entry.versions) {
    const delay = Math.min(longestVisibilityMs, version.created ? createVisibilityMs : changeVisibilityMs);
    if (version.at + delay > now) break;
    row = version.row;
  }
  return row;
}
