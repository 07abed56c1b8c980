import { pad } from './flags.ts';
import type { Flags } from './flags.ts';
import { floatText } from './float-text.ts';
import type { FloatForm } from './float-text.ts';

const forms: Readonly<Record<string, { readonly form: FloatForm; readonly precision?: number }>> = {
  v: { form: 'g' },
  g: { form: 'g' },
  G: { form: 'g' },
  b: { form: 'b' },
  x: { form: 'x' },
  X: { form: 'x' },
  e: { form: 'e', precision: 6 },
  E: { form: 'e', precision: 6 },
  f: { form: 'f', precision: 6 },
  F: { form: 'f', precision: 6 },
};

/** A float64 as fmt prints it with one of the verbs v b e E f F g G x X; undefined for any other verb. */
export function formatFloat(value: number, verb: string, flags: Readonly<Flags>): string | undefined {
  const found = forms[verb];
  if (found === undefined) return undefined;
  if (!Number.isFinite(value)) return formatSpecial(value, flags);
  const precision = flags.precision ?? found.precision;
  const plain = floatText(Math.abs(value), found.form, precision);
  const text = flags.sharp ? withPoint(plain, verb, precision) : plain;
  return padNumber(signOf(value, flags), 'EGX'.includes(verb) ? text.toUpperCase() : text, flags);
}

/** Zeros stand between sign and number. */
function padNumber(sign: string, text: string, flags: Readonly<Flags>): string {
  const zeros = flags.zero && !flags.minus && sign !== '' ? (flags.width ?? 0) - sign.length - text.length : 0;
  return pad(sign + '0'.repeat(Math.max(zeros, 0)) + text, flags);
}

function signOf(value: number, flags: Readonly<Flags>): string {
  if (value < 0 || Object.is(value, -0)) return '-';
  if (flags.plus) return '+';
  return flags.space ? ' ' : '';
}

/** Infinities and NaN are never padded with zeros; infinities always have a sign, NaN only if one is asked for. */
function formatSpecial(value: number, flags: Readonly<Flags>): string {
  const text = Number.isNaN(value) ? 'NaN' : 'Inf';
  const sign = signOf(value, flags) || (text === 'Inf' ? '+' : '');
  return pad(sign + text, { ...flags, zero: false });
}

/** The flag #: always a point, and the zeros at the end that v, g, G and x (but not X) would leave out. */
function withPoint(text: string, verb: string, precision: number | undefined): string {
  if (verb === 'b') return text;
  const [, number = '', exponent = ''] = (text.includes('p') ? /^([^p]*)(p.*)$/ : /^([^e]*)(e.*)?$/).exec(text) ?? [];
  const pointed = number.includes('.') ? number : `${number}.`;
  if (!['v', 'g', 'G', 'x'].includes(verb)) return pointed + exponent;
  const significant = number.replace('.', '').replace(/^0+/, '').length;
  const shown = number === '0' ? 1 : significant;
  return pointed + '0'.repeat(Math.max((precision ?? 6) - shown, 0)) + exponent;
}
