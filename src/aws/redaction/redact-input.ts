import { isObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import { isAwsService, loadSdk } from '../sdk/load-sdk.ts';
import type { ValueSchema } from '../sdk/operation-schema.ts';

const redacted = '[secret]';

/**
 * The input of a call as it may be shown: what stands in it as `Secret`, and what the SDK's schema marks as sensitive, is
 * replaced. Of an operation that the SDK does not know nothing is shown.
 */
export async function redactInput(service: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const schema = isAwsService(service) ? (await loadSdk(service)).schema(operation)?.input : undefined;
  return schema === undefined ? redacted : redactValue(input, schema);
}

/** The same for a value whose schema is at hand; a member that the schema lacks is redacted, too. */
export function redactValue(value: unknown, schema: ValueSchema | undefined): unknown {
  if (value === undefined || value === null) return value;
  if (schema === undefined || schema.sensitive || value instanceof Secret) return redacted;
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, schema.item));
  if (!isObject(value) || value instanceof Date) return value;
  const memberSchema = (name: string): ValueSchema | undefined => schema.members.get(name) ?? schema.item;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, redactValue(member, memberSchema(name))]));
}
