import { BoundedMap } from '../../base/bounded-map.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject, OwnerReference } from '../../kubernetes/object.ts';
import type { Held, ResourceMonitor } from './resource-monitor.ts';

/** `waiting`: it is being deleted, and goes when its dependents have. `unknown`: not to be found out, now or ever. */
export type OwnerState = 'there' | 'waiting' | 'absent' | 'unknown';

/** Kubernetes' finalizer of what is deleted after its dependents. */
export const foregroundFinalizer = 'foregroundDeletion';

/** Whether the object is being deleted and goes after its dependents. */
export function isWaiting({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(foregroundFinalizer) === true;
}

const maxRemembered = 4_096;

/** Whether owners exist, as the API server says at this moment. */
export class OwnerLookup {
  readonly #client: KubernetesClient;
  readonly #monitor: ResourceMonitor;
  /** Owners known to be gone; uids don't come back. */
  readonly #absent = new BoundedMap<string, true>(maxRemembered);

  constructor(client: KubernetesClient, monitor: ResourceMonitor) {
    this.#client = client;
    this.#monitor = monitor;
  }

  /** As the copy has it, which may be behind: enough to leave a dependent alone, never to delete it. */
  seemsThere(dependent: KubernetesObject, owner: OwnerReference): boolean {
    const held = this.#monitor.byUid(owner.uid);
    return held !== undefined && isInReach(dependent, held.object) && matches(held.object, owner) && stateOf(held.object) === 'there';
  }

  /** An owner in another namespace is none, and one with another uid is another. */
  async state({ type, object }: Held, owner: OwnerReference): Promise<OwnerState> {
    const { namespace } = object.metadata;
    const place = [namespace, owner.apiVersion, owner.kind, owner.name, owner.uid].join(' ');
    if (this.#absent.get(place) === true) return 'absent';
    const ownerType = this.#monitor.typeOf(owner.apiVersion, owner.kind);
    if (ownerType === undefined || (ownerType.namespaced && !type.namespaced)) return 'unknown';
    try {
      const found = await this.#client.get(ownerType, { name: owner.name, ...(ownerType.namespaced ? { namespace } : {}) });
      if (found.metadata.uid === owner.uid) return stateOf(found);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    this.#absent.set(place, true);
    return 'absent';
  }

  /** The object with the owner's uid when that lives in another namespace. */
  elsewhere(dependent: KubernetesObject, owner: OwnerReference): boolean {
    const held = this.#monitor.byUid(owner.uid);
    return held !== undefined && !isInReach(dependent, held.object);
  }
}

function stateOf(owner: KubernetesObject): OwnerState {
  return isWaiting(owner) ? 'waiting' : 'there';
}

function isInReach(dependent: KubernetesObject, owner: KubernetesObject): boolean {
  return owner.metadata.namespace === undefined || owner.metadata.namespace === dependent.metadata.namespace;
}

function matches(object: KubernetesObject, owner: OwnerReference): boolean {
  return object.metadata.name === owner.name && object.kind === owner.kind;
}
