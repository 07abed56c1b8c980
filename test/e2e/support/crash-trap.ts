import type { AwsProxy } from '../../support/aws-proxy.ts';
import type { KubeProxy } from '../../support/kube-proxy.ts';
import type { Hook, Verdict } from '../../support/verdict.ts';
import type { CrashPoint, Fault } from './crash-point.ts';
import { awsPoint, kubePoint } from './crash-point.ts';

/** Lies in wait in both proxies for one call of one object's life. */
export interface Trap {
  /** Resolves when the call is there: from then on the process under test gets nothing done any more, unless the fault is `lost`. */
  readonly sprung: Promise<void>;
  /** Lets everything go on. What the dead process had under way is not passed on, but for a call that is to arrive late. */
  lift(): void;
  /** Passes the late call on. */
  arrive(): void;
}

/** What a trap is set for. */
export interface TrapOptions {
  readonly aws: AwsProxy;
  readonly kube: KubeProxy;
  readonly point: CrashPoint;
  readonly fault: Fault;
  /** Name of the object. */
  readonly object: string;
}

/** Sets a trap. From the moment at which it springs the world stands still: whatever else the process sends is held, until `lift`. */
export function setTrap({ aws, kube, point, fault, object }: TrapOptions): Trap {
  const sprung = Promise.withResolvers<void>();
  const lifted = Promise.withResolvers<Verdict>();
  const late = Promise.withResolvers<Verdict>();
  let seen = 0;
  let stopped = false;

  const spring = (proxy: { nextHeld(): Promise<unknown> }): Verdict | Promise<Verdict> => {
    stopped = fault !== 'lost';
    if (fault === 'after') {
      void proxy.nextHeld().then(() => sprung.resolve());
      return 'hold-response';
    }
    sprung.resolve();
    if (fault === 'lost') return 'drop-response';
    return fault === 'late' ? late.promise : lifted.promise;
  };
  const hook =
    <Call>(proxy: { nextHeld(): Promise<unknown> }, sort: (call: Call) => string | undefined): Hook<Call> =>
    (call) => {
      if (stopped) return lifted.promise;
      if (sort(call) !== point.call || ++seen !== point.nth) return 'forward';
      return spring(proxy);
    };
  aws.intercept(hook(aws, awsPoint));
  kube.intercept(hook(kube, (call) => kubePoint(call, object)));
  return {
    sprung: sprung.promise,
    lift: () => {
      aws.intercept(undefined);
      kube.intercept(undefined);
      lifted.resolve('drop-request');
      aws.release();
      kube.release();
    },
    arrive: () => late.resolve('forward'),
  };
}
