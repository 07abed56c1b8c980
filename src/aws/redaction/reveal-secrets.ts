import { isObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';

/** The input with every `Secret` replaced by its value: only for building the SDK command that leaves for AWS. */
export function revealSecrets(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(input).map(([name, member]) => [name, reveal(member)]));
}

function reveal(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(reveal);
  if (!isObject(value) || value instanceof Date || value instanceof Uint8Array) return value;
  return revealSecrets(value);
}
