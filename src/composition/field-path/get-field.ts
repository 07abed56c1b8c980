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
  const { value, length, lacks } = follow(root, path);
  if (value !== undefined) return value;
  if (lacks === undefined) throw new FieldPathError('missing', `${formatFieldPath(path.slice(0, length + 1))}: there is no such field`);
  throw new FieldPathError('mismatch', `${formatFieldPath(path.slice(0, length))}: ${lacks}`);
}

/** As getField, but undefined in place of any error. */
export function findField(root: Json, path: FieldPath): Json | undefined {
  return follow(root, path).value;
}

/** How far a path leads. No value: it ends after so many segments, and `lacks` says why if it is not that nothing is there. */
interface Way {
  readonly value: Json | undefined;
  readonly length: number;
  readonly lacks?: string;
}

const needs = {
  field: 'not an object',
  index: 'not an array',
  wildcard: 'a wildcard stands for no single value',
} satisfies Record<Segment['kind'], string>;

function follow(root: Json, path: FieldPath): Way {
  let value = root;
  for (const [length, segment] of path.entries()) {
    if (value === null) return { value: undefined, length };
    const found = step(value, segment);
    if (found === 'mismatch') return { value: undefined, length, lacks: needs[segment.kind] };
    if (found.value === undefined) return { value: undefined, length };
    value = found.value;
  }
  return { value, length: path.length };
}

/** An own member or element, if it is there. */
function step(value: Json, segment: Segment): { readonly value: Json | undefined } | 'mismatch' {
  if (segment.kind === 'index') return isList(value) ? { value: value[segment.index] } : 'mismatch';
  if (segment.kind === 'wildcard' || !isJsonObject(value)) return 'mismatch';
  return { value: Object.hasOwn(value, segment.field) ? value[segment.field] : undefined };
}

/** isObject, for values that are JSON. */
export function isJsonObject(value: Json): value is JsonObject {
  return isObject(value);
}

/** Array.isArray, for values that are JSON. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
