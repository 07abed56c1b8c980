import { startReverseProxy } from './reverse-proxy.ts';
import type { ReverseProxy } from './reverse-proxy.ts';
import type { Hook } from './verdict.ts';

/** A call of an AWS query protocol (EC2, RDS, STS). */
export interface AwsCall {
  /** `ec2`, by the signature's scope; `sts` for calls that carry none. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly action: string;
  /** The form's fields as they were sent: `TagSpecification.1.Tag.1.Key`. */
  readonly params: Readonly<Record<string, string>>;
  readonly mutating: boolean;
  /** Counts calls from 0 since the start or the last `clear`. */
  readonly index: number;
}

/** How a proxy in front of AWS is set up. */
export interface AwsProxyOptions {
  /** Origin of the endpoint behind it. */
  readonly target: string;
  readonly onRequest?: Hook<AwsCall>;
}

/** A proxy in front of an AWS endpoint. */
export interface AwsProxy extends ReverseProxy<AwsCall> {
  /** Calls per action since the start or the last `clear`. */
  counts(): ReadonlyMap<string, number>;
}

const readActions = /^(Describe|Get|List|Search|Decode|AssumeRole)/;

/** Starts a proxy in front of an AWS endpoint. */
export async function startAwsProxy(options: AwsProxyOptions): Promise<AwsProxy> {
  const proxy = await startReverseProxy<AwsCall>({
    target: options.target,
    onRequest: options.onRequest,
    describe: (request, body, index) => describeAwsCall(request.headers.authorization, body.toString(), index),
  });
  return {
    ...proxy,
    counts: () => {
      const counts = new Map<string, number>();
      for (const { call } of proxy.records()) counts.set(call.action, (counts.get(call.action) ?? 0) + 1);
      return counts;
    },
  };
}

/** Reads an `Authorization` header (Signature Version 4) and a form body. */
export function describeAwsCall(authorization: string | undefined, body: string, index: number): AwsCall {
  const [, accessKeyId = '', region = '', service = 'sts'] = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization ?? '') ?? [];
  const params = Object.fromEntries(new URLSearchParams(body));
  const action = params['Action'] ?? '';
  return { service, region, accessKeyId, action, params, mutating: action !== '' && !readActions.test(action), index };
}
