import type { Clock } from '../base/clock.ts';
import { stableStringify } from '../base/json.ts';
import { isConflict, isNotFound } from './api-error.ts';
import type { KubernetesClient } from './client.ts';
import type { LeaseSpec } from './lease.ts';
import { leaseSpecOf, leaseType, microTime } from './lease.ts';
import type { KubernetesObject } from './object.ts';

/** Which Lease is claimed, and by whom. */
export interface LeaseClaimOptions {
  readonly client: Pick<KubernetesClient, 'get' | 'create' | 'update'>;
  readonly namespace: string;
  readonly name: string;
  /** Ours, unlike that of any other process, those before us included. */
  readonly identity: string;
  readonly clock: Clock;
  readonly leaseDurationMs: number;
}

/** Another's claim as we saw it last, and when, by our own clock: clocks of two machines are never compared. */
interface Sighting {
  readonly text: string;
  readonly at: number;
}

const fieldManager = 'evenkeel-lease';

/** One process' claim to a Lease. Every write is guarded by the resourceVersion that it rests on. */
export class LeaseClaim {
  readonly #options: LeaseClaimOptions;
  #lease: KubernetesObject | undefined;
  #sighting: Sighting | undefined;

  constructor(options: LeaseClaimOptions) {
    this.#options = options;
  }

  /** Who held it when we last looked; empty: nobody. */
  get holder(): string {
    return this.#lease === undefined ? '' : leaseSpecOf(this.#lease).holderIdentity;
  }

  /** Takes or renews the Lease; false: another holds it, or was faster. Rejects when the API server can't be asked. */
  async hold(): Promise<boolean> {
    const { client, namespace, name, identity } = this.#options;
    try {
      // Who held it at the last look need not look again: a change in between shows as a conflict.
      if (this.#lease === undefined || this.holder !== identity) this.#lease = await client.get(leaseType, { namespace, name });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return this.#written(() => client.create(leaseType, this.#body(undefined), fieldManager));
    }
    const lease = this.#lease;
    if (!this.#mayTake(lease)) return false;
    return this.#written(() => client.update(leaseType, { namespace, name }, this.#body(lease), fieldManager));
  }

  /** Gives it up, so that another can take it at once. */
  async release(): Promise<void> {
    const { client, namespace, name, identity } = this.#options;
    const lease = this.#lease;
    if (lease === undefined || this.holder !== identity) return;
    const spec: LeaseSpec = { ...leaseSpecOf(lease), holderIdentity: '', leaseDurationSeconds: 1, renewTime: this.#time() };
    await client.update(leaseType, { namespace, name }, { ...lease, spec }, fieldManager);
    this.#lease = undefined;
  }

  /** Forgets what it saw: after a write whose outcome is unknown. */
  lookAgain(): void {
    this.#lease = undefined;
  }

  async #written(write: () => Promise<KubernetesObject>): Promise<boolean> {
    try {
      this.#lease = await write();
      return true;
    } catch (error) {
      this.#lease = undefined;
      if (isConflict(error) || isNotFound(error)) return false;
      throw error;
    }
  }

  /** Another's Lease may be taken once we have seen it unchanged for as long as it says that it lasts, or ours would. */
  #mayTake(lease: KubernetesObject): boolean {
    const { holderIdentity, leaseDurationSeconds } = leaseSpecOf(lease);
    if (holderIdentity === '' || holderIdentity === this.#options.identity) return true;
    const now = this.#options.clock.now();
    const text = `${lease.metadata.uid} ${stableStringify(lease['spec'])}`;
    if (this.#sighting?.text !== text) this.#sighting = { text, at: now };
    return now - this.#sighting.at >= Math.max(leaseDurationSeconds * 1_000, this.#options.leaseDurationMs);
  }

  #body(lease: KubernetesObject | undefined): object {
    const { namespace, name, identity, leaseDurationMs } = this.#options;
    const before = lease === undefined ? undefined : leaseSpecOf(lease);
    const isOurs = before?.holderIdentity === identity;
    const spec: LeaseSpec = {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(leaseDurationMs / 1_000),
      acquireTime: isOurs ? before.acquireTime : this.#time(),
      renewTime: this.#time(),
      leaseTransitions: before === undefined ? 0 : before.leaseTransitions + (isOurs ? 0 : 1),
    };
    return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: lease?.metadata ?? { namespace, name }, spec };
  }

  #time(): string {
    return microTime(this.#options.clock.now());
  }
}
