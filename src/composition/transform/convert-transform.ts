import type { Json } from '../../base/json.ts';
import { floatText } from '../go-format/float-text.ts';
import { goType } from '../go-format/go-value.ts';
import type { GoValue } from '../go-format/go-value.ts';
import { parseQuantity } from './quantity.ts';
import { TransformError } from './transform-error.ts';
import type { ConvertTransform } from './transform.ts';

type Conversion = (input: GoValue) => GoValue | undefined;

const wordsOfTrue = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const wordsOfFalse = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** By `from>to format`; undefined: the input does not look like it. */
const conversions: Readonly<Record<string, Conversion>> = {
  'string>int64 none': (input) => parseInteger(String(input)),
  'string>bool none': (input) => parseBoolean(String(input)),
  'string>float64 none': (input) => parseFloat64(String(input)),
  'string>float64 quantity': (input) => parseQuantity(String(input)),
  'string>object json': (input) => parseJson(String(input), false),
  'string>array json': (input) => parseJson(String(input), true),
  'int64>string none': String,
  'int64>bool none': (input) => input === 1n,
  'int64>float64 none': Number,
  'bool>string none': String,
  'bool>int64 none': (input) => (input === true ? 1n : 0n),
  'bool>float64 none': Number,
  'float64>string none': (input) => (Number(input) < 0 ? '-' : '') + floatText(Math.abs(Number(input)), 'f', undefined),
  'float64>int64 none': (input) => BigInt.asIntN(64, BigInt(Math.trunc(Number(input)))),
  'float64>bool none': (input) => input === 1,
};

/** A convert transform. A value that has the type already stays as it is, whatever the format. */
export function transformConvert({ toType, format = 'none' }: ConvertTransform, input: GoValue): GoValue {
  const from = typeOf(input);
  const to = toType === 'int' ? 'int64' : toType;
  if (from === to) return input;
  const convert = conversions[`${from}>${to} ${format}`];
  if (convert === undefined) throw new TransformError(`can't convert ${from} to ${to} with format ${format}`);
  const output = convert(input);
  if (output === undefined) throw new TransformError(`can't convert ${JSON.stringify(String(input))} to ${to} with format ${format}`);
  return output;
}

/** The conversions that there are to a type: what a format needs. */
export function isConversion(toType: string, format: string): boolean {
  const to = toType === 'int' ? 'int64' : toType;
  return Object.keys(conversions).some((key) => key.endsWith(`>${to} ${format}`));
}

function typeOf(input: GoValue): string {
  if (Array.isArray(input)) return 'array';
  return input !== null && typeof input === 'object' ? 'object' : goType(input);
}

function parseInteger(text: string): bigint | undefined {
  if (!/^[+-]?\d{1,40}$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  if (wordsOfTrue.includes(text)) return true;
  return wordsOfFalse.includes(text) ? false : undefined;
}

function parseFloat64(text: string): number | undefined {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function parseJson(text: string, isArray: boolean): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && Array.isArray(value) === isArray ? value : undefined;
  } catch {
    return undefined;
  }
}
