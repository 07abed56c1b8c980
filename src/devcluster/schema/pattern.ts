import { RE2JS } from 're2js';
import { BoundedMap } from '../../base/bounded-map.ts';

/** A compiled pattern. */
export interface Pattern {
  /** Whether it occurs in text. */
  test(text: string): boolean;
  /** The first occurrence; undefined if there is none. */
  find(text: string): string | undefined;
  /** The first occurrences, `limit` at most; all if it is negative. */
  findAll(text: string, limit: number): readonly string[];
}

const compiled = new BoundedMap<string, Pattern>(1000);

/** An RE2 pattern, as Kubernetes takes them: Perl's classes, but nothing that looks around or back. Throws on any other. */
export function pattern(source: string): Pattern {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const made = compile(source);
  compiled.set(source, made);
  return made;
}

/** What is wrong with a pattern, if anything. */
export function patternFault(source: string): string | undefined {
  try {
    pattern(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function compile(source: string): Pattern {
  const regex = RE2JS.compile(source);
  const findAll = (text: string, limit: number): readonly string[] => {
    const found: string[] = [];
    const matcher = regex.matcher(text);
    while (found.length !== limit && matcher.find()) found.push(matcher.group() ?? '');
    return found;
  };
  return { test: (text) => regex.matcher(text).find(), find: (text) => findAll(text, 1)[0], findAll };
}
