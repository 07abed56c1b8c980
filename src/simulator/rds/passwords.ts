import { createHash } from 'node:crypto';
import type { Engine } from './engines.ts';
import { invalidValue } from './rds-errors.ts';

/** All that is kept of a password. */
export interface PasswordHash {
  readonly salt: string;
  readonly digest: string;
}

/** Throws for what RDS takes no password; the texts do not tell it. */
export function checkPassword(password: string, { longestPassword }: Engine): void {
  const problem =
    password.length < 8
      ? `shorter than 8 characters`
      : password.length > longestPassword
        ? `longer than ${longestPassword} characters`
        : undefined;
  if (problem !== undefined) throw invalidValue(`The parameter MasterUserPassword is not a valid password because it is ${problem}.`);
  if (!/^[!-~]*$/.test(password) || /[/@"]/.test(password))
    throw invalidValue(
      `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
    );
}

/** `salt`: what no other instance has. */
export function hashPassword(password: string, salt: string): PasswordHash {
  return { salt, digest: digestOf(password, salt) };
}

export function isPassword(password: string, { salt, digest }: PasswordHash): boolean {
  return digestOf(password, salt) === digest;
}

function digestOf(password: string, salt: string): string {
  return createHash('sha256').update(salt).update('\0').update(password).digest('hex');
}
