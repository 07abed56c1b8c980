import type { Json } from '../../base/json.ts';
import { goType } from '../go-format/go-value.ts';
import type { GoValue } from '../go-format/go-value.ts';
import { compileRegexp } from './regexp.ts';
import { TransformError } from './transform-error.ts';
import type { MatchPattern, MatchTransform } from './transform.ts';

/** A match transform, ready to be run. Without a fallback the result is null. Numbers of results are floats, as in Go. */
export function compileMatch(transform: MatchTransform): (input: GoValue) => GoValue {
  const patterns = transform.patterns.map((pattern) => ({ matches: compilePattern(pattern), result: pattern.result }));
  return (input) => {
    const found = patterns.find(({ matches }, index) => matches(textOf(input, index)));
    if (found !== undefined) return found.result;
    return transform.fallbackTo === 'Input' ? input : (transform.fallbackValue ?? null);
  };
}

/** A map transform: the value of the member that the input names. */
export function transformMap(map: Readonly<Record<string, Json>>, input: GoValue): GoValue {
  if (typeof input !== 'string') throw new TransformError(`needs a string, not ${goType(input)}`);
  const value = Object.hasOwn(map, input) ? map[input] : undefined;
  if (value === undefined) throw new TransformError(`has no key ${JSON.stringify(input)}`);
  return value;
}

function compilePattern({ type = 'literal', literal, regexp = '' }: MatchPattern): (text: string) => boolean {
  if (type === 'literal') return (text) => text === literal;
  const compiled = compileRegexp(regexp);
  return (text) => compiled.find(text) !== undefined;
}

function textOf(input: GoValue, index: number): string {
  if (typeof input === 'string') return input;
  throw new TransformError(`patterns[${index}]: needs a string, not ${goType(input)}`);
}
