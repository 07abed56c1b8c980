import type { FieldPath } from './field-path.ts';
import { parseFieldPath } from './parse-field-path.ts';
import { largestWrittenIndex } from './set-field.ts';

/** What is wrong with a path that is read from, if anything: it must lead to one value. */
export function readPathFault(text: string): string | undefined {
  return faultOf(text, (path) => (path.some(({ kind }) => kind === 'wildcard') ? 'must not have wildcards' : undefined));
}

/** What is wrong with a path that is written to, if anything. */
export function writePathFault(text: string): string | undefined {
  return faultOf(text, (path) => {
    const isBeyond = path.some((segment) => segment.kind === 'index' && segment.index > largestWrittenIndex);
    return isBeyond ? `must not have an index beyond ${largestWrittenIndex}` : undefined;
  });
}

function faultOf(text: string, fault: (path: FieldPath) => string | undefined): string | undefined {
  try {
    return fault(parseFieldPath(text));
  } catch (error) {
    return `is no field path: ${error instanceof Error ? error.message : String(error)}`;
  }
}
