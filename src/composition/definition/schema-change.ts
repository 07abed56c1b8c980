import { deepEqual, isObject, type JsonObject } from '../../base/json.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import { keyOf } from '../../kubernetes/object.ts';
import type { CompositeCrd, CompositeCrdVersion } from './composite-crd.ts';

/**
 * Checks objects against the schema of a CRD's version, as the API server would: what is not valid, and values that the schema has no
 * place for and that would be lost. An empty list: nothing is wrong.
 */
export type SchemaCheck = (schema: JsonObject) => (object: JsonObject) => readonly string[];

const pageSize = 500;

/** Everything of a type as the API server has it now, a page at a time. Rejects with ApiError. */
export async function* listPages(client: KubernetesClient, type: ResourceType): AsyncGenerator<readonly KubernetesObject[]> {
  let from: string | undefined;
  do {
    const page = await client.list(type, { limit: pageSize, ...(from === undefined ? {} : { continue: from }) });
    yield page.items;
    from = page.continue;
  } while (from !== undefined);
}

/** The versions of a CRD as it was read. */
export function versionsOf(crd: KubernetesObject): readonly CompositeCrdVersion[] {
  const spec = crd['spec'];
  const versions: unknown = isObject(spec) ? spec['versions'] : undefined;
  return (Array.isArray(versions) ? versions : []) as readonly CompositeCrdVersion[];
}

/** Versions that objects may be stored in, as far as the API server knows. */
export function storedVersions(crd: KubernetesObject): readonly string[] {
  const status = crd['status'];
  const stored: unknown = isObject(status) ? status['storedVersions'] : undefined;
  return Array.isArray(stored) ? stored.map(String) : [];
}

/** The version that objects are stored in. */
export function storageVersion(crd: { readonly versions: readonly CompositeCrdVersion[] }): CompositeCrdVersion | undefined {
  return crd.versions.find(({ storage }) => storage);
}

/** How the objects of a CRD are reached, in the version that they are stored in. */
export function typeOfCrd(crd: KubernetesObject): ResourceType {
  const spec = isObject(crd['spec']) ? crd['spec'] : {};
  const names = isObject(spec['names']) ? spec['names'] : {};
  return {
    group: String(spec['group']),
    version: storageVersion({ versions: versionsOf(crd) })?.name ?? '',
    kind: String(names['kind']),
    plural: String(names['plural']),
    namespaced: spec['scope'] === 'Namespaced',
  };
}

/** What is wrong with an object under the new schema that was not under the old one; undefined: nothing. */
export function createBreakCheck(
  check: SchemaCheck,
  live: KubernetesObject,
  wanted: CompositeCrd,
): ((object: KubernetesObject) => string | undefined) | undefined {
  const before = storageVersion({ versions: versionsOf(live) })?.schema.openAPIV3Schema;
  const after = storageVersion(wanted.spec)?.schema.openAPIV3Schema;
  if (before === undefined || after === undefined || deepEqual(before, after)) return undefined;
  const [old, next] = [check(before), check(after)];
  return (object) => {
    const [problem] = next(object as unknown as JsonObject);
    if (problem === undefined || old(object as unknown as JsonObject).length > 0) return undefined;
    return `${keyOf(object)}: ${problem}`;
  };
}
