import { isObject } from '../../base/json.ts';
import type { ObjectStore } from '../../kubernetes/informer.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';

/** Another definition of the same group and kind that has the right of way: the oldest has, and of equally old ones that of the lesser uid. */
export function findRival(definitions: ObjectStore, own: KubernetesObject): KubernetesObject | undefined {
  const kind = kindOf(own);
  return definitions
    .list()
    .filter((other) => other.metadata.uid !== own.metadata.uid && kindOf(other) === kind && goesBefore(other, own))
    .toSorted((a, b) => (goesBefore(a, b) ? -1 : 1))[0];
}

function kindOf(object: KubernetesObject): string {
  const spec = object['spec'];
  const names: unknown = isObject(spec) ? spec['names'] : undefined;
  return JSON.stringify([isObject(spec) ? spec['group'] : '', isObject(names) ? names['kind'] : '']);
}

function goesBefore(a: KubernetesObject, b: KubernetesObject): boolean {
  const [first, second] = [a, b].map(({ metadata }) => `${metadata.creationTimestamp ?? ''} ${metadata.uid}`);
  return (first ?? '') < (second ?? '');
}
