import { invalidValue } from './rds-errors.ts';

interface PageRequest {
  readonly MaxRecords?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One page of a listing. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** Asks for the next page. */
  readonly marker?: string;
}

/** The page that is asked for, in the order of the keys, so that a marker stays true while rows come and go. */
export function pageOf<T>(rows: readonly T[], keyOf: (row: T) => string, request: PageRequest): Page<T> {
  const { MaxRecords: size = 100, Marker: marker } = request;
  if (size < 20 || size > 100) throw invalidValue(`Invalid value ${size} for MaxRecords. Must be between 20 and 100`);
  const after = marker === undefined ? '' : keyIn(marker);
  const rest = rows.filter((row) => keyOf(row) > after).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return last === undefined || page.length === rest.length ? { rows: page } : { rows: page, marker: markerOf(keyOf(last)) };
}

function markerOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function keyIn(marker: string): string {
  const key = Buffer.from(marker, 'base64url').toString();
  if (key === '' || markerOf(key) !== marker) throw invalidValue('Invalid marker.');
  return key;
}
