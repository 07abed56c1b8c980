import type { KubeCall } from '../../support/kube-proxy.ts';
import type { CallRecord } from '../../support/verdict.ts';

/** One write that the controller made. */
export interface KubernetesWrite {
  /** `POST`, `PUT`, `PATCH` or `DELETE`. */
  readonly verb: string;
  /** `vpcs`, `vpcs/status`, `events`, `leases`, `secrets` */
  readonly resource: string;
  readonly namespace: string | undefined;
  /** Undefined for a create, whose URL names no object. */
  readonly name: string | undefined;
  readonly body: string;
  /** HTTP status of the answer. */
  readonly status: number | undefined;
}

/** The writes among the requests that a proxy saw, in order. */
export function writesAmong(records: readonly CallRecord<KubeCall>[]): readonly KubernetesWrite[] {
  return records
    .filter(({ call }) => call.write)
    .map(({ call, status }) => ({
      verb: call.method,
      resource: call.resource,
      namespace: call.namespace,
      name: call.name,
      body: call.body,
      status,
    }));
}

/** How many writes there are by what `key` says of each: `PATCH vpcs/status` unless told. */
export function countWrites(
  writes: readonly KubernetesWrite[],
  key: (write: KubernetesWrite) => string = ({ verb, resource }) => `${verb} ${resource}`,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const write of writes) counts.set(key(write), (counts.get(key(write)) ?? 0) + 1);
  return counts;
}
