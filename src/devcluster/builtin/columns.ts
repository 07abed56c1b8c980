import type { JsonObject } from '../api/dev-object.ts';
import type { PrinterColumn } from '../api/served-resource.ts';
import { objectOf, textOf } from '../schema/json-members.ts';
import { ageOf } from './age.ts';

/** A column whose cells the type's `cells` function makes. A priority above 0 shows with `-o wide` only. */
export function computed(name: string, description: string, priority = 0): PrinterColumn {
  return { name, type: 'string', description, priority, jsonPath: '' };
}

/** The last column of most types. */
export const ageColumn: PrinterColumn = computed('Age', 'Time since the object was made.');

/** The cell of `ageColumn` at `now` (ms). */
export function ageCell(object: JsonObject, now: number): string {
  return ageOf(objectOf(object['metadata'])['creationTimestamp'], now);
}

/** The cell of a column that shows when the object was made. */
export function createdCell(object: JsonObject): string {
  return textOf(objectOf(object['metadata'])['creationTimestamp']);
}
