import { isObject } from '../../base/json.ts';
import type { FieldSchema, KindSchema } from './kind-schema.ts';

/** The schema of the field at a path such as `restoreToPointInTime.restoreTime` or `route[*].gatewayId`; undefined where there is none. */
export function fieldAt(schema: KindSchema, path: string): FieldSchema | undefined {
  const [first = '', ...rest] = path.replaceAll('[*]', '').split('.');
  return rest.reduce<FieldSchema | undefined>((field, name) => field?.fields?.[name], schema.forProvider[first]);
}

/** The value at a dotted path (no `[*]`), undefined where anything on the way is missing. */
export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), values);
}

/** A copy of `values` with the value at a dotted path (no `[*]`) set, objects on the way made; `undefined` removes the member. */
export function withValueAt(values: Readonly<Record<string, unknown>>, path: string, value: unknown): Readonly<Record<string, unknown>> {
  const [name = '', ...rest] = path.split('.');
  const child = values[name];
  const next = rest.length === 0 ? value : withValueAt(isObject(child) ? child : {}, rest.join('.'), value);
  if (next !== undefined) return { ...values, [name]: next };
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
