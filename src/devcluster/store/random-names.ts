import type { Random } from '../../base/random.ts';

// Neither vowels nor digits that look like letters, as Kubernetes has it: no name spells a word.
const letters = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const longestBase = 63 - suffixLength;

/** A name that begins with `base`, shortened if it must be, and ends in five random letters. */
export function generatedName(base: string, random: Random): string {
  const suffix = Array.from({ length: suffixLength }, () => letters[Math.floor(random() * letters.length)] ?? 'x');
  return base.slice(0, longestBase) + suffix.join('');
}

/** A random UUID (version 4). */
export function randomUid(random: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replaceAll(/[xy]/gu, (place) => {
    const digit = Math.floor(random() * 16);
    return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
