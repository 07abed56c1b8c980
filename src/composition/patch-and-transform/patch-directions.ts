import type { CombinePatchType, FieldPatchType } from './resources.ts';

/** What a patch reads: what is seen of composite and child, or the environment. */
export type PatchSource = 'observedComposite' | 'observedChild' | 'environment';
/** What a patch writes: what is wanted of composite and child, or the environment. */
export type PatchTarget = 'desiredComposite' | 'desiredChild' | 'environment';

/** From what to what a patch goes. */
export interface PatchDirection {
  readonly from: PatchSource;
  readonly to: PatchTarget;
}

type Directions = Readonly<Record<FieldPatchType | CombinePatchType, PatchDirection>>;

const fromComposite = { from: 'observedComposite', to: 'desiredChild' } as const;
const toComposite = { from: 'observedChild', to: 'desiredComposite' } as const;
const fromEnvironment = { from: 'environment', to: 'desiredChild' } as const;
const toEnvironment = { from: 'observedChild', to: 'environment' } as const;

/** The patches of a resource are between it and the composite or the environment. */
export const resourceDirections: Directions = {
  FromCompositeFieldPath: fromComposite,
  CombineFromComposite: fromComposite,
  ToCompositeFieldPath: toComposite,
  CombineToComposite: toComposite,
  FromEnvironmentFieldPath: fromEnvironment,
  CombineFromEnvironment: fromEnvironment,
  ToEnvironmentFieldPath: toEnvironment,
  CombineToEnvironment: toEnvironment,
};

const compositeToEnvironment = { from: 'observedComposite', to: 'environment' } as const;
const environmentToComposite = { from: 'environment', to: 'desiredComposite' } as const;

/** The patches of the environment are between it and the composite. */
export const environmentDirections: Directions = {
  FromCompositeFieldPath: compositeToEnvironment,
  CombineFromComposite: compositeToEnvironment,
  ToEnvironmentFieldPath: compositeToEnvironment,
  CombineToEnvironment: compositeToEnvironment,
  ToCompositeFieldPath: environmentToComposite,
  CombineToComposite: environmentToComposite,
  FromEnvironmentFieldPath: environmentToComposite,
  CombineFromEnvironment: environmentToComposite,
};
