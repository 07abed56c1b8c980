import { join } from 'node:path';
import type { JournalRecord } from '../api/journal.ts';
import { fileName, unfinishedName } from './file-names.ts';
import { headerLine } from './header.ts';
import type { JournalFiles } from './journal-files.ts';
import { encodeLine } from './line.ts';

const chunkChars = 1024 * 1024;

/** Writes what there was at `revision` beside, and gives it its name once it is on the disk. Gives its size in bytes. */
export async function writeSnapshot(
  files: JournalFiles,
  folder: string,
  revision: number,
  records: readonly JournalRecord[],
): Promise<number> {
  const path = join(folder, fileName('snapshot', revision));
  const file = await files.open(unfinishedName(path), 0);
  let bytes = 0;
  try {
    for (const chunk of chunks(revision, records)) {
      const data = Buffer.from(chunk);
      await file.append(data);
      bytes += data.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(unfinishedName(path), path);
  await files.syncFolder(folder);
  return bytes;
}

function* chunks(revision: number, records: readonly JournalRecord[]): Generator<string> {
  let chunk = encodeLine(headerLine({ kind: 'snapshot', revision, records: records.length }));
  for (const record of records) {
    chunk += encodeLine(record);
    if (chunk.length < chunkChars) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
