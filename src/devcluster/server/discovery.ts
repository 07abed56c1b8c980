import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { subresourcesOf } from './find-resource.ts';
import { servedGroups } from './served-groups.ts';
import type { ServedGroup } from './served-groups.ts';

/** GET /api; `host` is the address that clients reach the server at. */
export function apiVersions(resources: readonly ServedResource[], host: string): JsonObject {
  const core = servedGroups(resources).find(({ name }) => name === '');
  const versions = core?.versions.map(({ version }) => version) ?? [];
  return { kind: 'APIVersions', versions, serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }] };
}

/** GET /apis */
export function apiGroupList(resources: readonly ServedResource[]): JsonObject {
  const groups = servedGroups(resources).filter(({ name }) => name !== '');
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupEntry) };
}

/** GET /apis/G; undefined: no such group. */
export function apiGroup(resources: readonly ServedResource[], name: string): JsonObject | undefined {
  const group = servedGroups(resources).find((served) => served.name === name);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) };
}

/** GET /api/V and /apis/G/V; undefined: nothing is served there. */
export function apiResourceList(resources: readonly ServedResource[], group: string, version: string): JsonObject | undefined {
  const served = resources.filter((resource) => resource.group === group && resource.version === version);
  if (served.length === 0) return undefined;
  const groupVersion = group === '' ? version : `${group}/${version}`;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: served.flatMap(resourceEntries) };
}

function groupEntry({ name, versions }: ServedGroup): JsonObject {
  const entries = versions.map(({ groupVersion, version }) => ({ groupVersion, version }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

function resourceEntries(resource: ServedResource): readonly JsonObject[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = resource;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs,
      ...(shortNames.length === 0 ? {} : { shortNames }),
      ...(categories.length === 0 ? {} : { categories }),
    },
    ...Object.entries(subresourcesOf(resource)).map(([name, subresource]) => ({
      name: `${plural}/${name}`,
      singularName: '',
      namespaced,
      kind,
      ...subresource.kind,
      verbs: subresource.verbs,
    })),
  ];
}
