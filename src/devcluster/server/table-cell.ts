import type { Json, JsonObject } from '../api/dev-object.ts';
import type { PrinterColumn } from '../api/served-resource.ts';
import { ageOf } from '../builtin/age.ts';
import { findByJsonPath } from '../json-path/json-path.ts';
import { JsonPathError } from '../json-path/parse-json-path.ts';

/** What a column shows of an object: the first that its path finds; null where that is nothing, or not of the column's type. `now`: ms. */
export function tableCell(column: PrinterColumn, object: JsonObject, now: number): Json {
  const found = firstOf(column.jsonPath, object);
  return found === undefined || found === null ? null : cellOf[column.type](found, now);
}

function firstOf(path: string, object: JsonObject): Json | undefined {
  try {
    return findByJsonPath(path, object)[0];
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

const cellOf: Readonly<Record<PrinterColumn['type'], (value: Json, now: number) => Json>> = {
  string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  integer: (value) => (typeof value === 'number' ? Math.trunc(value) : null),
  number: (value) => (typeof value === 'number' ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
  date: (value, now) => (typeof value === 'string' ? ageOf(value, now) : null),
};
