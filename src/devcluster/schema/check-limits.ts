import { deepEqual } from '../../base/json.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { invalid, tooLong, tooMany, unsupported, wrongType } from './cause.ts';
import { isOfFormat } from './formats.ts';
import { jsonText, numberText } from './go-text.ts';
import { isJsonList } from './json-members.ts';
import { pattern } from './pattern.ts';
import type { ValueLimits } from './schema-node.ts';

/** What is wrong with a value that is none of those allowed. */
export function checkEnum(value: Json, limits: ValueLimits, path: string): readonly StatusCause[] {
  const allowed = limits.enum;
  if (allowed === undefined || allowed.some((item) => item === value || deepEqual(item, value))) return [];
  return [
    unsupported(
      path,
      value,
      allowed.map((item) => (typeof item === 'string' ? item : jsonText(item))),
    ),
  ];
}

/** The first limit that text breaks. */
export function checkText(text: string, limits: ValueLimits, path: string): readonly StatusCause[] {
  const { minLength, maxLength } = limits;
  if (maxLength !== undefined && text.length > maxLength && characters(text) > maxLength) return [tooLong(path, maxLength)];
  if (minLength !== undefined && characters(text) < minLength) {
    return [invalid(path, text, `${path} in body should be at least ${minLength} chars long`)];
  }
  if (limits.pattern === '' || pattern(limits.pattern).test(text)) return [];
  return [invalid(path, text, `${path} in body should match '${limits.pattern}'`)];
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** What is wrong with text that is not of its format. */
export function checkFormat(text: string, { format }: ValueLimits, path: string): readonly StatusCause[] {
  return isOfFormat(format, text) ? [] : [wrongType(path, format, text)];
}

/** The limits that a number breaks. A limit of an integer has no fraction, as in kube-apiserver. */
export function checkNumber(value: number, limits: ValueLimits, path: string): readonly StatusCause[] {
  const { multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  const broken = [
    check(value, multipleOf, { words: 'a multiple of', keeps: isMultiple }),
    exclusiveMinimum
      ? check(value, minimum, { words: 'greater than', keeps: (number, limit) => number > limit })
      : check(value, minimum, { words: 'greater than or equal to', keeps: (number, limit) => number >= limit }),
    exclusiveMaximum
      ? check(value, maximum, { words: 'less than', keeps: (number, limit) => number < limit })
      : check(value, maximum, { words: 'less than or equal to', keeps: (number, limit) => number <= limit }),
  ];
  return broken.flatMap((words) => (words === undefined ? [] : [invalid(path, value, `${path} in body should be ${words}`)]));
}

interface NumberCheck {
  readonly words: string;
  readonly keeps: (value: number, limit: number) => boolean;
}

/** Says what the number should be. */
function check(value: number, limit: number | undefined, { words, keeps }: NumberCheck): string | undefined {
  if (limit === undefined) return undefined;
  const used = Number.isInteger(value) ? Math.trunc(limit) : limit;
  return keeps(value, used) ? undefined : `${words} ${numberText(used)}`;
}

function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** The limits that a list breaks, but for those of its items. */
export function checkList(list: readonly Json[], limits: ValueLimits, path: string): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const { minItems, maxItems } = limits;
  if (minItems !== undefined && list.length < minItems) {
    causes.push(invalid(path, list.length, `${path} in body should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && list.length > maxItems) causes.push(tooMany(path, list.length, maxItems));
  if (limits.uniqueItems && isJsonList(list) && new Set(list.map(jsonText)).size < list.length) {
    causes.push(invalid(path, '', `${path} in body shouldn't contain duplicates`));
  }
  return causes;
}

/** The limits that an object's number of members breaks. */
export function checkSize(object: JsonObject, { minProperties, maxProperties }: ValueLimits, path: string): readonly StatusCause[] {
  if (minProperties === undefined && maxProperties === undefined) return [];
  const size = Object.values(object).filter((value) => value !== undefined).length;
  const causes: StatusCause[] = [];
  if (minProperties !== undefined && size < minProperties) {
    causes.push(invalid(path, size, `${path} in body should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && size > maxProperties) causes.push(tooMany(path, size, maxProperties));
  return causes;
}
