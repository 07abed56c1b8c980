import { binaryParts, fixedDecimal, shortestDecimal, significantDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** Beyond so many decimals every double has zeros only. */
const mostDecimals = 1100;

/** The forms of a float: with exponent, without, the shorter of both, binary, hexadecimal. */
export type FloatForm = 'e' | 'f' | 'g' | 'b' | 'x';

/** A finite float without its sign, as Go's strconv writes it. Precision undefined: as many digits as it takes to read the same back. */
export function floatText(value: number, form: FloatForm, precision: number | undefined): string {
  switch (form) {
    case 'e':
      return withExponent(decimalFor(value, precision, 1), precision);
    case 'f':
      return withoutExponent(
        precision === undefined ? shortestDecimal(value) : fixedDecimal(value, Math.min(precision, mostDecimals)),
        precision,
      );
    case 'g':
      return shorterForm(value, precision);
    case 'b':
      return binaryForm(value);
    case 'x':
      return hexadecimalForm(value, precision);
  }
}

function decimalFor(value: number, precision: number | undefined, before: number): Decimal {
  return precision === undefined ? shortestDecimal(value) : significantDecimal(value, Math.min(precision, mostDecimals) + before);
}

function withExponent({ digits, point }: Decimal, precision: number | undefined): string {
  const decimals = precision ?? Math.max(digits.length - 1, 0);
  const fraction = digits.slice(1, decimals + 1).padEnd(decimals, '0');
  return `${digits.charAt(0) || '0'}${fraction === '' ? '' : `.${fraction}`}e${exponentText(digits === '' ? 0 : point - 1)}`;
}

function withoutExponent({ digits, point }: Decimal, precision: number | undefined): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = ('0'.repeat(Math.max(-point, 0)) + digits.slice(Math.max(point, 0))).padEnd(precision ?? 0, '0');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** With an exponent if that is below -4 or not below the precision, for which six counts if there is none. */
function shorterForm(value: number, precision: number | undefined): string {
  const wanted = precision === 0 ? 1 : precision;
  const decimal = decimalFor(value, wanted, 0);
  const exponent = decimal.point - 1;
  const isLong = exponent < -4 || exponent >= exponentLimit(decimal, wanted);
  return isLong ? withExponent(decimal, undefined) : withoutExponent(decimal, undefined);
}

function exponentLimit({ digits, point }: Decimal, precision: number | undefined): number {
  if (precision === undefined) return 6;
  return precision > digits.length && digits.length >= point ? digits.length : precision;
}

function binaryForm(value: number): string {
  const { mantissa, exponent } = binaryParts(value);
  return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** 0x1.8p+01: one bit before the point, hexadecimal digits after it, a power of two. */
function hexadecimalForm(value: number, precision: number | undefined): string {
  const { mantissa, exponent } = binaryParts(value);
  const bits = mantissa.toString(2).length;
  const whole = mantissa << BigInt(53 - bits);
  const power = mantissa === 0n ? 0 : exponent + bits - 1;
  const rounded = precision === undefined || precision >= 13 ? whole : roundedToBits(whole, 52 - precision * 4);
  const isCarried = rounded >> 53n !== 0n;
  const digits = (rounded & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const fraction = precision === undefined ? digits.replace(/0+$/, '') : digits.padEnd(precision, '0').slice(0, precision);
  return `0x${isCarried || rounded !== 0n ? 1 : 0}${fraction === '' ? '' : `.${fraction}`}p${exponentText(power + Number(isCarried))}`;
}

/** Drops low bits, half to even, and keeps the number's place. */
function roundedToBits(value: bigint, dropped: number): bigint {
  const unit = 1n << BigInt(dropped);
  const kept = value / unit;
  const twiceRest = (value % unit) * 2n;
  const isUp = twiceRest > unit || (twiceRest === unit && kept % 2n === 1n);
  return (isUp ? kept + 1n : kept) * unit;
}

function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
