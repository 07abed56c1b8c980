import type { Json, JsonObject } from '../../base/json.ts';
import { expandWildcards } from '../field-path/expand-wildcards.ts';
import { FieldPathError } from '../field-path/field-path-error.ts';
import { formatFieldPath } from '../field-path/field-path.ts';
import type { FieldPath } from '../field-path/field-path.ts';
import { findField, getField } from '../field-path/get-field.ts';
import { mergeValues } from '../field-path/merge-values.ts';
import { setField } from '../field-path/set-field.ts';
import type { CompiledPatch } from './compiled-patch.ts';
import type { PatchDirection, PatchSource, PatchTarget } from './patch-directions.ts';
import { withoutToolKeys } from './without-tool-keys.ts';

/** What patches read and write while a function runs. A child that is not there does not exist yet. */
export type PatchObjects = Readonly<Partial<Record<PatchSource | PatchTarget, JsonObject>>>;

/**
 * What a patch makes of the object that it writes; undefined if it reads from a child that does not exist. Throws FieldPathError,
 * `missing` only if there is nothing at a path that it reads from, or TransformError.
 */
export function applyPatch(patch: CompiledPatch, { from, to }: PatchDirection, objects: PatchObjects): JsonObject | undefined {
  const source = objects[from];
  if (source === undefined) return undefined;
  const values = patch.sources.map((path) => readValue(source, path, from));
  return write(objects[to] ?? {}, patch, patch.transform(patch.combine(values)));
}

function readValue(source: JsonObject, path: FieldPath, from: PatchSource): Json {
  const value = getField(source, path);
  return from === 'observedComposite' ? withoutToolKeys(path, value) : value;
}

function write(object: JsonObject, { target, merge }: CompiledPatch, value: Json): JsonObject {
  const paths = expandWildcards(object, target);
  if (paths.length === 0) throw new FieldPathError('mismatch', `${formatFieldPath(target)}: there is nothing that the wildcard stands for`);
  return paths.reduce((written, path) => {
    const merged = merge === undefined ? value : mergeValues(findField(written, path), value, merge);
    return setField(written, path, merged);
  }, object);
}
