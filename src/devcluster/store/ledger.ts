import type { DevObject } from '../api/dev-object.ts';
import type { Journal } from '../api/journal.ts';
import { StatusError } from '../api/status-error.ts';
import type { Change } from './change-ring.ts';
import { deepFreeze } from './deep-freeze.ts';
import { ObjectTable } from './object-table.ts';

/** Hears of every change once it is visible. */
export type ChangeListener = (storageKey: string, change: Change) => void;

/**
 * All objects, and the one counter of revisions. A write is seen by later writes at once and by readers once the journal
 * holds it; several may be under way, and become visible in their order. After the journal's first failure nothing is
 * written any more: what it holds of later writes is unknown.
 */
export class Ledger {
  readonly #journal: Journal | undefined;
  readonly #changesPerTable: number;
  readonly #tables = new Map<string, ObjectTable>();
  readonly #listeners = new Set<ChangeListener>();
  #assigned = 0;
  #visible = 0;
  #loaded = 0;
  #underWay: Promise<void> = Promise.resolve();
  #failed = false;

  constructor(journal: Journal | undefined, changesPerTable: number) {
    this.#journal = journal;
    this.#changesPerTable = changesPerTable;
  }

  /** The revision that readers see. */
  get revision(): number {
    return this.#visible;
  }

  async load(): Promise<void> {
    const kept = await this.#journal?.load();
    if (kept === undefined) return;
    this.#assigned = kept.revision;
    this.#visible = kept.revision;
    this.#loaded = kept.revision;
    for (const { storageKey, key, object } of kept.records) {
      const table = this.table(storageKey);
      if (object === undefined) table.latest.delete(key);
      else table.latest.set(key, deepFreeze(object));
    }
    for (const table of this.#tables.values()) for (const [key, object] of table.latest) table.show(key, object);
  }

  table(storageKey: string): ObjectTable {
    const known = this.#tables.get(storageKey);
    if (known !== undefined) return known;
    const table = new ObjectTable(this.#changesPerTable, this.#loaded);
    this.#tables.set(storageKey, table);
    return table;
  }

  onChange(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }

  /** Stores an object under the next revision, and returns it with that. */
  put(storageKey: string, key: string, object: DevObject): DevObject {
    const table = this.table(storageKey);
    const current = this.#stamped(object);
    const previous = table.latest.get(key);
    table.latest.set(key, current);
    this.#commit(storageKey, { revision: this.#assigned, key, previous, current, gone: undefined });
    return current;
  }

  /** Removes an object, whose last state may have been changed by that, and returns it with the revision of its end. */
  remove(storageKey: string, key: string, last: DevObject): DevObject {
    const table = this.table(storageKey);
    const gone = this.#stamped(last);
    const previous = table.latest.get(key);
    table.latest.delete(key);
    this.#commit(storageKey, { revision: this.#assigned, key, previous, current: undefined, gone });
    return gone;
  }

  /** Resolves when all that was written is visible; rejects when the journal has failed. */
  settled(): Promise<void> {
    return this.#underWay;
  }

  #stamped(object: DevObject): DevObject {
    if (this.#failed) throw brokenJournal();
    this.#assigned += 1;
    return deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(this.#assigned) } });
  }

  #commit(storageKey: string, change: Change): void {
    if (this.#journal === undefined) {
      this.#publish(storageKey, change);
      return;
    }
    const { revision, key, current: object } = change;
    const appended = this.#journal.append({ revision, storageKey, key, ...(object === undefined ? {} : { object }) });
    const durable = Promise.all([this.#underWay, appended]);
    this.#underWay = durable.then(
      () => this.#publish(storageKey, change),
      () => this.#fail(),
    );
    // Whoever wrote awaits it too; a write without a writer (an expiry) must not end the process.
    this.#underWay.catch(() => undefined);
  }

  #publish(storageKey: string, change: Change): void {
    this.#visible = change.revision;
    this.table(storageKey).publish(change);
    for (const listener of this.#listeners) listener(storageKey, change);
  }

  #fail(): never {
    this.#failed = true;
    throw brokenJournal();
  }
}

function brokenJournal(): StatusError {
  return new StatusError(500, 'InternalError', 'the journal can not be written: nothing is stored any more');
}
