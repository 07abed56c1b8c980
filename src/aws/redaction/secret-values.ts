import { isObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import type { ValueSchema } from '../sdk/operation-schema.ts';

/**
 * The secret values in a call's input, each also as a form-encoded or XML answer would echo it: what has to be cut out of
 * error texts. Found as `Secret` or by the schema's mark.
 */
export function secretValues(input: unknown, schema: ValueSchema | undefined): readonly string[] {
  const found = new Set<string>();
  collect(input, schema, found);
  return [...found].flatMap((value) => [...new Set([value, encodeURIComponent(value), escapeXml(value)])]);
}

function collect(value: unknown, schema: ValueSchema | undefined, found: Set<string>): void {
  if (value instanceof Secret) found.add(value.reveal());
  else if (typeof value === 'string' && schema?.sensitive === true) found.add(value);
  else for (const [member, memberSchema] of membersOf(value, schema)) collect(member, memberSchema, found);
}

function membersOf(value: unknown, schema: ValueSchema | undefined): readonly (readonly [unknown, ValueSchema | undefined])[] {
  if (Array.isArray(value)) return value.map((item: unknown) => [item, schema?.item] as const);
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, member]) => [member, schema?.members.get(name) ?? schema?.item] as const);
}

function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
