import type { DevObject } from './dev-object.ts';

/** One change of the store. `storageKey` and `key` (`namespace/name` or `name`) say where; no object: deleted. */
export interface JournalRecord {
  readonly revision: number;
  readonly storageKey: string;
  readonly key: string;
  readonly object?: DevObject;
}

/** Where the store's changes are kept. */
export interface Journal {
  /** What was kept before, in order of revision, and the last revision. Called once, before the first append. */
  load(): Promise<{ readonly records: readonly JournalRecord[]; readonly revision: number }>;
  /** Resolves when the record is durable. Records come in order of revision; calls may overlap, and are committed in groups. */
  append(record: JournalRecord): Promise<void>;
  close(): Promise<void>;
}
