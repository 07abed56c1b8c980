import type { AwsCall } from '../../support/aws-proxy.ts';
import type { KubeCall } from '../../support/kube-proxy.ts';

/** What happens at a point of an object's life. */
export const faults = ['before', 'after', 'lost'] as const;

/**
 * - `before`: the process is killed while the call is on its way; it never arrives.
 * - `after`: the call takes effect, and the process is killed before it gets the answer.
 * - `lost`: the call takes effect, and its answer is lost; the process lives on.
 * - `late`: the process is killed while the call is on its way; it takes effect when the next process has looked.
 */
export type Fault = (typeof faults)[number] | 'late';

/** A Kubernetes write or a mutating AWS call, the nth of its sort: `PATCH vpcs #2`, `CreateVpc #1`. */
export interface CrashPoint {
  readonly call: string;
  readonly nth: number;
}

/** Where in an object's creation or deletion something goes wrong. */
export interface Mishap {
  readonly point: CrashPoint;
  readonly fault: Fault;
}

/** The sort of an AWS call at which a process may crash: its action; undefined for reads. */
export function awsPoint({ mutating, action }: AwsCall): string | undefined {
  return mutating ? action : undefined;
}

/** The sort of a Kubernetes call at which a process may crash: a write that concerns the object of this name; undefined for others. */
export function kubePoint({ write, method, resource, path, body }: KubeCall, object: string): string | undefined {
  const concerns = path.includes(`/${object}`) || body.includes(`"${object}`);
  return write && concerns ? `${method} ${resource}` : undefined;
}

/** Numbers calls within their sort, in order. */
export function numbered(calls: readonly string[]): readonly CrashPoint[] {
  const counts = new Map<string, number>();
  return calls.map((call) => {
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return { call, nth };
  });
}

/** `CreateVpc`, and with its number where it is not the first of its sort. */
export function describePoint({ call, nth }: CrashPoint): string {
  return nth === 1 ? call : `${call} #${nth}`;
}
