import type { JournalRecord } from '../api/journal.ts';

/** The last record of each object that there is. */
export class State {
  readonly #records = new Map<string, JournalRecord>();

  /** An object's record moves to the end, so that the records stay in order of revision. */
  apply(record: JournalRecord): void {
    const place = `${record.storageKey} ${record.key}`;
    this.#records.delete(place);
    if (record.object !== undefined) this.#records.set(place, record);
  }

  /** In order of revision. */
  records(): readonly JournalRecord[] {
    return [...this.#records.values()];
  }
}
