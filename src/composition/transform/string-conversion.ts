import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { goJson } from '../go-format/go-json.ts';
import type { GoValue } from '../go-format/go-value.ts';
import { sprintf } from '../go-format/sprintf.ts';
import { TransformError } from './transform-error.ts';
import type { StringConversion } from './transform.ts';

/** Any input converted to text. Digests are hexadecimal and of a text itself, of the JSON of anything else; Adler-32 is decimal. */
export function convertString(conversion: StringConversion, input: GoValue): string {
  switch (conversion) {
    case 'ToUpper':
      return eachCharacter(printed(input), (character) => character.toUpperCase());
    case 'ToLower':
      return eachCharacter(printed(input), (character) => character.toLowerCase());
    case 'ToBase64':
      return Buffer.from(printed(input)).toString('base64');
    case 'FromBase64':
      return fromBase64(printed(input));
    case 'ToJson':
      return goJson(input);
    case 'ToAdler32':
      return String(adler32(bytesOf(input)));
    case 'ToSha1':
    case 'ToSha256':
    case 'ToSha512':
      return createHash(conversion.slice(2).toLowerCase()).update(bytesOf(input)).digest('hex');
  }
}

/** A value as Go's `%v` prints it. */
export function printed(input: GoValue): string {
  return sprintf('%v', [input]);
}

/** Go changes the case of each character by itself: a ß, whose capital is two, stays. */
function eachCharacter(text: string, change: (character: string) => string): string {
  return Array.from(text, (character) => (Array.from(change(character)).length === 1 ? change(character) : character)).join('');
}

function fromBase64(text: string): string {
  const encoded = text.replace(/[\r\n]/g, '');
  if (encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) throw new TransformError('the input is not valid base64');
  return Buffer.from(encoded, 'base64').toString();
}

function bytesOf(input: GoValue): Buffer {
  return Buffer.from(typeof input === 'string' ? input : goJson(input));
}

/** RFC 1950, section 9. */
function adler32(bytes: Buffer): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}
