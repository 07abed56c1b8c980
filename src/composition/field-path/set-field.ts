import type { Json, JsonObject } from '../../base/json.ts';
import { FieldPathError } from './field-path-error.ts';
import { formatFieldPath } from './field-path.ts';
import type { FieldPath, Segment } from './field-path.ts';
import { isJsonObject, isList } from './get-field.ts';

/** The largest index that a path may write to: lists grow up to it with nulls. */
export const largestWrittenIndex = 1024;

/**
 * The object with a value at a path without wildcards; objects and lists on the way are made, lists are filled up with null.
 * Throws FieldPathError: `mismatch` if something is on the way that is neither, `bound` for an index beyond the bound.
 */
export function setField(root: JsonObject, path: FieldPath, value: Json): JsonObject {
  const changed = withField(root, path, 0, value);
  if (!isJsonObject(changed)) throw new FieldPathError('mismatch', 'an object can only be replaced by an object');
  return changed;
}

function withField(target: Json | undefined, path: FieldPath, at: number, value: Json): Json {
  const segment = path[at];
  if (segment === undefined) return value;
  switch (segment.kind) {
    case 'field': {
      const object = objectAt(target, path.slice(0, at));
      const before = Object.hasOwn(object, segment.field) ? object[segment.field] : undefined;
      return { ...object, [segment.field]: withField(before, path, at + 1, value) };
    }
    case 'index': {
      const list = listAt(target, segment, path.slice(0, at));
      return list.with(segment.index, withField(list[segment.index], path, at + 1, value));
    }
    case 'wildcard':
      throw new FieldPathError('mismatch', `${formatFieldPath(path)}: a wildcard must be expanded first`);
  }
}

function objectAt(target: Json | undefined, before: FieldPath): JsonObject {
  if (target === undefined || target === null) return {};
  if (isJsonObject(target)) return target;
  throw new FieldPathError('mismatch', `${formatFieldPath(before)}: not an object`);
}

function listAt(target: Json | undefined, { index }: Extract<Segment, { kind: 'index' }>, before: FieldPath): readonly Json[] {
  if (index > largestWrittenIndex) {
    throw new FieldPathError('bound', `${formatFieldPath(before)}[${index}]: the index is beyond ${largestWrittenIndex}`);
  }
  if (target !== undefined && target !== null && !isList(target)) {
    throw new FieldPathError('mismatch', `${formatFieldPath(before)}: not an array`);
  }
  const list = target ?? [];
  return list.length > index ? list : [...list, ...Array.from({ length: index + 1 - list.length }, () => null)];
}
