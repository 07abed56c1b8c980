import { isObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';

/** Number of a revision; 0: it says none. */
export function numberOf(revision: KubernetesObject): number {
  const spec = revision['spec'];
  const number: unknown = isObject(spec) ? spec['revision'] : undefined;
  return typeof number === 'number' ? number : 0;
}

/** The highest number of the revisions; 0: there are none. */
export function newestNumber(revisions: readonly KubernetesObject[]): number {
  return Math.max(0, ...revisions.map(numberOf));
}

/** Revisions beyond the newest `limit` that no live composite uses, the oldest first. */
export function superfluous(
  revisions: readonly KubernetesObject[],
  limit: number,
  inUse: (name: string) => boolean,
): readonly KubernetesObject[] {
  const newestFirst = revisions.toSorted((a, b) => numberOf(b) - numberOf(a));
  return newestFirst
    .slice(limit)
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined && !inUse(metadata.name))
    .toReversed();
}
