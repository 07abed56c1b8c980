import type { AppliedStatus } from '../object/managed-status.ts';
import type { Kind, KindContext } from '../kind.ts';
import type { Observation, Tags } from '../observation.ts';
import type { Settling } from './settle.ts';

/** All that a plan follows from. */
export interface PlanInput {
  readonly kind: Kind;
  /** `desired` is what spec wants now, canonical: for a resource that exists without initProvider. */
  readonly context: KindContext;
  /** The user's tags over the default ones. */
  readonly tags: Tags;
  /** undefined: confirmed not to be there. */
  readonly observed: Observation | undefined;
  /** status.applied; undefined when it is lost or nothing was ever applied: then nothing is removed. */
  readonly applied: Pick<AppliedStatus, 'tags' | 'fields'> | undefined;
  /** Paths of the secretRef fields whose value has to be sent. */
  readonly secretChanges: readonly string[];
  /** Owner tags that the resource has to carry; undefined where the kind can't. */
  readonly ownerTags: Tags | undefined;
  /** True for tags that are never compared, reported or removed. */
  readonly ignoresTag: (key: string) => boolean;
  /** What this process wrote lately; absent: nothing. */
  readonly settling?: Settling;
}

/** A plan's input once the resource is known to be there. */
export type ExistingInput = PlanInput & { readonly observed: Observation };
