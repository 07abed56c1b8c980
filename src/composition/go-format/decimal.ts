/** A positive number in decimal: 0.`digits` times ten to the `point`, without zeros at the end; no digits: zero. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** A finite double: sign aside, `mantissa` times two to the `exponent`; both as IEEE 754 has them. */
export function binaryParts(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const stored = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return stored === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | (1n << 52n), exponent: stored - 1075 };
}

/** The fewest digits that read back as the same double. */
export function shortestDecimal(value: number): Decimal {
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential().split('e');
  return decimalOf(mantissa.replace('.', ''), Number(exponent) + 1);
}

/** A double rounded, half to even, to so many digits after the point. */
export function fixedDecimal(value: number, decimals: number): Decimal {
  const digits = scaled(value, decimals).toString();
  return decimalOf(digits, digits.length - decimals);
}

/** A double rounded, half to even, to so many digits in all (1 or more). */
export function significantDecimal(value: number, count: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const { point } = shortestDecimal(value);
  // The shortest digits may have been rounded up to the next power of ten, or rounding here may reach it.
  const digits = [point - 1, point, point + 1]
    .map((guess) => ({ guess, digits: scaled(value, count - guess).toString() }))
    .find((candidate) => candidate.digits.length === count);
  return digits === undefined ? shortestDecimal(value) : decimalOf(digits.digits, digits.guess);
}

/** |value| times ten to the `power`, rounded half to even. */
function scaled(value: number, power: number): bigint {
  const { mantissa, exponent } = binaryParts(value);
  const numerator = mantissa * 10n ** BigInt(Math.max(power, 0)) * 2n ** BigInt(Math.max(exponent, 0));
  const denominator = 10n ** BigInt(Math.max(-power, 0)) * 2n ** BigInt(Math.max(-exponent, 0));
  const whole = numerator / denominator;
  const twiceRest = (numerator % denominator) * 2n;
  const isUp = twiceRest > denominator || (twiceRest === denominator && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}

function decimalOf(digits: string, point: number): Decimal {
  const withoutEnd = digits.replace(/0+$/, '');
  const withoutStart = withoutEnd.replace(/^0+/, '');
  if (withoutStart === '') return { digits: '', point: 0 };
  return { digits: withoutStart, point: point - (withoutEnd.length - withoutStart.length) };
}
