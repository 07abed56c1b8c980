import { pad } from './flags.ts';
import type { Flags } from './flags.ts';
import { isPrintable } from './quote.ts';

const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** An int64 as fmt prints it with one of the verbs v d b o O x X U; undefined for any other verb. */
export function formatInteger(value: bigint, verb: string, flags: Readonly<Flags>): string | undefined {
  if (verb === 'U') return formatCodePoint(value, flags);
  const base = bases[verb];
  if (base === undefined) return undefined;
  const magnitude = value < 0n ? -value : value;
  if (flags.precision === 0 && value === 0n) return pad('', { ...flags, zero: false });
  const sign = signOf(value, flags);
  const least = flags.precision ?? zeroPaddedDigits(sign, flags);
  const digits = magnitude.toString(base).padStart(least, '0');
  const cased = verb === 'X' ? digits.toUpperCase() : digits;
  return pad(sign + prefixOf(verb, cased, flags) + cased, { ...flags, zero: false });
}

function signOf(value: bigint, flags: Readonly<Flags>): string {
  if (value < 0n) return '-';
  if (flags.plus) return '+';
  return flags.space ? ' ' : '';
}

/** Zeros that the flag 0 asks for count as digits, so that they stand between sign and number. */
function zeroPaddedDigits(sign: string, flags: Readonly<Flags>): number {
  return flags.zero && !flags.minus ? (flags.width ?? 0) - sign.length : 0;
}

function prefixOf(verb: string, digits: string, flags: Readonly<Flags>): string {
  const octal = flags.sharp && (verb === 'o' || verb === 'O') && !digits.startsWith('0') ? '0' : '';
  if (verb === 'O') return `0o${octal}`;
  if (!flags.sharp) return '';
  return { b: '0b', x: '0x', X: '0X' }[verb] ?? octal;
}

/** `U+0041`, and with the flag # the character as well. Negative numbers are seen as 64 unsigned bits. */
function formatCodePoint(value: bigint, flags: Readonly<Flags>): string {
  const unsigned = BigInt.asUintN(64, value);
  const digits = unsigned
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), '0');
  const shown = flags.sharp && unsigned <= 0x10ffffn && isPrintable(Number(unsigned)) ? ` '${String.fromCodePoint(Number(unsigned))}'` : '';
  return pad(`U+${digits}${shown}`, { ...flags, zero: false });
}
