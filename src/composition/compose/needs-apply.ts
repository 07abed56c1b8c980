import { isObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { childAnnotation } from './child-marks.ts';
import type { DesiredChild } from './desired-child.ts';

/** Is the child not as it is wanted? Fields that we do not set are nobody's concern; those that we set no longer show in the hash. */
export function needsApply(live: KubernetesObject, desired: DesiredChild): boolean {
  return live.metadata.annotations?.[childAnnotation.hash] !== desired.hash || !covers(live, desired.object);
}

/** Is all that is wanted there? Lists have to be of the same length, and each item to cover its counterpart: servers fill in defaults. */
function covers(live: unknown, wanted: unknown): boolean {
  if (wanted === undefined) return true;
  if (Array.isArray(wanted)) {
    return Array.isArray(live) && live.length === wanted.length && wanted.every((item, index) => covers(live[index], item));
  }
  if (isObject(wanted)) return isObject(live) && Object.entries(wanted).every(([member, value]) => covers(live[member], value));
  return Object.is(live ?? null, wanted ?? null);
}
