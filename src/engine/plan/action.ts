import type { CloudCall } from '../cloud.ts';
import type { Change } from '../kind.ts';
import type { Tags } from '../observation.ts';

/** What would bring the cloud to the desired state, as data. Each says why. Calls hold secrets only as `Secret`. */
export type Action =
  | { readonly type: 'create'; readonly reason: string }
  | { readonly type: 'adopt'; readonly externalName: string; readonly reason: string }
  | { readonly type: 'update'; readonly changes: readonly Change[]; readonly calls: readonly CloudCall[]; readonly reason: string }
  | {
      readonly type: 'tag';
      readonly set: Tags;
      readonly remove: readonly string[];
      readonly calls: readonly CloudCall[];
      readonly reason: string;
    }
  | { readonly type: 'settle'; readonly calls: readonly CloudCall[]; readonly reason: string }
  /** AWS can't change these in place. Never executed unless the object allows it. */
  | { readonly type: 'replace'; readonly changes: readonly Change[]; readonly reason: string }
  | { readonly type: 'delete'; readonly calls: readonly CloudCall[]; readonly reason: string }
  /** Nothing to call now: AWS is busy, or has accepted the change for later. */
  | { readonly type: 'wait'; readonly changes: readonly Change[]; readonly reason: string };

/** In the order in which they are applied. Empty: the cloud is as desired. */
export type Plan = readonly Action[];

/** Leaves and tag keys that differ but that nothing declared can bring back (they left spec and have no `whenRemoved`): reported only. */
export interface PlanResult {
  readonly actions: Plan;
  readonly leftovers: readonly string[];
}
