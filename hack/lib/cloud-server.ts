import type { AwsProxy } from '../../test/support/aws-proxy.ts';

/** A running stand-in for AWS behind a proxy that counts. */
export interface CloudServer {
  /** The endpoint for AWS clients: the proxy's. */
  readonly url: string;
  /** Its own address, for what is not to be counted. */
  readonly directUrl: string;
  readonly pids: readonly number[];
  /** Sees every call to `url`, and can hold, refuse or lose it. */
  readonly proxy: AwsProxy;
  /** How often each action (`DescribeVpcs`) was called since the start or the last reset. */
  calls(): ReadonlyMap<string, number>;
  /** Forgets the calls, not the resources. */
  resetCalls(): void;
  /** Forgets all resources and all calls. */
  reset(): Promise<void>;
  /** Idempotent. */
  stop(): Promise<void>;
}
