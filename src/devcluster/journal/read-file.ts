import { isObject } from '../../base/json.ts';
import type { JournalRecord } from '../api/journal.ts';
import type { Header } from './header.ts';
import { readHeader } from './header.ts';
import { JournalError } from './journal-error.ts';
import { decodeLine } from './line.ts';

/** What a file holds. */
export interface FileContent {
  /** Absent: not even the first line was finished. */
  readonly header: Header | undefined;
  readonly records: readonly JournalRecord[];
  /** The last revision that the file knows of. */
  readonly revision: number;
  /** Bytes of the lines that are whole. */
  readonly length: number;
  /** A last line was begun and not finished, as a crash leaves it. */
  readonly torn: boolean;
}

const lineFeed = 0x0a;

/** Reads a log or a snapshot. Throws `JournalError` at a line that is finished and isn't what was written, and at a newer format. */
export function readFile(path: string, data: Uint8Array): FileContent {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const end = bytes.indexOf(lineFeed);
  if (end < 0) return { header: undefined, records: [], revision: 0, length: 0, torn: bytes.length > 0 };
  const header = readHeader(path, valueAt(path, bytes.subarray(0, end), { line: 1, offset: 0 }));
  if (header === undefined) throw corrupt(path, { line: 1, offset: 0 });
  const { records, length } = readRecords(path, bytes, end + 1);
  checkOrder(path, header, records);
  const revision = header.kind === 'log' ? (records.at(-1)?.revision ?? header.revision) : header.revision;
  return { header, records, revision, length, torn: length < bytes.length };
}

interface Place {
  readonly line: number;
  readonly offset: number;
}

function readRecords(path: string, bytes: Buffer, start: number): { readonly records: readonly JournalRecord[]; readonly length: number } {
  const records: JournalRecord[] = [];
  let offset = start;
  for (let end = bytes.indexOf(lineFeed, offset); end >= 0; end = bytes.indexOf(lineFeed, offset)) {
    const place = { line: records.length + 2, offset };
    const value = valueAt(path, bytes.subarray(offset, end), place);
    if (!isRecord(value)) throw corrupt(path, place);
    records.push(value);
    offset = end + 1;
  }
  return { records, length: offset };
}

function valueAt(path: string, line: Buffer, place: Place): unknown {
  const value = decodeLine(line);
  if (value === undefined) throw corrupt(path, place);
  return value;
}

function isRecord(value: unknown): value is JournalRecord {
  if (!isObject(value)) return false;
  const { revision, storageKey, key, object } = value;
  const named = typeof storageKey === 'string' && typeof key === 'string';
  return named && typeof revision === 'number' && (object === undefined || isObject(object));
}

/** Checksums don't tell that lines are missing or have changed places. */
function checkOrder(path: string, header: Header, records: readonly JournalRecord[]): void {
  if (header.kind === 'snapshot' && header.records !== records.length) {
    throw new JournalError(`${path} has ${records.length} objects and should have ${header.records}: ${advice}`);
  }
  let before = header.kind === 'log' ? header.revision : 0;
  for (const { revision } of records) {
    if (revision <= before) throw new JournalError(`${path} has revision ${revision} after ${before}: ${advice}`);
    before = revision;
  }
}

const advice =
  'it was changed or damaged after it was written. Nothing was changed now; restore the folder from a copy, or use another folder to start afresh';

function corrupt(path: string, { line, offset }: Place): JournalError {
  return new JournalError(`line ${line} of ${path}, at byte ${offset}, does not match its checksum or is no record: ${advice}`);
}
