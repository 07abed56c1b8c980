import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { subresourcesOf } from './find-resource.ts';
import { acceptedRanges } from './media-range.ts';
import { servedGroups } from './served-groups.ts';

/** `v2` or `v2beta1` where a request for /api or /apis wants all of discovery in one answer; undefined: the plain form. */
export function aggregatedVersion(accept: string | undefined): string | undefined {
  const first = acceptedRanges(accept).find(({ type, parameters }) => type === 'application/json' && isKnown(parameters));
  return first?.parameters['as'] === undefined ? undefined : first.parameters['v'];
}

function isKnown({ as, g, v }: Readonly<Record<string, string>>): boolean {
  if (as === undefined) return true;
  return as === 'APIGroupDiscoveryList' && g === 'apidiscovery.k8s.io' && (v === 'v2' || v === 'v2beta1');
}

/** The media type of the answer. */
export function aggregatedType(version: string): string {
  return `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
}

/** All groups of `/api` (the core group alone) or `/apis` (the others) with their resources. */
export function groupDiscoveryList(resources: readonly ServedResource[], root: string, version: string): JsonObject {
  const groups = servedGroups(resources).filter(({ name }) => (name === '') === (root === 'api'));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === '' ? {} : { name },
      versions: versions.map((served) => ({
        version: served.version,
        resources: served.resources.map(resourceDiscovery),
        freshness: 'Current',
      })),
    })),
  };
}

function resourceDiscovery(resource: ServedResource): JsonObject {
  const { group, version, kind, plural, singular, namespaced, verbs, shortNames, categories } = resource;
  const responseKind = { group, version, kind };
  const subresources = Object.entries(subresourcesOf(resource)).map(([subresource, its]) => ({
    subresource,
    responseKind: its.kind ?? responseKind,
    verbs: its.verbs,
  }));
  return {
    resource: plural,
    responseKind,
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
}
