import { AwsError } from '../core/aws-error.ts';
import type { ScalarType } from './wire-shape.ts';

/** A value of a form. Throws AwsError where the text is none of that type. */
export function readScalar(type: ScalarType, text: string, path: string): unknown {
  const value = readers[type](text);
  if (value === undefined) throw new AwsError('InvalidParameterValue', `Value (${text}) for parameter ${path} is invalid`);
  return value;
}

const readers: Readonly<Record<ScalarType, (text: string) => unknown>> = {
  string: (text) => text,
  number: (text) => (/^(-?\d.*|NaN|-?Infinity)$/.test(text) ? Number(text) : undefined),
  boolean: (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined),
  bigint: (text) => (/^-?\d+$/.test(text) ? BigInt(text) : undefined),
  blob: (text) => new Uint8Array(Buffer.from(text, 'base64')),
  'date-time': (text) => time(Date.parse(text)),
  'http-date': (text) => time(Date.parse(text)),
  'epoch-seconds': (text) => time(Number(text) * 1000),
};

function time(ms: number): Date | undefined {
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

/** A value as it stands in XML. */
export function writeScalar(type: ScalarType, value: unknown): string {
  switch (type) {
    case 'string':
      return escapeXml(String(value));
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : '';
    case 'date-time':
    case 'http-date':
    case 'epoch-seconds':
      return value instanceof Date ? writeTime(type, value) : '';
    default:
      return String(value);
  }
}

function writeTime(type: 'date-time' | 'http-date' | 'epoch-seconds', value: Date): string {
  switch (type) {
    case 'date-time':
      return value.toISOString();
    case 'http-date':
      return value.toUTCString();
    case 'epoch-seconds':
      return String(value.getTime() / 1000);
    default:
      return type satisfies never;
  }
}

const special = /[&<>"'\r\n\u0085\u2028]/;
const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as it may stand in an element. */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text;
  return text.replaceAll(/[&<>"'\r\n\u0085\u2028]/g, (char) => names[char] ?? `&#x${char.charCodeAt(0).toString(16).toUpperCase()};`);
}
