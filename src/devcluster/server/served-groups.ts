import type { ServedResource } from '../api/served-resource.ts';

/** A version of a group, with what it serves. */
export interface ServedVersion {
  readonly version: string;
  /** `v1`, `apps/v1` */
  readonly groupVersion: string;
  readonly resources: readonly ServedResource[];
}

/** A group with its versions, the preferred one first. */
export interface ServedGroup {
  /** Empty for the core group. */
  readonly name: string;
  readonly versions: readonly ServedVersion[];
}

/** What is served, by group and version; groups in order of appearance. */
export function servedGroups(resources: readonly ServedResource[]): readonly ServedGroup[] {
  return [...Map.groupBy(resources, ({ group }) => group)].map(([name, inGroup]) => ({
    name,
    versions: [...Map.groupBy(inGroup, ({ version }) => version)]
      .sort(([a], [b]) => compareVersions(a, b))
      .map(([version, served]) => ({ version, groupVersion: name === '' ? version : `${name}/${version}`, resources: served })),
  }));
}

const stages: readonly string[] = ['alpha', 'beta', ''];

/** The most stable first, then the newest: v10, v2, v1, v2beta1, v1beta2, v1alpha1; other names last, by the alphabet. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [ranked(a), ranked(b)];
  if (left === undefined || right === undefined) return left === right ? a.localeCompare(b, 'en') : left === undefined ? 1 : -1;
  const differences = left.map((part, index) => (right[index] ?? 0) - part);
  return differences.find((difference) => difference !== 0) ?? 0;
}

function ranked(version: string): readonly number[] | undefined {
  const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/u.exec(version);
  return found === null ? undefined : [stages.indexOf(found[2] ?? ''), Number(found[1]), Number(found[3] ?? 0)];
}
