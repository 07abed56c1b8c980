import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import type { AppendFile, JournalFiles } from './journal-files.ts';
import { lockFolder } from './lock-folder.ts';

const mode = 0o600;

/** The machine's own file system. */
export const nodeFiles: JournalFiles = {
  makeFolder: async (folder) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  },
  lock: lockFolder,
  list: (folder) => readdir(folder),
  read: (path) => readFile(path),
  open: openForAppending,
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder: async (folder) => {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

async function openForAppending(path: string, length: number): Promise<AppendFile> {
  const handle = await open(path, 'a', mode);
  try {
    await handle.truncate(length);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    append: (bytes) => handle.appendFile(bytes),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
