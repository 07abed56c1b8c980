import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { invalidValue } from './ec2-errors.ts';

type Value = string | number | boolean | undefined;

/** For each filter's name the values of a row that it compares with. */
export type FilterFields<T> = Readonly<Record<string, (row: T) => Value | readonly Value[]>>;

const mostFilters = 50;
const mostValues = 200;

/**
 * Rows that have, for each filter, one of its values. `*` and `?` stand for any characters and for one, a backslash takes that meaning
 * away. All types with tags have `tag:KEY` and `tag-key`. Throws AwsError for an unknown filter and for too many values.
 */
export function filtered<T extends { readonly Tags?: Tag[] }>(rows: T[], filters: readonly Filter[] = [], fields: FilterFields<T>): T[] {
  if (filters.length > mostFilters) throw new AwsError('FilterLimitExceeded', `The maximum number of filters is ${mostFilters}`);
  return filters.reduce((left, filter) => {
    const valuesOf = fieldOf(filter, fields);
    const fits = matcher(filter);
    return left.filter((row) => {
      const value = valuesOf(row);
      return Array.isArray(value) ? value.some(fits) : fits(value as Value);
    });
  }, rows);
}

function fieldOf<T extends { readonly Tags?: Tag[] }>({ Name = '' }: Filter, fields: FilterFields<T>): FilterFields<T>[string] {
  if (Name.startsWith('tag:')) {
    const key = Name.slice('tag:'.length);
    return ({ Tags = [] }) => Tags.find((tag) => tag.Key === key)?.Value;
  }
  if (Name === 'tag-key') return ({ Tags = [] }) => Tags.map((tag) => tag.Key);
  const field = Object.hasOwn(fields, Name) ? fields[Name] : undefined;
  if (field === undefined) throw invalidValue(`The filter '${Name}' is invalid`);
  return field;
}

function matcher({ Name, Values = [] }: Filter): (value: Value) => boolean {
  if (Values.length > mostValues) {
    throw new AwsError('FilterLimitExceeded', `The maximum number of filter values specified on a single call is ${mostValues}`);
  }
  if (Values.length === 0) throw invalidValue(`The filter '${Name}' must have at least one value`);
  const literals = new Set(Values.filter((value) => !isPattern(value)).map((value) => value.replaceAll(/\\(.)/gs, '$1')));
  const patterns = Values.filter(isPattern).map(toPattern);
  return (value) => {
    if (value === undefined) return false;
    const text = String(value);
    return literals.has(text) || patterns.some((pattern) => pattern.test(text));
  };
}

function isPattern(value: string): boolean {
  return /[*?]/.test(value.replaceAll(/\\./gs, ''));
}

function toPattern(value: string): RegExp {
  const source = value.replaceAll(/\\.|[*?]|[^\\*?]+/gs, (part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : RegExp.escape(part.startsWith('\\') ? part.slice(1) : part);
  });
  return new RegExp(`^${source}$`, 's');
}
