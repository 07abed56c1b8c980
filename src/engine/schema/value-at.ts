import { isObject } from '../../base/json.ts';

/** The value at a dotted path (no `[*]`), undefined where anything on the way is missing. */
export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), values);
}
