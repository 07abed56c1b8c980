import { isObject } from '../../base/json.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { FieldPathError } from './field-path-error.ts';
import { formatFieldPath } from './field-path.ts';
import type { FieldPath, Segment } from './field-path.ts';

/**
 * The value at a path without wildcards. Throws FieldPathError: `missing` if a member or element is not there, or null is on
 * the way, which in Kubernetes is as good as nothing; `mismatch` if something else is on the way that has no members or elements.
 */
export function getField(root: Json, path: FieldPath): Json {
  let value = root;
  for (const [at, segment] of path.entries()) {
    const found = step(value, segment, path.slice(0, at));
    if (found === undefined) throw new FieldPathError('missing', `${formatFieldPath(path.slice(0, at + 1))}: there is no such field`);
    value = found;
  }
  return value;
}

/** As getField, but undefined in place of any error. */
export function findField(root: Json, path: FieldPath): Json | undefined {
  try {
    return getField(root, path);
  } catch (error) {
    if (error instanceof FieldPathError) return undefined;
    throw error;
  }
}

/** An own member or element; undefined if it is not there. */
function step(value: Json, segment: Segment, before: FieldPath): Json | undefined {
  if (value === null) return undefined;
  switch (segment.kind) {
    case 'field':
      if (!isJsonObject(value)) throw new FieldPathError('mismatch', `${formatFieldPath(before)}: not an object`);
      return Object.hasOwn(value, segment.field) ? value[segment.field] : undefined;
    case 'index':
      if (!isList(value)) throw new FieldPathError('mismatch', `${formatFieldPath(before)}: not an array`);
      return value[segment.index];
    case 'wildcard':
      throw new FieldPathError('mismatch', `${formatFieldPath(before)}: a wildcard stands for no single value`);
  }
}

/** isObject, for values that are JSON. */
export function isJsonObject(value: Json): value is JsonObject {
  return isObject(value);
}

/** Array.isArray, for values that are JSON. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
