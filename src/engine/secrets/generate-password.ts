import { Secret } from '../../base/secret.ts';

const lower = 'abcdefghijkmnopqrstuvwxyz';
const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';
const classes = [lower, upper, digits] as const;
const all = classes.join('');
const length = 27;

/** 27 letters and digits, some of each class, none that look alike: valid for every RDS engine, and about 155 bits. */
export function generatePassword(randomBytes: (size: number) => Buffer): Secret {
  const characters = [...classes, ...Array.from({ length: length - classes.length }, () => all)].map((alphabet) =>
    pick(alphabet, randomBytes),
  );
  return new Secret(shuffle(characters, randomBytes).join(''));
}

/** Uniform: bytes beyond the last whole multiple of the alphabet are thrown away. */
function pick(alphabet: string, randomBytes: (size: number) => Buffer): string {
  return alphabet.charAt(uniform(alphabet.length, randomBytes));
}

function uniform(bound: number, randomBytes: (size: number) => Buffer): number {
  const limit = 256 - (256 % bound);
  for (;;) {
    const byte = randomBytes(1).readUInt8(0);
    if (byte < limit) return byte % bound;
  }
}

function shuffle(items: readonly string[], randomBytes: (size: number) => Buffer): readonly string[] {
  return items.reduce<string[]>((shuffled, item) => shuffled.toSpliced(uniform(shuffled.length + 1, randomBytes), 0, item), []);
}
