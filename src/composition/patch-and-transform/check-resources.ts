import type { JsonObject } from '../../base/json.ts';
import type { InputProblem } from '../function/pipeline-function.ts';
import { checkShape } from '../input/check-shape.ts';
import { checkTransforms } from '../transform/check-transforms.ts';
import { resourcesShape } from './resources-shape.ts';
import type { Patch, Resources, ResourceTemplate } from './resources.ts';

/** All that is wrong with an input of function-patch-and-transform, without any composite. */
export function checkResources(input: JsonObject | undefined): readonly InputProblem[] {
  if (input === undefined) return [{ path: '', message: 'is required: an object of the kind Resources' }];
  const problems = checkShape(resourcesShape, input, '');
  // The parsed boundary: the shape is what the type says.
  return problems.length > 0 ? problems : checkParts(input as Resources);
}

function checkParts(input: Resources): readonly InputProblem[] {
  const { patchSets = [], environment: { patches = [] } = {}, resources = [] } = input;
  const sets = new Set(patchSets.map(({ name }) => name));
  return [
    ...(resources.length === 0 && patches.length === 0
      ? [{ path: 'resources', message: 'is required, or patches of the environment' }]
      : []),
    ...duplicates('patchSets', patchSets),
    ...duplicates('resources', resources),
    ...patchSets.flatMap((set, index) => checkPatches(set.patches, `patchSets[${index}].patches`, undefined)),
    ...patches.flatMap((patch, index) => checkEnvironmentPatch(patch, `environment.patches[${index}]`)),
    ...resources.flatMap((template, index) => checkPatches(template.patches ?? [], `resources[${index}].patches`, sets)),
    ...checkMoves(resources),
  ];
}

function duplicates(path: string, items: readonly { readonly name: string }[]): readonly InputProblem[] {
  return items.flatMap(({ name }, index) => {
    const first = items.findIndex((item) => item.name === name);
    return first === index
      ? []
      : [{ path: `${path}[${index}].name`, message: `${JSON.stringify(name)} is the name of ${path}[${first}] already` }];
  });
}

/** `sets`: the patch sets that may be included; undefined: none, as in a patch set. */
function checkPatches(patches: readonly Patch[], path: string, sets: ReadonlySet<string> | undefined): readonly InputProblem[] {
  return patches.flatMap(({ type, patchSetName = '', transforms = [] }, index) => {
    const at = `${path}[${index}]`;
    if (type === 'PatchSet' && sets === undefined) return [{ path: `${at}.type`, message: 'a patch set can not include another one' }];
    if (type === 'PatchSet' && sets?.has(patchSetName) !== true) {
      return [{ path: `${at}.patchSetName`, message: `there is no patch set ${JSON.stringify(patchSetName)}` }];
    }
    return checkTransforms(transforms, `${at}.transforms`);
  });
}

function checkEnvironmentPatch({ type, transforms = [] }: Patch, path: string): readonly InputProblem[] {
  if (type === 'PatchSet' || type === 'CombineFromEnvironment' || type === 'CombineToEnvironment') {
    return [{ path: `${path}.type`, message: `${type} is not for patches of the environment, which are between it and the composite` }];
  }
  return checkTransforms(transforms, `${path}.transforms`);
}

/** A resource takes over the child of an old name, which must not be wanted by another resource as well. */
function checkMoves(resources: readonly ResourceTemplate[]): readonly InputProblem[] {
  const wanted = new Map(resources.map(({ name }, index) => [name, `resources[${index}] has this name`]));
  return resources.flatMap(({ movedFrom = [] }, index) =>
    [movedFrom].flat().flatMap((old) => {
      const taker = wanted.get(old);
      wanted.set(old, `resources[${index}] moved from it already`);
      return taker === undefined ? [] : [{ path: `resources[${index}].movedFrom`, message: `${JSON.stringify(old)}: ${taker}` }];
    }),
  );
}
