import type { Json } from '../../base/json.ts';
import { FieldPathError } from './field-path-error.ts';
import { formatFieldPath } from './field-path.ts';
import type { FieldPath, Segment } from './field-path.ts';
import { findField, isJsonObject, isList } from './get-field.ts';

/**
 * The paths without wildcards that a path stands for in this value, in the value's order. Paths that lead nowhere before
 * a wildcard give none; what follows the last wildcard need not be there. Throws FieldPathError `mismatch` for a
 * wildcard over what has neither members nor elements.
 */
export function expandWildcards(root: Json, path: FieldPath): readonly FieldPath[] {
  const at = path.findIndex((segment) => segment.kind === 'wildcard');
  if (at < 0) return [path];
  const before = path.slice(0, at);
  return membersAt(root, before).flatMap((member) => expandWildcards(root, [...before, member, ...path.slice(at + 1)]));
}

function membersAt(root: Json, path: FieldPath): readonly Segment[] {
  const value = findField(root, path) ?? null;
  if (value === null) return [];
  if (isList(value)) return value.map((_, index) => ({ kind: 'index', index }));
  if (isJsonObject(value)) return Object.keys(value).map((field) => ({ kind: 'field', field }));
  throw new FieldPathError('mismatch', `${formatFieldPath(path)}: a wildcard needs an object or an array here`);
}
