import { refusals } from './refusals.ts';

/** An option of the query; an empty one counts as absent. */
export function textOption(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name);
  return text === null || text === '' ? undefined : text;
}

/** Whatever is not `0` or `false` is true; undefined when absent. */
export function booleanOption(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return !['0', 'false'].includes(text.toLowerCase());
}

/** Rejects what is not a whole number with 400. */
export function integerOption(query: URLSearchParams, name: string): number | undefined {
  const text = textOption(query, name);
  if (text === undefined) return undefined;
  if (!/^[+-]?\d+$/u.test(text)) throw refusals.badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}
