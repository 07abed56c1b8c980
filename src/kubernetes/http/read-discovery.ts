import { isObject } from '../../base/json.ts';
import { ApiUnreachable } from '../api-error.ts';
import type { DiscoveredResource } from '../discovery.ts';

/** Versions of all groups as `apis/<group>/<version>`, each group's preferred one first: the answer to `/apis`. */
export function readGroups(value: unknown): readonly string[] {
  return listOf(value, 'groups').flatMap((group) => {
    const preferred = isObject(group['preferredVersion']) ? [group['preferredVersion']] : [];
    const versions = [...preferred, ...listOf(group, 'versions')].map((each) => `apis/${String(each['groupVersion'])}`);
    return [...new Set(versions)];
  });
}

/** The resources of one version, subresources left out: the answer to `/apis/<group>/<version>` and `/api/v1`. */
export function readResources(value: unknown): readonly DiscoveredResource[] {
  const [version = '', group = ''] = String(isObject(value) ? value['groupVersion'] : '')
    .split('/')
    .toReversed();
  return listOf(value, 'resources').flatMap(({ name, kind, namespaced, verbs }) => {
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [{ group, version, kind, plural: name, namespaced: namespaced === true, verbs: Array.isArray(verbs) ? verbs.map(String) : [] }];
  });
}

function listOf(value: unknown, member: string): readonly Record<string, unknown>[] {
  const list: unknown = isObject(value) ? value[member] : undefined;
  if (!Array.isArray(list)) throw new ApiUnreachable(`the answer is no discovery document: it has no ${member}`);
  return list.filter(isObject);
}
