import { isObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { JsonObject } from '../api/dev-object.ts';

/** Gives objects as a client reads them, without managedFields: the same one, frozen, for the same object. */
export function createReader(): (object: JsonObject) => KubernetesObject {
  const read = new WeakMap<JsonObject, KubernetesObject>();
  return (object) => {
    const known = read.get(object);
    if (known !== undefined) return known;
    const arrived = withoutManagedFields(object);
    read.set(object, arrived);
    return arrived;
  };
}

function withoutManagedFields(object: JsonObject): KubernetesObject {
  const { metadata } = object;
  const { managedFields: _, ...rest } = isObject(metadata) ? metadata : {};
  return Object.freeze({ ...object, metadata: Object.freeze(rest) }) as unknown as KubernetesObject;
}
