import { EvaluationError } from '@marcbachmann/cel-js';

/** CEL's `format`: `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x`, `%X`, `%%`, with a precision for `%f` and `%e`. */
export function formatText(text: string, values: readonly unknown[]): string {
  let next = 0;
  return text.replaceAll(/%(?:%|(?:\.(\d+))?(.))/g, (clause, precision: string | undefined, verb: string | undefined) => {
    if (clause === '%%') return '%';
    if (next >= values.length) throw new EvaluationError(`index ${next} out of range`);
    next += 1;
    return formatOne(verb ?? '', values[next - 1], precision);
  });
}

const clauses: Readonly<Record<string, (value: unknown, digits: number) => string>> = {
  s: shown,
  d: String,
  f: (value, digits) => Number(value).toFixed(digits),
  e: (value, digits) =>
    Number(value)
      .toExponential(digits)
      .replace(/e([+-])(\d)$/, 'e$10$2'),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : inBase(value, 2)),
  o: (value) => inBase(value, 8),
  x: (value) => inBase(value, 16),
  X: (value) => inBase(value, 16).toUpperCase(),
};

function formatOne(verb: string, value: unknown, precision: string | undefined): string {
  const clause = clauses[verb];
  if (clause === undefined) throw new EvaluationError(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  return clause(value, Number(precision ?? 6));
}

function inBase(value: unknown, base: number): string {
  if (typeof value === 'bigint') return value.toString(base);
  return Buffer.from(typeof value === 'string' ? value : (value as Uint8Array)).toString('hex');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof Date) return value.toISOString().replace(/\.?0*Z$/, 'Z');
  if (value instanceof Map) {
    const members = Array.from(value, ([key, member]) => `${shown(key)}: ${shown(member)}`);
    return `{${members.toSorted().join(', ')}}`;
  }
  return String(value);
}
