import { goType } from '../go-format/go-value.ts';
import type { GoValue } from '../go-format/go-value.ts';
import { TransformError } from './transform-error.ts';
import type { MathTransform } from './transform.ts';

type Operation = (transform: MathTransform, input: bigint | number) => bigint | number;

const operations = {
  Multiply: ({ multiply = 1 }, input) => (typeof input === 'number' ? input * multiply : BigInt.asIntN(64, input * BigInt(multiply))),
  ClampMin: ({ clampMin = 0 }, input) => (whole(input) < clampMin ? BigInt(clampMin) : input),
  ClampMax: ({ clampMax = 0 }, input) => (whole(input) > clampMax ? BigInt(clampMax) : input),
} satisfies Record<NonNullable<MathTransform['type']>, Operation>;

/** A math transform. A float is multiplied as a float and compared without its fraction; an int64 wraps around as in Go. */
export function transformMath(transform: MathTransform, input: GoValue): bigint | number {
  if (typeof input !== 'bigint' && typeof input !== 'number') throw new TransformError(`needs a number, not ${goType(input)}`);
  return operations[transform.type ?? 'Multiply'](transform, input);
}

function whole(input: bigint | number): bigint | number {
  return typeof input === 'number' ? Math.trunc(input) : input;
}
