import type { CallContext } from '../core/operation.ts';
import type { Table } from '../core/table.ts';
import type { IdType } from './ec2-errors.ts';
import { missingParameter, unknownIds } from './ec2-errors.ts';

/** A parameter that the call must have. */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

/** The row of an id; throws AWS's error where there is none. */
export function rowOf<T extends object>(table: Table<T>, type: IdType, id: string, { now }: CallContext): T {
  const row = table.get(id, now);
  if (row === undefined) throw unknownIds(type, [id]);
  return row;
}
