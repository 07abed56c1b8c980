import type { JsonObject } from '../../base/json.ts';
import type { FieldPath } from '../field-path/field-path.ts';
import { checkResources } from './check-resources.ts';
import { compileResources } from './compile-resources.ts';
import type { CompiledPatch } from './compiled-patch.ts';
import { environmentDirections, resourceDirections } from './patch-directions.ts';
import type { PatchDirection } from './patch-directions.ts';
import type { CombinePatchType, FieldPatchType } from './resources.ts';

/** The paths that a patch reads from and writes to. */
export interface PatchedPaths {
  /** Where the patch is in the input. */
  readonly at: string;
  readonly type: FieldPatchType | CombinePatchType;
  readonly direction: PatchDirection;
  readonly from: readonly FieldPath[];
  /** May have wildcards. */
  readonly to: FieldPath;
  /** Whether what is written is not what was read: of another type, perhaps. */
  readonly isTransformed: boolean;
  /** The resource whose patch it is; absent: a patch of the environment. */
  readonly resource?: { readonly name: string; readonly base?: JsonObject };
}

/** The paths of all patches of an input, those of a patch set once for each resource that includes it; none if the input is wrong. */
export function patchedPaths(input: JsonObject): readonly PatchedPaths[] {
  if (checkResources(input).length > 0) return [];
  const { environmentPatches, templates } = compileResources(input);
  return [
    ...environmentPatches.map((patch) => pathsOf(patch, environmentDirections[patch.type])),
    ...templates.flatMap(({ name, base, patches }) => {
      const resource = { name, ...(base === undefined ? {} : { base }) };
      return patches.map((patch) => ({ ...pathsOf(patch, resourceDirections[patch.type]), resource }));
    }),
  ];
}

function pathsOf({ at, type, sources, target, isTransformed }: CompiledPatch, direction: PatchDirection): PatchedPaths {
  return { at, type, direction, from: sources, to: target, isTransformed };
}
