import type { Filter } from '@aws-sdk/client-rds';
import { invalidValue } from './rds-errors.ts';

/** For each filter's name the values of a row that it compares with. */
export type FilterFields<T> = Readonly<Record<string, (row: T) => readonly (string | undefined)[]>>;

/** Rows that have, for each filter, one of its values. Throws for a filter that is not in `fields`. */
export function filtered<T>(rows: readonly T[], filters: readonly Filter[] | undefined, fields: FilterFields<T>): readonly T[] {
  return (filters ?? []).reduce((left, { Name = '', Values = [] }) => {
    const valuesOf = Object.hasOwn(fields, Name) ? fields[Name] : undefined;
    if (valuesOf === undefined) throw invalidValue(`Unrecognized filter name: ${Name}`);
    const wanted = new Set(Values);
    return left.filter((row) => valuesOf(row).some((value) => value !== undefined && wanted.has(value)));
  }, rows);
}
