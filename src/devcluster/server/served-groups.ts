import { compareVersions } from '../api/compare-versions.ts';
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
