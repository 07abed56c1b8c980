import type { Json } from '../../base/json.ts';
import { formatFieldPath } from '../field-path/field-path.ts';
import type { FieldPath } from '../field-path/field-path.ts';
import type { MergeOptions } from '../field-path/merge-values.ts';
import { parseFieldPath } from '../field-path/parse-field-path.ts';
import { toGo } from '../go-format/go-value.ts';
import { sprintf } from '../go-format/sprintf.ts';
import { compileTransforms } from '../transform/compile-transforms.ts';
import type { CombinePatchType, FieldPatchType, Patch, ToFieldPathPolicy } from './resources.ts';

/** A patch ready to be run: patch sets are resolved, paths and transforms read. */
export interface CompiledPatch {
  readonly type: FieldPatchType | CombinePatchType;
  /** Where the patch is in the input: `resources[0].patches[2]`, or of a patch set `patchSets[0].patches[1]`. */
  readonly at: string;
  readonly sources: readonly FieldPath[];
  readonly target: FieldPath;
  /** One value of those at the sources. */
  readonly combine: (values: readonly Json[]) => Json;
  readonly transform: (value: Json) => Json;
  /** Whether the value written may be another than the one read. */
  readonly isTransformed: boolean;
  readonly isRequired: boolean;
  /** Undefined: the value replaces what is there. */
  readonly merge: MergeOptions | undefined;
}

const merges = {
  Replace: undefined,
  MergeObjects: { keepExisting: true, appendLists: false },
  MergeObject: { keepExisting: true, appendLists: false },
  MergeObjectsAppendArrays: { keepExisting: true, appendLists: true },
  ForceMergeObjects: { keepExisting: false, appendLists: false },
  ForceMergeObjectsAppendArrays: { keepExisting: false, appendLists: true },
  AppendArray: { keepExisting: false, appendLists: true },
} satisfies Record<ToFieldPathPolicy, MergeOptions | undefined>;

/** A patch that is found right and includes no patch set. */
export function compilePatch(patch: Patch, at: string): CompiledPatch {
  const { type = 'FromCompositeFieldPath', transforms = [], policy = {} } = patch;
  if (type === 'PatchSet') throw new Error(`${at}: a patch set is no patch`);
  const isCombined = type.startsWith('Combine');
  return {
    type,
    at,
    ...(isCombined ? combinedSources(patch) : oneSource(patch)),
    target: parseFieldPath(patch.toFieldPath ?? patch.fromFieldPath ?? ''),
    transform: compileTransforms(transforms),
    isTransformed: isCombined || transforms.length > 0,
    isRequired: policy.fromFieldPath === 'Required',
    merge: merges[policy.toFieldPath ?? 'Replace'],
  };
}

type Sources = Pick<CompiledPatch, 'sources' | 'combine'>;

function oneSource({ fromFieldPath = '' }: Patch): Sources {
  return { sources: [parseFieldPath(fromFieldPath)], combine: ([value = null]) => value };
}

function combinedSources({ combine }: Patch): Sources {
  const fmt = combine?.string.fmt ?? '';
  return {
    sources: combine?.variables.map(({ fromFieldPath }) => parseFieldPath(fromFieldPath)) ?? [],
    combine: (values) => sprintf(fmt, values.map(toGo)),
  };
}

/** A patch for people: where it is, its type and its paths. */
export function describePatch({ at, type, sources, target }: CompiledPatch): string {
  return `${at} (${type}, ${sources.map(formatFieldPath).join(' + ')} to ${formatFieldPath(target)})`;
}
