import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';

const pageSize = 500;
/** Deletions at a time. */
const parallel = 8;

/** Deletes all objects of a type in a namespace, and gives those that are still there then, since they have finalizers. */
export async function deleteAll(client: KubernetesClient, type: ResourceType, namespace: string): Promise<readonly KubernetesObject[]> {
  const objects = await listAll(client, type, namespace);
  const waiting = objects.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const work = async (): Promise<void> => {
    for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) await deleteOne(client, type, object);
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return objects.length === 0 ? [] : listAll(client, type, namespace);
}

async function listAll(client: KubernetesClient, type: ResourceType, namespace: string): Promise<readonly KubernetesObject[]> {
  let page = await client.list(type, { namespace, limit: pageSize });
  const items = [...page.items];
  while (page.continue !== undefined) {
    page = await client.list(type, { namespace, limit: pageSize, continue: page.continue });
    items.push(...page.items);
  }
  return items;
}

async function deleteOne(client: KubernetesClient, type: ResourceType, { metadata }: KubernetesObject): Promise<void> {
  const { name, namespace, uid } = metadata;
  try {
    await client.delete(type, { namespace, name }, { uid, propagationPolicy: 'Background' });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
