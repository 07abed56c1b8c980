import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { keyOf } from '../../kubernetes/object.ts';
import type { CompositeCrd } from './composite-crd.ts';
import { listFirst } from './in-use.ts';
import { createBreakCheck, listPages, storedVersions, typeOfCrd, type SchemaCheck } from './schema-change.ts';

/** Why a changed definition is not applied. */
export interface Obstacle {
  readonly reason: 'BreaksObjects' | 'VersionInUse';
  readonly message: string;
}

/** Looks at all live objects, as the API server has them now, for what would break. Reads none where nothing could. */
export async function findObstacle(
  { client, checkSchema }: { readonly client: KubernetesClient; readonly checkSchema: SchemaCheck },
  live: KubernetesObject,
  wanted: CompositeCrd,
): Promise<Obstacle | undefined> {
  const gone = removedVersions(live, wanted);
  const breaks = createBreakCheck(checkSchema, live, wanted);
  if (gone.length === 0 && breaks === undefined) return undefined;
  const names: string[] = [];
  const broken: string[] = [];
  for await (const page of listPages(client, typeOfCrd(live))) {
    names.push(...page.map(keyOf));
    if (breaks !== undefined) broken.push(...page.map(breaks).filter((problem) => problem !== undefined));
  }
  if (gone.length > 0 && names.length > 0) return versionInUse(gone, names);
  return broken.length === 0 ? undefined : breaksObjects(broken);
}

/** Versions that leave though objects may be stored in them. */
export function removedVersions(live: KubernetesObject, wanted: CompositeCrd): readonly string[] {
  const kept = new Set(wanted.spec.versions.map(({ name }) => name));
  return storedVersions(live).filter((name) => !kept.has(name));
}

function versionInUse(versions: readonly string[], names: readonly string[]): Obstacle {
  const message =
    `the change is not applied: objects may be stored in version ${versions.join(', ')}, which it removes: ${listFirst(names)}. ` +
    'Keep the version with served: false; or write each object anew and take the version out of status.storedVersions of the CustomResourceDefinition';
  return { reason: 'VersionInUse', message };
}

function breaksObjects(problems: readonly string[]): Obstacle {
  return {
    reason: 'BreaksObjects',
    message: `the change is not applied, since objects would not be valid any more: ${listFirst(problems, '; ')}`,
  };
}
