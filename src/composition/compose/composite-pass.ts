import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Composer } from './composer.ts';
import type { CompositeMemory } from './composite-memory.ts';

/** One pass over one composite. */
export interface CompositePass {
  readonly composer: Composer;
  /** As it was read or written last. */
  readonly composite: KubernetesObject;
  readonly memory: CompositeMemory;
  readonly signal: AbortSignal;
}
