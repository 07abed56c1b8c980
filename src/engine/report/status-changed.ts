import { deepEqual, isObject } from '../../base/json.ts';
import type { ManagedStatus } from '../object/managed-status.ts';
import type { Fields, KindSchema } from '../schema/kind-schema.ts';

/** Is there anything to write? Members of atProvider that change by themselves in the cloud are never a reason on their own. */
export function statusChanged(previous: ManagedStatus, next: ManagedStatus, schema: Pick<KindSchema, 'atProvider'>): boolean {
  const steady = (status: ManagedStatus): unknown => ({ ...status, atProvider: withoutVolatile(status.atProvider, schema.atProvider) });
  return !deepEqual(steady(previous), steady(next));
}

function withoutVolatile(values: unknown, fields: Fields): unknown {
  if (Array.isArray(values)) return values.map((item: unknown) => withoutVolatile(item, fields));
  if (!isObject(values)) return values;
  const steady = Object.entries(values).filter(([name]) => fields[name]?.volatile !== true);
  return Object.fromEntries(steady.map(([name, value]) => [name, withoutVolatile(value, fields[name]?.fields ?? {})]));
}
