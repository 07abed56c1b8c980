import { awsKinds } from '../../../src/aws/generated/kinds.ts';
import { resourceTypeOf } from '../../../src/engine/reconcile/write-metadata.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';

/** The objects of our kinds that there are. */
export async function managedObjects({ client }: { readonly client: KubernetesClient }): Promise<readonly KubernetesObject[]> {
  const pages = await Promise.all(awsKinds.map((kind) => client.list(resourceTypeOf(kind), {})));
  return pages.flatMap(({ items }) => items);
}
