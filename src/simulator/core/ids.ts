import type { Random } from '../../base/random.ts';

/** An id as EC2 makes them: `vpc-` and 17 hexadecimal digits that begin with a zero. */
export function newId(prefix: string, random: Random): string {
  return `${prefix}-0${hex(16, random)}`;
}

/** A UUID of version 4, as AWS makes its request ids. */
export function newUuid(random: Random): string {
  const variant = '89ab'[Math.floor(random() * 4)] ?? '8';
  return `${hex(8, random)}-${hex(4, random)}-4${hex(3, random)}-${variant}${hex(3, random)}-${hex(12, random)}`;
}

/** Hexadecimal digits, four a draw. */
function hex(digits: number, random: Random): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(random() * 0x1_0000)
      .toString(16)
      .padStart(4, '0');
  return text.slice(0, digits);
}
