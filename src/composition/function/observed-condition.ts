import { isObject } from '../../base/json.ts';
import type { JsonObject } from '../../base/json.ts';

/** The status of an object's condition; Unknown if it has none of this type. */
export function observedCondition(object: JsonObject, type: string): string {
  const status: unknown = object['status'];
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  if (!Array.isArray(conditions)) return 'Unknown';
  const found: unknown = conditions.find((condition: unknown) => isObject(condition) && condition['type'] === type);
  const value = isObject(found) ? found['status'] : undefined;
  return typeof value === 'string' ? value : 'Unknown';
}
