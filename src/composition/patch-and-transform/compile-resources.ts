import type { JsonObject } from '../../base/json.ts';
import { compilePatch } from './compiled-patch.ts';
import type { CompiledPatch } from './compiled-patch.ts';
import type { Patch, PatchSet, Resources, ResourceTemplate } from './resources.ts';

/** A resource's template ready to be run. */
export interface CompiledTemplate extends Omit<ResourceTemplate, 'patches' | 'movedFrom'> {
  readonly patches: readonly CompiledPatch[];
  readonly movedFrom: readonly string[];
}

/** An input ready to be run. */
export interface CompiledResources {
  readonly environmentPatches: readonly CompiledPatch[];
  readonly templates: readonly CompiledTemplate[];
}

/** An input in which checkResources found nothing wrong, ready to be run. */
export function compileResources(input: JsonObject): CompiledResources {
  // The parsed boundary: checkResources has looked at it.
  const { patchSets = [], environment = {}, resources = [] } = input as Resources;
  const sets = new Map(patchSets.map((set, index) => [set.name, compileSet(set, index)]));
  return {
    environmentPatches: (environment.patches ?? []).map((patch, index) => compilePatch(patch, `environment.patches[${index}]`)),
    templates: resources.map((template, index) => ({
      ...template,
      patches: compilePatches(template.patches ?? [], `resources[${index}].patches`, sets),
      movedFrom: [template.movedFrom ?? []].flat(),
    })),
  };
}

function compileSet({ patches }: PatchSet, index: number): readonly CompiledPatch[] {
  return patches.map((patch, at) => compilePatch(patch, `patchSets[${index}].patches[${at}]`));
}

function compilePatches(
  patches: readonly Patch[],
  path: string,
  sets: ReadonlyMap<string, readonly CompiledPatch[]>,
): readonly CompiledPatch[] {
  return patches.flatMap((patch, index) => {
    if (patch.type !== 'PatchSet') return [compilePatch(patch, `${path}[${index}]`)];
    return sets.get(patch.patchSetName ?? '') ?? [];
  });
}
