import { Buffer } from 'node:buffer';
import { pad } from './flags.ts';
import type { Flags } from './flags.ts';
import { fitsBackQuotes, quote } from './quote.ts';

/** A string as fmt prints it with one of the verbs v s q x X; undefined for any other verb. */
export function formatString(text: string, verb: string, flags: Readonly<Flags>): string | undefined {
  switch (verb) {
    case 'v':
      return flags.goSyntax ? quoted(text, flags) : pad(cut(text, flags), flags);
    case 's':
      return pad(cut(text, flags), flags);
    case 'q':
      return quoted(text, flags);
    case 'x':
      return hexadecimal(text, flags);
    case 'X':
      return hexadecimal(text, flags).toUpperCase();
    default:
      return undefined;
  }
}

function cut(text: string, { precision }: Readonly<Flags>): string {
  return precision === undefined ? text : Array.from(text).slice(0, precision).join('');
}

function quoted(text: string, flags: Readonly<Flags>): string {
  const shown = cut(text, flags);
  if (flags.sharp && fitsBackQuotes(shown)) return pad(`\`${shown}\``, flags);
  return pad(quote(shown, '"', flags.plus), flags);
}

/** The bytes of UTF-8; precision counts bytes, the flag space parts them, # puts 0x before them. */
function hexadecimal(text: string, flags: Readonly<Flags>): string {
  const bytes = [...Buffer.from(text).subarray(0, flags.precision)].map((byte) => byte.toString(16).padStart(2, '0'));
  const prefix = flags.sharp && bytes.length > 0 ? '0x' : '';
  return pad(prefix + bytes.join(flags.space ? ` ${prefix}` : ''), flags);
}
