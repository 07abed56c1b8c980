import { EvaluationError } from '@marcbachmann/cel-js';
import type { Environment } from '@marcbachmann/cel-js';
import { define } from './define.ts';

/** A quantity in nano units, which is as fine as Kubernetes goes. */
class Quantity {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

const giga = 1_000_000_000n;
const decimals: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaries: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** `quantity`, `isQuantity`, comparison and sums. Source: Kubernetes, CEL in Kubernetes, quantity library. */
export function addQuantityFunctions(environment: Environment): void {
  environment.registerType('kubernetes.Quantity', Quantity);
  environment.registerOperator('kubernetes.Quantity == kubernetes.Quantity', (a: Quantity, b: Quantity) => a.nanos === b.nanos);
  define(environment, {
    'isQuantity(string): bool': (text: string) => parseQuantity(text) !== undefined,
    'quantity(string): kubernetes.Quantity': (text: string) => {
      const quantity = parseQuantity(text);
      if (quantity === undefined)
        throw new EvaluationError(`quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`);
      return quantity;
    },
    'kubernetes.Quantity.sign(): int': ({ nanos }: Quantity) => sign(nanos),
    'kubernetes.Quantity.isInteger(): bool': ({ nanos }: Quantity) => nanos % giga === 0n,
    'kubernetes.Quantity.asInteger(): int': ({ nanos }: Quantity) => {
      if (nanos % giga !== 0n) throw new EvaluationError('cannot convert value to integer');
      return nanos / giga;
    },
    'kubernetes.Quantity.asApproximateFloat(): double': ({ nanos }: Quantity) => Number(nanos) / 1e9,
    'kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool': (a: Quantity, b: Quantity) => a.nanos > b.nanos,
    'kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool': (a: Quantity, b: Quantity) => a.nanos < b.nanos,
    'kubernetes.Quantity.compareTo(kubernetes.Quantity): int': (a: Quantity, b: Quantity) => sign(a.nanos - b.nanos),
    'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity': (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos),
    'kubernetes.Quantity.add(int): kubernetes.Quantity': (a: Quantity, b: bigint) => new Quantity(a.nanos + b * giga),
    'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity': (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos),
    'kubernetes.Quantity.sub(int): kubernetes.Quantity': (a: Quantity, b: bigint) => new Quantity(a.nanos - b * giga),
  });
}

function sign(value: bigint): bigint {
  return value === 0n ? 0n : value > 0n ? 1n : -1n;
}

function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [, minus = '', whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${whole}${fraction}`);
  const nanos = scaled(digits, suffix, fraction.length);
  return new Quantity(minus === '-' ? -nanos : nanos);
}

/** `digits` has `places` decimals; what is finer than a nano is rounded up. */
function scaled(digits: bigint, suffix: string, places: number): bigint {
  const binary = binaries[suffix];
  const exponent = 9 - places + (binary === undefined ? (decimals[suffix] ?? Number(suffix.slice(1))) : 0);
  const value = digits << (binary ?? 0n);
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}
