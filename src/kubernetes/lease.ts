import { isObject } from '../base/json.ts';
import type { KubernetesObject, ResourceType } from './object.ts';

/** Leases, as the client asks for them. */
export const leaseType: ResourceType = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases', namespaced: true };

/** What a Lease says; times are MicroTimes. */
export interface LeaseSpec {
  /** Empty: given up. */
  readonly holderIdentity: string;
  readonly leaseDurationSeconds: number;
  readonly acquireTime: string;
  readonly renewTime: string;
  readonly leaseTransitions: number;
}

/** Reads a Lease; what is missing counts as empty or 0. */
export function leaseSpecOf(lease: KubernetesObject): LeaseSpec {
  const spec = isObject(lease['spec']) ? lease['spec'] : {};
  return {
    holderIdentity: textOf(spec['holderIdentity']),
    leaseDurationSeconds: numberOf(spec['leaseDurationSeconds']),
    acquireTime: textOf(spec['acquireTime']),
    renewTime: textOf(spec['renewTime']),
    leaseTransitions: numberOf(spec['leaseTransitions']),
  };
}

/** RFC 3339 with exactly six fraction digits: the API server refuses a MicroTime with any other number. */
export function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
