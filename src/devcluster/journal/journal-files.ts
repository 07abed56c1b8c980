/** A file that is written at its end alone. */
export interface AppendFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when all that was appended is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What a journal asks of a file system. Paths are whole; only the owner may read what is made here. */
export interface JournalFiles {
  /** Makes the folder and those above it where they are missing. */
  makeFolder(folder: string): Promise<void>;
  /** Takes the folder for this process; rejects with `JournalError` when another one has it. Gives how to let it go. */
  lock(folder: string): Promise<() => Promise<void>>;
  /** Names within the folder. */
  list(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
  /** Opens for appending, after cutting the file to `length` bytes; makes it if it isn't there. */
  open(path: string, length: number): Promise<AppendFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Resolves when names made, changed and removed in the folder are on the disk. */
  syncFolder(folder: string): Promise<void>;
}
