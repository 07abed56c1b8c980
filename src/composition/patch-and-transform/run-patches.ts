import { FieldPathError, isMissing } from '../field-path/field-path-error.ts';
import type { FunctionResult } from '../function/pipeline-function.ts';
import { TransformError } from '../transform/transform-error.ts';
import { applyPatch } from './apply-patch.ts';
import type { PatchObjects } from './apply-patch.ts';
import { describePatch } from './compiled-patch.ts';
import type { CompiledPatch } from './compiled-patch.ts';
import { environmentDirections, resourceDirections } from './patch-directions.ts';
import type { PatchDirection } from './patch-directions.ts';
import { TemplateFault } from './template-fault.ts';

/** What patches of a resource come to. */
export interface PatchOutcome<Objects> {
  readonly objects: Objects;
  readonly results: readonly FunctionResult[];
  /** Whether the resource must not be made yet: something that it requires is not there. */
  readonly isHeldBack: boolean;
}

/**
 * Runs the patches of a resource in their order. Where a required value is not there: a resource that does not exist is held
 * back, one that exists goes without the patch; both with a warning. Throws TemplateFault on a patch that can't be done.
 */
export function runPatches<Objects extends PatchObjects>(
  resource: string,
  patches: readonly CompiledPatch[],
  before: Objects,
): PatchOutcome<Objects> {
  let objects = before;
  const results: FunctionResult[] = [];
  for (const patch of patches) {
    const direction = resourceDirections[patch.type];
    const outcome = tryPatch(patch, direction, objects, `resource ${JSON.stringify(resource)}: `);
    if (outcome.missing === undefined) objects = outcome.objects;
    else if (patch.isRequired) {
      const isHeldBack = direction.to === 'desiredChild' && objects.observedChild === undefined;
      results.push({ severity: 'warning', message: warning(resource, outcome.missing, isHeldBack) });
      if (isHeldBack) return { objects, results, isHeldBack };
    }
  }
  return { objects, results, isHeldBack: false };
}

/** Runs the patches between composite and environment. Throws TemplateFault on one that can't be done, or requires what is not there. */
export function runEnvironmentPatches<Objects extends PatchObjects>(patches: readonly CompiledPatch[], before: Objects): Objects {
  let objects = before;
  for (const patch of patches) {
    const outcome = tryPatch(patch, environmentDirections[patch.type], objects, '');
    if (outcome.missing === undefined) objects = outcome.objects;
    else if (patch.isRequired) throw new TemplateFault(`${outcome.missing}, and the patch requires it`);
  }
  return objects;
}

type Try<Objects> = { readonly objects: Objects; readonly missing?: undefined } | { readonly missing: string };

function tryPatch<Objects extends PatchObjects>(
  patch: CompiledPatch,
  direction: PatchDirection,
  objects: Objects,
  prefix: string,
): Try<Objects> {
  try {
    const written = applyPatch(patch, direction, objects);
    return { objects: written === undefined ? objects : { ...objects, [direction.to]: written } };
  } catch (error) {
    if (!(error instanceof FieldPathError || error instanceof TransformError)) throw error;
    const message = `${describePatch(patch)}: ${error.message}`;
    if (isMissing(error)) return { missing: message };
    throw new TemplateFault(prefix + message, { cause: error });
  }
}

function warning(resource: string, missing: string, isHeldBack: boolean): string {
  const name = `resource ${JSON.stringify(resource)}`;
  return isHeldBack ? `${name} is not made yet: ${missing}` : `${name}: ${missing}; the patch is left out, as the resource exists already`;
}
