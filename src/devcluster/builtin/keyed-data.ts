import type { JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { deepEqual } from '../../base/json.ts';
import { forbidden, invalid } from '../schema/cause.ts';
import { isJsonObject, membersOf, objectOf, textOf } from '../schema/json-members.ts';

const keyPattern = /^[-._a-zA-Z0-9]+$/u;
const keyText =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const frozenText = 'field is immutable when `immutable` is set';

/** Largest sum of values of a Secret or ConfigMap, in bytes. */
export const maxDataBytes = 1024 * 1024;

/** The strings of a map such as `data`, by key. */
export function stringsOf(object: JsonObject, member: string): readonly (readonly [string, string])[] {
  return membersOf(objectOf(object[member])).map(([key, value]) => [key, textOf(value)] as const);
}

/** A value that is null is an empty text. */
export function withTexts(object: JsonObject, member: string): JsonObject {
  const values = object[member];
  if (!isJsonObject(values)) return object;
  return { ...object, [member]: Object.fromEntries(membersOf(values).map(([key, value]) => [key, value ?? ''])) };
}

/** What is wrong with the keys of a Secret's or ConfigMap's `member`. */
export function keyCauses(object: JsonObject, member: string): readonly StatusCause[] {
  return stringsOf(object, member).flatMap(([key]) => {
    if (key.length > 253) return [invalid(`${member}[${key}]`, key, 'must be no more than 253 bytes')];
    return keyPattern.test(key) && key !== '.' && !key.startsWith('..') ? [] : [invalid(`${member}[${key}]`, key, keyText)];
  });
}

/** What an immutable Secret or ConfigMap forbids. */
export function frozenCauses(object: JsonObject, old: JsonObject | undefined): readonly StatusCause[] {
  if (old?.['immutable'] !== true) return [];
  const same = (member: string): boolean => deepEqual(object[member] ?? {}, old[member] ?? {});
  return [
    ...(object['immutable'] === true ? [] : [forbidden('immutable', frozenText)]),
    ...(same('data') && same('binaryData') ? [] : [forbidden('data', frozenText)]),
  ];
}
