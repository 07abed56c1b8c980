import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import type { Kind } from '../../engine/kind.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { ResourceType } from '../../kubernetes/object.ts';

/** CustomResourceDefinitions, as the client asks for them. */
export const crdType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};
const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };

/** How long an answer is taken for current (ms): a deletion of many objects asks once, not for each. */
const freshForMs = 2_000;
/** Answers kept at a time. */
const limit = 1_000;

/** Looks whether CRDs and namespaces are on their way out. Asked only when something is deleted or a Secret is to be written. */
export interface TerminationLooks {
  readonly crdTerminating: (kind: Kind) => Promise<boolean>;
  readonly namespaceTerminating: (namespace: string) => Promise<boolean>;
}

/** Looks that share an answer for two seconds. They reject when the API server can't be asked; what does not exist counts as terminating. */
export function createTerminationLooks(client: KubernetesClient, clock: Clock): TerminationLooks {
  const looks = new BoundedMap<string, { readonly at: number; readonly answer: Promise<boolean> }>(limit);
  const look = (type: ResourceType, name: string): Promise<boolean> => {
    const key = `${type.kind}/${name}`;
    const known = looks.get(key);
    if (known !== undefined && clock.now() - known.at < freshForMs) return known.answer;
    const answer = isTerminating(client, type, name);
    looks.set(key, { at: clock.now(), answer });
    answer.catch(() => looks.delete(key));
    return answer;
  };
  return {
    crdTerminating: ({ schema }) => look(crdType, `${schema.plural}.${schema.group}`),
    namespaceTerminating: (namespace) => look(namespaceType, namespace),
  };
}

async function isTerminating(client: KubernetesClient, type: ResourceType, name: string): Promise<boolean> {
  try {
    return (await client.get(type, { name })).metadata.deletionTimestamp !== undefined;
  } catch (error) {
    if (isNotFound(error)) return true;
    throw error;
  }
}
