import type { JsonObject } from '../../base/json.ts';
import type { Transform } from '../transform/transform.ts';

/** The input of function-patch-and-transform, as resourcesShape describes it. */
export interface Resources {
  readonly patchSets?: readonly PatchSet[];
  readonly environment?: { readonly patches?: readonly Patch[] };
  readonly resources?: readonly ResourceTemplate[];
}

/** Patches that resources include by name. */
export interface PatchSet {
  readonly name: string;
  readonly patches: readonly Patch[];
}

/** A child: what it starts from, and what is copied to and from it. Without a base it is one that an earlier step made. */
export interface ResourceTemplate {
  readonly name: string;
  readonly base?: JsonObject;
  readonly patches?: readonly Patch[];
  readonly connectionDetails?: readonly ConnectionDetail[];
  readonly readinessChecks?: readonly ReadinessCheck[];
  /** Names that this resource had in earlier revisions of the composition. */
  readonly movedFrom?: string | readonly string[];
}

/** The types of patches that copy one value. */
export type FieldPatchType = 'FromCompositeFieldPath' | 'ToCompositeFieldPath' | 'FromEnvironmentFieldPath' | 'ToEnvironmentFieldPath';
/** The types of patches that make one value of several. */
export type CombinePatchType = 'CombineFromComposite' | 'CombineToComposite' | 'CombineFromEnvironment' | 'CombineToEnvironment';

/** A patch; FromCompositeFieldPath is the default type. Without toFieldPath it writes to the path that it reads from. */
export interface Patch {
  readonly type?: FieldPatchType | CombinePatchType | 'PatchSet';
  readonly fromFieldPath?: string;
  readonly toFieldPath?: string;
  readonly patchSetName?: string;
  readonly combine?: {
    readonly variables: readonly { readonly fromFieldPath: string }[];
    readonly strategy: 'string';
    readonly string: { readonly fmt: string };
  };
  readonly transforms?: readonly Transform[];
  readonly policy?: { readonly fromFieldPath?: 'Optional' | 'Required'; readonly toFieldPath?: ToFieldPathPolicy };
}

/** How a value meets the one that is there. MergeObject and AppendArray are the older spellings. */
export type ToFieldPathPolicy =
  | 'Replace'
  | 'MergeObjects'
  | 'MergeObjectsAppendArrays'
  | 'ForceMergeObjects'
  | 'ForceMergeObjectsAppendArrays'
  | 'MergeObject'
  | 'AppendArray';

/** A key of the composite's connection details, and where its value comes from. */
export interface ConnectionDetail {
  readonly name: string;
  readonly type: 'FromConnectionSecretKey' | 'FromFieldPath' | 'FromValue';
  readonly fromConnectionSecretKey?: string;
  readonly fromFieldPath?: string;
  readonly value?: string;
}

/** Something that must hold of the observed child before it counts as ready. */
export interface ReadinessCheck {
  readonly type: 'NonEmpty' | 'MatchString' | 'MatchInteger' | 'MatchTrue' | 'MatchFalse' | 'MatchCondition' | 'None';
  readonly fieldPath?: string;
  readonly matchString?: string;
  readonly matchInteger?: number;
  readonly matchCondition?: { readonly type?: string; readonly status?: string };
}
