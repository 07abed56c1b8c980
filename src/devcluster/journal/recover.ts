import { join } from 'node:path';
import type { JournalRecord } from '../api/journal.ts';
import type { FileName } from './file-names.ts';
import { isUnfinished, journalFiles } from './file-names.ts';
import { JournalError } from './journal-error.ts';
import type { JournalFiles } from './journal-files.ts';
import type { FileContent } from './read-file.ts';
import { readFile } from './read-file.ts';
import { State } from './state.ts';

/** What was found in a folder. */
export interface Recovered {
  readonly state: State;
  /** The last revision that was kept. */
  readonly revision: number;
  /** The log to go on with; absent in a new folder. `length` is where its whole lines end, 0 when even its header isn't. */
  readonly log: { readonly name: string; readonly length: number; readonly torn: boolean } | undefined;
  readonly snapshotBytes: number;
  /** Bytes of all logs since the snapshot. */
  readonly logBytes: number;
  /** Names that are of no use any more: what a snapshot replaced, snapshots that were never finished. */
  readonly leftovers: readonly string[];
}

/** Reads the newest snapshot and the logs since. Changes nothing; throws `JournalError` where something is amiss. */
export async function recover(files: JournalFiles, folder: string): Promise<Recovered> {
  const names = await files.list(folder);
  const all = journalFiles(names);
  const read = async ({ name }: FileName): Promise<FileContent> => readFile(join(folder, name), await files.read(join(folder, name)));
  const snapshot = all.findLast(({ kind }) => kind === 'snapshot');
  const kept = snapshot === undefined ? undefined : wholeSnapshot(join(folder, snapshot.name), await read(snapshot));
  const logs = all.filter(({ kind, revision }) => kind === 'log' && revision >= (snapshot?.revision ?? 0));
  const replay = new Replay(kept);
  for (const log of logs) replay.log(join(folder, log.name), await read(log), log === logs.at(-1) ? 'last' : 'complete');
  const useful = new Set([snapshot, ...logs].map((file) => file?.name));
  const last = logs.at(-1);
  return {
    state: replay.state,
    revision: replay.revision,
    log: last === undefined ? undefined : { name: last.name, length: replay.length, torn: replay.torn },
    snapshotBytes: kept?.length ?? 0,
    logBytes: replay.bytes,
    leftovers: [...names.filter(isUnfinished), ...all.map(({ name }) => name).filter((name) => !useful.has(name))],
  };
}

/** A snapshot got its name when it was complete. */
function wholeSnapshot(path: string, content: FileContent): FileContent {
  if (content.header?.kind !== 'snapshot' || content.torn) throw unfinished(path);
  return content;
}

class Replay {
  readonly state = new State();
  revision = 0;
  bytes = 0;
  /** Of the log that was read last. */
  length = 0;
  torn = false;

  constructor(snapshot: FileContent | undefined) {
    this.#take(snapshot?.records ?? []);
    this.revision = snapshot?.revision ?? 0;
  }

  /** Only the last log may end in the middle of a line: the next one is begun when all of this one is on the disk. */
  log(path: string, content: FileContent, place: 'last' | 'complete'): void {
    const { header, records, length, torn } = content;
    if (place === 'complete' && (header === undefined || torn)) throw unfinished(path);
    if (header !== undefined && (header.kind !== 'log' || header.revision !== this.revision)) {
      throw new JournalError(
        `${path} goes on from revision ${header.revision}, and what is there ends at ${this.revision}: a file is missing; restore it, or use another folder to start afresh`,
      );
    }
    this.#take(records);
    this.revision = Math.max(this.revision, content.revision);
    this.bytes += length;
    this.length = length;
    this.torn = torn;
  }

  #take(records: readonly JournalRecord[]): void {
    for (const record of records) this.state.apply(record);
  }
}

function unfinished(path: string): JournalError {
  return new JournalError(
    `${path} ends in the middle of a line, though it was complete once: restore it, or use another folder to start afresh`,
  );
}
