import { parseComposition } from '../../../src/composition/api/composition.ts';
import { compositionType } from '../../../src/composition/api/resource-types.ts';
import { guessType } from '../../../src/cli/render/guess-type.ts';
import { renderComposite } from '../../../src/cli/render/render-composite.ts';
import { keyOfChild } from '../../../src/composition/compose/child-marks.ts';
import { isNotFound } from '../../../src/kubernetes/api-error.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../../src/kubernetes/object.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { simulatedFunctions } from './simulated-functions.ts';

/** The kinds that the workloads define. */
export const compositeTypes: readonly ResourceType[] = [
  { group: 'example.org', version: 'v1', kind: 'Net', plural: 'nets', namespaced: true },
  { group: 'example.org', version: 'v1', kind: 'Site', plural: 'sites', namespaced: true },
];
export const configMapType: ResourceType = { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };

/** All composites that there are, and the ConfigMaps that some of them become. */
export async function composites({ client }: { readonly client: KubernetesClient }): Promise<readonly KubernetesObject[]> {
  const pages = await Promise.all(compositeTypes.map((type) => listOf(client, type)));
  return pages.flat();
}

/** Children that are neither managed objects nor composites. */
export async function plainChildren({ client }: { readonly client: KubernetesClient }): Promise<readonly KubernetesObject[]> {
  return (await listOf(client, configMapType)).filter((object) => keyOfChild(object) !== undefined);
}

async function listOf(client: KubernetesClient, type: ResourceType): Promise<readonly KubernetesObject[]> {
  try {
    return (await client.list(type, {})).items;
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

const clock = new FakeClock();

/** The keys of the children that a composite is to have now, found without the composer. */
export async function wantedKeys(client: KubernetesClient, composite: KubernetesObject): Promise<ReadonlySet<string>> {
  const { items } = await client.list(compositionType, {});
  const composition = items.map(parseComposition).find(({ compositeType }) => compositeType.kind === composite.kind);
  if (composition === undefined) return new Set();
  const { objects } = await renderComposite(
    {
      ...{ composite, composition, observed: [], others: [], typeOf: guessType, clock },
      functionOf: (name) => simulatedFunctions[name] ?? unknownFunction(name),
    },
    new AbortController().signal,
  );
  return new Set(objects.flatMap((object) => keyOfChild(object as unknown as KubernetesObject) ?? []));
}

function unknownFunction(name: string): never {
  throw new Error(`the workloads have no function ${name}`);
}
