import { goType, toGo } from '../go-format/go-value.ts';
import type { GoValue } from '../go-format/go-value.ts';
import { sprintf } from '../go-format/sprintf.ts';
import { compileRegexp } from './regexp.ts';
import { convertString, printed } from './string-conversion.ts';
import { TransformError } from './transform-error.ts';
import type { StringTransform } from './transform.ts';

type Compiler = (transform: StringTransform) => (input: GoValue) => string;

const compilers = {
  Format:
    ({ fmt = '' }) =>
    (input) =>
      sprintf(fmt, [input]),
  Convert:
    ({ convert = 'ToJson' }) =>
    (input) =>
      convertString(convert, input),
  TrimPrefix:
    ({ trim = '' }) =>
    (input) =>
      withoutPrefix(printed(input), trim),
  TrimSuffix:
    ({ trim = '' }) =>
    (input) =>
      withoutSuffix(printed(input), trim),
  Regexp: ({ regexp = { match: '' } }) => compileExtraction(regexp.match, regexp.group ?? 0),
  Join:
    ({ join = { separator: '' } }) =>
    (input) =>
      joined(input, join.separator),
  Replace:
    ({ replace: { search, replace } = { search: '', replace: '' } }) =>
    (input) =>
      printed(input).replaceAll(search, () => replace),
} satisfies Record<NonNullable<StringTransform['type']>, Compiler>;

/** A string transform, ready to be run. */
export function compileString(transform: StringTransform): (input: GoValue) => string {
  return compilers[transform.type ?? 'Format'](transform);
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function withoutSuffix(text: string, suffix: string): string {
  return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
}

function compileExtraction(match: string, group: number): (input: GoValue) => string {
  const compiled = compileRegexp(match);
  return (input) => {
    const found = compiled.find(printed(input))?.[group];
    if (found === undefined) throw new TransformError(`the regexp ${JSON.stringify(match)} has no match for group ${group}`);
    return found;
  };
}

function joined(input: GoValue, separator: string): string {
  if (!isList(input)) throw new TransformError(`needs a list to join, not ${goType(input)}`);
  return input.map((item) => printed(toGo(item))).join(separator);
}

function isList(input: GoValue): input is Extract<GoValue, readonly unknown[]> {
  return Array.isArray(input);
}
