import { isObject } from '../../base/json.ts';
import { JournalError } from './journal-error.ts';

/** The first line of a file. A log holds what came after `revision`, a snapshot the `records` objects that there were at `revision`. */
export type Header = { readonly kind: 'log'; readonly revision: number } | Snapshot;
interface Snapshot {
  readonly kind: 'snapshot';
  readonly revision: number;
  readonly records: number;
}

const format = 'evenkeel-journal';
const version = 1;

/** The header with the format and its version, as it is written. */
export function headerLine(header: Header): object {
  return { format, version, ...header };
}

/** Reads a header; undefined when it is none. A newer version is refused. */
export function readHeader(path: string, value: unknown): Header | undefined {
  if (!isObject(value) || value['format'] !== format) return undefined;
  const { version: written, kind, revision, records } = value;
  if (typeof written === 'number' && written > version) {
    throw new JournalError(
      `${path} has version ${written} of the format, and this release knows ${version}: use the release that wrote it, or another folder`,
    );
  }
  if (typeof revision !== 'number') return undefined;
  if (kind === 'snapshot' && typeof records === 'number') return { kind, revision, records };
  return kind === 'log' ? { kind, revision } : undefined;
}
