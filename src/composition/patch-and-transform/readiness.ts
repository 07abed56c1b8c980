import type { Json, JsonObject } from '../../base/json.ts';
import { FieldPathError, isMissing } from '../field-path/field-path-error.ts';
import { getField } from '../field-path/get-field.ts';
import { parseFieldPath } from '../field-path/parse-field-path.ts';
import { observedCondition } from '../function/observed-condition.ts';
import type { ReadinessCheck } from './resources.ts';

/** Whether a child is ready, and what kept a check from telling. */
export interface Readiness {
  readonly isReady: boolean;
  readonly warning?: string;
}

const holds = {
  None: () => true,
  NonEmpty: (check, object) => valueAt(check, object) !== null,
  MatchString: (check, object) => valueAt(check, object, 'string') === check.matchString,
  MatchInteger: (check, object) => valueAt(check, object, 'number') === check.matchInteger,
  MatchTrue: (check, object) => valueAt(check, object, 'boolean') === true,
  MatchFalse: (check, object) => valueAt(check, object, 'boolean') === false,
  MatchCondition: ({ matchCondition: { type = 'Ready', status = 'True' } = {} }, object) => observedCondition(object, type) === status,
} satisfies Record<ReadinessCheck['type'], (check: ReadinessCheck, object: JsonObject) => boolean>;

/** Whether all checks hold of an observed child; without any, whether its condition Ready is True. */
export function readinessOf(checks: readonly ReadinessCheck[] | undefined, object: JsonObject): Readiness {
  if (checks === undefined || checks.length === 0) return { isReady: observedCondition(object, 'Ready') === 'True' };
  for (const [index, check] of checks.entries()) {
    try {
      if (!holds[check.type](check, object)) return { isReady: false };
    } catch (error) {
      if (!(error instanceof FieldPathError)) throw error;
      return { isReady: false, warning: `readinessChecks[${index}] (${check.type}): ${error.message}` };
    }
  }
  return { isReady: true };
}

/** The value at the check's path; null if there is none. Throws FieldPathError if it is of another type. */
function valueAt({ fieldPath = '' }: ReadinessCheck, object: JsonObject, type?: 'string' | 'number' | 'boolean'): Json {
  const value = findValue(object, fieldPath);
  if (value === null || type === undefined || typeof value === type) return value;
  throw new FieldPathError('mismatch', `${fieldPath}: not a ${type}`);
}

function findValue(object: JsonObject, path: string): Json {
  try {
    return getField(object, parseFieldPath(path));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
