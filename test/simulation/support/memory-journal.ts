import type { Journal, JournalRecord } from '../../../src/devcluster/api/journal.ts';

/** A journal in memory: what it was given when made is loaded, what is appended is kept beside it. */
export function memoryJournal(records: readonly JournalRecord[] = []): Journal & { readonly records: readonly JournalRecord[] } {
  const kept = [...records];
  return {
    records: kept,
    load: () => Promise.resolve({ records: [...records], revision: records.at(-1)?.revision ?? 0 }),
    append: (record) => {
      kept.push(record);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
