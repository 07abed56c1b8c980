import type { Observation, Owner, OwnerIdentity } from '../observation.ts';
import { sameIdentity } from './owner-tags.ts';

/**
 * Whose a cloud resource is, seen from one object.
 * `ours`: our identity and uid. `rebuilt`: our identity, a uid that no live object has (the cluster or the object was made anew).
 * `foreign`: another object's, or another control plane's. `unowned`: no owner tags.
 */
export type Verdict = 'ours' | 'rebuilt' | 'foreign' | 'unowned';

/**
 * Namespace and name are unique among live objects, so a resource of our identity with another uid belonged to an
 * object that is no more.
 */
export function judgeOwner(owner: Owner | undefined, self: OwnerIdentity & { readonly uid: string }): Verdict {
  if (owner === undefined) return 'unowned';
  if (!sameIdentity(owner, self)) return 'foreign';
  return owner.uid === self.uid ? 'ours' : 'rebuilt';
}

/** What another namespace's object may be told about an owner: its name only within the same namespace and control plane. */
export function describeOwner(owner: Owner, self: OwnerIdentity): string {
  if (owner.controlPlane !== self.controlPlane) return 'an object of another control plane';
  if (owner.namespace !== self.namespace) return 'an object in another namespace';
  return `${owner.kind.split('.')[0] ?? owner.kind} ${owner.name}`;
}

/** Of several resources that carry our identity: ours before those of a former incarnation, then the lowest attempt, then the key. */
export function preferred(observations: readonly Observation[], uid: string): readonly Observation[] {
  const rank = (observation: Observation): number => (observation.owner?.uid === uid ? 0 : 1);
  const attempt = (observation: Observation): number => observation.owner?.attempt ?? Number.MAX_SAFE_INTEGER;
  return observations.toSorted((a, b) => rank(a) - rank(b) || attempt(a) - attempt(b) || (a.key < b.key ? -1 : 1));
}
