import type { Json } from '../api/dev-object.ts';
import { isJsonList, isJsonObject, membersOf } from './json-members.ts';

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Text between quotes, as Go's `%q` writes it. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\\p{C}\p{Z}]/gu, escaped)}"`;
}

function escaped(char: string): string {
  if (char === ' ') return char;
  const name = named[char];
  if (name !== undefined) return name;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x1_00_00 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** A number as Go's `%v` writes it: exponents have two digits at least, and begin below 1e-4. */
export function numberText(value: number): string {
  const exponential = value !== 0 && Math.abs(value) < 1e-4;
  return (exponential ? value.toExponential() : String(value)).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** JSON as Go's encoder writes it: members sorted, `<`, `>` and `&` escaped. */
export function jsonText(value: Json): string {
  if (isJsonList(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isJsonObject(value)) {
    const members = membersOf(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${jsonText(key)}:${jsonText(member)}`).join(',')}}`;
  }
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, (char) => `\\u${hex(char.charCodeAt(0), 4)}`);
}

/** A value as the message of a cause shows it. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' ? numberText(value) : jsonText(value);
}
