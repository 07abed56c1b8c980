import type { Random } from '../../../../src/base/random.ts';
import type { KubernetesClient } from '../../../../src/kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../../../src/kubernetes/object.ts';

/** ConfigMaps: what the writers write. */
export const configMaps: ResourceType = { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };
const namespace = 'default';
const fieldManager = 'writer';

/** What a writer knows of one name. */
export interface Known {
  /** As the last acknowledged write left it; undefined: there is none. */
  readonly object: KubernetesObject | undefined;
  /** A write was sent and not answered: it was done, or it was not. */
  readonly open: boolean;
}

/** Creates, changes and deletes ConfigMaps of this name, by chance, until a call fails or `stop` aborts; keeps in `known` what was acknowledged. */
export async function writeUntilCut(
  client: KubernetesClient,
  names: readonly string[],
  known: Map<string, Known>,
  { random, stop }: { readonly random: Random; readonly stop: AbortSignal },
): Promise<void> {
  while (!stop.aborted) {
    const name = names[Math.floor(random() * names.length)] ?? '';
    const object = known.get(name)?.object;
    known.set(name, { object, open: true });
    try {
      known.set(name, { object: await writeOnce(client, name, object, random), open: false });
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }
}

async function writeOnce(
  client: KubernetesClient,
  name: string,
  object: KubernetesObject | undefined,
  random: Random,
): Promise<KubernetesObject | undefined> {
  const data = { drawn: String(random()) };
  if (object === undefined)
    return client.create(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data }, fieldManager);
  if (random() < 0.7) return client.patch(configMaps, { name, namespace }, { data }, { kind: 'merge', fieldManager });
  await client.delete(configMaps, { name, namespace });
  return undefined;
}
