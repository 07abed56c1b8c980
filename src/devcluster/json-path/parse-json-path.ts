/** One step of a path, taken on each value that the steps before it found. */
export type Step =
  | { readonly type: 'member'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'descend' }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'slice'; readonly from?: number; readonly to?: number; readonly by?: number }
  | { readonly type: 'union'; readonly steps: readonly Step[] }
  | { readonly type: 'filter'; readonly left: Operand; readonly operator?: string; readonly right?: Operand };

/** One side of a filter's comparison: a path from the item, or a literal. */
export type Operand =
  | { readonly type: 'path'; readonly steps: readonly Step[] }
  | { readonly type: 'literal'; readonly value: string | number | boolean | null };

/** A text that is no path of the dialect. */
export class JsonPathError extends Error {
  constructor(text: string, problem: string) {
    super(`invalid JSONPath ${JSON.stringify(text)}: ${problem}`);
    this.name = 'JsonPathError';
  }
}

/**
 * Parses one path of kubectl's dialect, with or without braces: `.spec.color`, `{.items[*].name}`, `.a['b.c']`, `.a\.b`, `[-1]`,
 * `[0:2]`, `[0,2]`, `..name`, `[?(@.type=="Ready")]`. Throws `JsonPathError`.
 */
export function parseJsonPath(text: string): readonly Step[] {
  const inner = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
  return parseSteps(inner.startsWith('$') || inner.startsWith('@') ? inner.slice(1) : inner);
}

function parseSteps(text: string): readonly Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    const [step, next] = text[at] === '[' ? bracketStep(text, at) : dotStep(text, at);
    steps.push(...step);
    at = next;
  }
  return steps;
}

/** `.name`, `.*`, `..name`; a dot before a bracket or at the end says nothing. */
function dotStep(text: string, at: number): readonly [readonly Step[], number] {
  if (text[at] !== '.') throw new JsonPathError(text, `expected "." or "[" at ${at}`);
  const found = /^(\.\.?)((?:\\.|[^.[\\\]])*)/u.exec(text.slice(at));
  const dots = found?.[1] ?? '.';
  const raw = found?.[2] ?? '';
  const descend: readonly Step[] = dots === '..' ? [{ type: 'descend' }] : [];
  return [[...descend, ...nameStep(raw.replaceAll(/\\(.)/gu, '$1'))], at + dots.length + raw.length];
}

function nameStep(name: string): readonly Step[] {
  if (name === '') return [];
  return [name === '*' ? { type: 'wildcard' } : { type: 'member', name }];
}

function bracketStep(text: string, at: number): readonly [readonly Step[], number] {
  const end = closingBracket(text, at);
  const inner = text.slice(at + 1, end).trim();
  const filter = /^\?\((.*)\)$/su.exec(inner)?.[1];
  if (filter !== undefined) return [[parseFilter(filter)], end + 1];
  const parts = inner.split(',').map((part) => selector(part.trim(), text));
  const [only] = parts;
  return [parts.length === 1 && only !== undefined ? [only] : [{ type: 'union', steps: parts }], end + 1];
}

/** Where the bracket that opens at `at` closes, outside quotes and inner brackets. */
function closingBracket(text: string, at: number): number {
  let depth = 0;
  let quote = '';
  for (let index = at; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '[') {
      depth += 1;
    } else if (character === ']') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  throw new JsonPathError(text, 'a bracket is not closed');
}

function selector(part: string, text: string): Step {
  const quoted = unquoted(part);
  if (quoted !== undefined) return { type: 'member', name: quoted };
  if (part === '*') return { type: 'wildcard' };
  if (/^-?\d+$/u.test(part)) return { type: 'index', index: Number(part) };
  const slice = /^(-?\d+)?:(-?\d+)?(?::(-?\d+)?)?$/u.exec(part);
  if (slice === null) throw new JsonPathError(text, `"[${part}]" is neither an index, a range, a name nor a filter`);
  const bound = (value: string | undefined, name: string): object => (value === undefined ? {} : { [name]: Number(value) });
  return { type: 'slice', ...bound(slice[1], 'from'), ...bound(slice[2], 'to'), ...bound(slice[3], 'by') };
}

function unquoted(text: string): string | undefined {
  const found = /^'(.*)'$/su.exec(text) ?? /^"(.*)"$/su.exec(text);
  return found?.[1]?.replaceAll(/\\(.)/gu, '$1');
}

function parseFilter(text: string): Step {
  const found = /^\s*(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+?)\s*$/su.exec(text);
  if (found === null) return { type: 'filter', left: operand(text.trim()) };
  return { type: 'filter', left: operand(found[1] ?? ''), operator: found[2] ?? '', right: operand(found[3] ?? '') };
}

function operand(text: string): Operand {
  if (text.startsWith('@') || text.startsWith('.')) return { type: 'path', steps: parseJsonPath(text) };
  const quoted = unquoted(text);
  if (quoted !== undefined) return { type: 'literal', value: quoted };
  if (text === 'true' || text === 'false') return { type: 'literal', value: text === 'true' };
  if (text === 'null') return { type: 'literal', value: null };
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) throw new JsonPathError(text, 'a filter compares paths, texts in quotes and numbers');
  return { type: 'literal', value: number };
}
