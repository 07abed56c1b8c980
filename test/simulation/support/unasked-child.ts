import { controllerOf, keyOfChild } from '../../../src/composition/compose/child-marks.ts';
import type { KubernetesClient, ObjectName } from '../../../src/kubernetes/client.ts';
import type { ResourceType } from '../../../src/kubernetes/object.ts';
import { composites, wantedKeys } from './composites.ts';

/**
 * What is wrong with the deletion of a child by a controller: its composite has to be on its way out, or the pipeline, of the composition and
 * the composite as they are now, must no longer want its key.
 */
export async function unaskedChild(
  world: { readonly client: KubernetesClient },
  type: ResourceType,
  name: ObjectName,
): Promise<readonly string[]> {
  const child = await world.client.get(type, name).catch(() => undefined);
  const key = child === undefined ? undefined : keyOfChild(child);
  if (child === undefined || key === undefined) return [];
  const owner = controllerOf(child)?.uid;
  const composite = (await composites(world)).find(({ metadata }) => metadata.uid === owner);
  if (composite === undefined || composite.metadata.deletionTimestamp !== undefined) return [];
  const isWanted = (await wantedKeys(world.client, composite)).has(key);
  return isWanted ? [`${type.kind} ${name.name} was deleted while its composite wants ${key}`] : [];
}
