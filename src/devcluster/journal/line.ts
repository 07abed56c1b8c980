import { crc32 } from 'node:zlib';

/** Checksum of the rest of the line in eight hexadecimal digits, and a space. */
const prefixLength = 9;

/** One line of a journal's file: a checksum, a space, the value as JSON. */
export function encodeLine(value: object): string {
  const text = JSON.stringify(value);
  return `${checksum(text)} ${text}\n`;
}

/** The value of a line without its line feed; undefined when the line isn't what was written. */
export function decodeLine(line: Buffer): unknown {
  const text = line.subarray(prefixLength);
  if (line.toString('latin1', 0, prefixLength) !== `${checksum(text)} `) return undefined;
  return JSON.parse(text.toString('utf8'));
}

function checksum(data: string | Buffer): string {
  return crc32(data).toString(16).padStart(8, '0');
}
