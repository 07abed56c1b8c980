import { join } from 'node:path';
import type { Logger } from '../../base/logger.ts';
import { TaskGroup } from '../../base/task-group.ts';
import type { Journal, JournalRecord } from '../api/journal.ts';
import { fileName, journalFiles } from './file-names.ts';
import { headerLine } from './header.ts';
import { JournalError } from './journal-error.ts';
import type { AppendFile, JournalFiles } from './journal-files.ts';
import { encodeLine } from './line.ts';
import type { Recovered } from './recover.ts';
import { recover } from './recover.ts';
import type { State } from './state.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** Where a journal lives. */
export interface JournalOptions {
  /** Made if it isn't there. Nothing else should be in it. */
  readonly folder: string;
  readonly files: JournalFiles;
  readonly logger: Logger;
  /** How many bytes of log lead to a snapshot when four times the last snapshot is less; 1 MiB unless told. */
  readonly leastLogBytes?: number;
}

/** The log may be so many times as long as the last snapshot, and never longer than this. */
const logFactor = 4;
const mostLogBytes = 64 * 1024 * 1024;
/** Bytes, about, that are written at once. */
const groupChars = 4 * 1024 * 1024;

/**
 * Takes the folder and reads what is in it. Rejects with `JournalError` when another process has it, when a newer release
 * wrote it, or when it is damaged; what is there is then left as it is. `load` gives the objects that there are, one record each.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { folder, files } = options;
  await files.makeFolder(folder);
  const unlock = await files.lock(folder);
  try {
    const found = await recover(files, folder);
    return new FolderJournal(options, { found, unlock, log: await openLog(options, found) });
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Cuts off what a crash left half-written. */
async function openLog({ folder, files, logger }: JournalOptions, found: Recovered): Promise<AppendFile> {
  const { log, revision, leftovers } = found;
  for (const name of leftovers) await files.remove(join(folder, name));
  if (log?.torn === true) logger.warn({ file: log.name, at: log.length }, 'the last line was never finished and is dropped');
  if (log === undefined || log.length === 0) return beginLog(files, folder, revision);
  return files.open(join(folder, log.name), log.length);
}

/** A log that is on the disk, as is its name, before anything is told to be. */
async function beginLog(files: JournalFiles, folder: string, revision: number): Promise<AppendFile> {
  const log = await files.open(join(folder, fileName('log', revision)), 0);
  await log.append(Buffer.from(encodeLine(headerLine({ kind: 'log', revision }))));
  await log.sync();
  await files.syncFolder(folder);
  return log;
}

interface Waiting {
  readonly record: JournalRecord;
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface Opened {
  readonly found: Recovered;
  readonly unlock: () => Promise<void>;
  readonly log: AppendFile;
}

class FolderJournal implements Journal {
  readonly #options: JournalOptions;
  readonly #unlock: () => Promise<void>;
  readonly #state: State;
  readonly #tasks: TaskGroup;
  #log: AppendFile;
  #revision: number;
  #snapshotBytes: number;
  #logBytes: number;
  /** The last revision that was handed in. */
  #newest: number;
  /** As many as there are writers. */
  #waiting: Waiting[] = [];
  #committing = false;
  #snapshotting = false;
  /** Why nothing can be appended any more. */
  #end: JournalError | undefined;

  constructor(options: JournalOptions, { found, unlock, log }: Opened) {
    this.#options = options;
    this.#unlock = unlock;
    this.#log = log;
    this.#state = found.state;
    this.#revision = found.revision;
    this.#newest = found.revision;
    this.#snapshotBytes = found.snapshotBytes;
    this.#logBytes = found.logBytes;
    this.#tasks = new TaskGroup(options.logger);
  }

  load(): Promise<{ readonly records: readonly JournalRecord[]; readonly revision: number }> {
    return Promise.resolve({ records: this.#state.records(), revision: this.#revision });
  }

  append(record: JournalRecord): Promise<void> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    if (record.revision <= this.#newest) return Promise.reject(new Error(`revision ${record.revision} was appended after ${this.#newest}`));
    this.#newest = record.revision;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ record, line: encodeLine(record), resolve, reject });
      if (this.#committing) return;
      this.#committing = true;
      this.#tasks.start('commit', () => this.#commitAll());
    });
  }

  async close(): Promise<void> {
    this.#end ??= new JournalError(`the journal in ${this.#options.folder} is closed`);
    await this.#tasks.settled();
    await this.#log.close();
    await this.#unlock();
  }

  /** Whoever comes while one group is being written makes up the next one. */
  async #commitAll(): Promise<void> {
    // Those who append in the same turn share the first group.
    await Promise.resolve();
    for (let group = this.#nextGroup(); group.length > 0; group = this.#nextGroup()) {
      try {
        await this.#commit(group);
      } catch (error) {
        this.#fail(error, group);
      }
    }
    this.#committing = false;
  }

  #nextGroup(): readonly Waiting[] {
    let chars = 0;
    const tooMany = this.#waiting.findIndex(({ line }) => (chars += line.length) > groupChars);
    return this.#waiting.splice(0, tooMany < 0 ? this.#waiting.length : Math.max(1, tooMany));
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const data = Buffer.from(group.map(({ line }) => line).join(''));
    await this.#log.append(data);
    await this.#log.sync();
    this.#logBytes += data.length;
    for (const { record, resolve } of group) {
      this.#state.apply(record);
      this.#revision = record.revision;
      resolve();
    }
    if (this.#isSnapshotDue()) await this.#rotate();
  }

  /** What a disk did not take may be there in part: going on after it would bury the half-written line among whole ones. */
  #fail(error: unknown, group: readonly Waiting[]): void {
    const { folder, logger } = this.#options;
    const message = `the journal in ${folder} can't be written: see to the disk, then start again`;
    this.#end = new JournalError(message, { cause: error });
    logger.error({ err: error, folder }, 'the journal can no longer be written');
    for (const { reject } of [...group, ...this.#waiting.splice(0)]) reject(this.#end);
  }

  #isSnapshotDue(): boolean {
    const { leastLogBytes = 1024 * 1024 } = this.#options;
    const limit = Math.min(mostLogBytes, Math.max(leastLogBytes, logFactor * this.#snapshotBytes));
    return !this.#snapshotting && this.#logBytes > limit;
  }

  /** Begins a new log, so that the snapshot can be written while others append. Until it is there, both logs count. */
  async #rotate(): Promise<void> {
    const { files, folder, logger } = this.#options;
    const revision = this.#revision;
    const records = this.#state.records();
    const old = this.#log;
    this.#log = await beginLog(files, folder, revision);
    this.#logBytes = 0;
    await old.close();
    this.#snapshotting = true;
    this.#tasks.start('snapshot', async () => {
      try {
        this.#snapshotBytes = await writeSnapshot(files, folder, revision, records);
        await this.#removeBefore(revision);
      } catch (error) {
        logger.warn({ err: error, folder }, 'no snapshot could be written; the logs are kept');
      } finally {
        this.#snapshotting = false;
      }
    });
  }

  async #removeBefore(before: number): Promise<void> {
    const { files, folder } = this.#options;
    for (const { name, revision } of journalFiles(await files.list(folder))) {
      if (revision < before) await files.remove(join(folder, name));
    }
  }
}
