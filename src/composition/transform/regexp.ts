import { RE2JS } from 're2js';

/** An RE2 expression, as Go's regexp takes it. */
export interface Regexp {
  /** The groups of its first occurrence in a text, the whole at first; an empty text for a group that took no part. Undefined: it does not occur. */
  find(text: string): readonly string[] | undefined;
}

/** Compiles an expression. Throws on what is none. */
export function compileRegexp(source: string): Regexp {
  const compiled = RE2JS.compile(source);
  return {
    find(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return undefined;
      return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? '');
    },
  };
}

/** What is wrong with an expression, if anything. */
export function regexpFault(source: string): string | undefined {
  try {
    compileRegexp(source);
    return undefined;
  } catch (error) {
    return `is no regular expression of RE2: ${error instanceof Error ? error.message : String(error)}`;
  }
}
