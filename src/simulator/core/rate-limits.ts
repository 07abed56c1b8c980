import type { ServiceName } from './service.ts';

interface Rate {
  readonly capacity: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Action names by their rate, as the EC2 guide "Request throttling" publishes them; the rest goes by the verb. */
const ec2Actions: readonly { readonly pattern: RegExp; readonly rate: Rate }[] = [
  { pattern: /^(Create|Delete)Tags$/, rate: { capacity: 100, perSecond: 10 } },
  { pattern: /^(Describe|Get|List|Search)/, rate: { capacity: 100, perSecond: 20 } },
  { pattern: /./, rate: { capacity: 50, perSecond: 5 } },
];

/** Calls that list without filter and page have a smaller bucket of their own. */
const unfiltered: Rate = { capacity: 50, perSecond: 10 };
const heavyUnfiltered = new Set(['DescribeNetworkInterfaces', 'DescribeSecurityGroups']);

/** RDS publishes none. These are guesses on the careful side. */
const rdsReads: Rate = { capacity: 50, perSecond: 5 };
const rdsWrites: Rate = { capacity: 20, perSecond: 1 };

/** STS: the quota page names 600 calls a second. */
const stsRate: Rate = { capacity: 600, perSecond: 600 };

/** Who calls what: each of them has a bucket of its own. */
export interface RatedCall {
  readonly account: string;
  readonly region: string;
  readonly service: ServiceName;
  readonly action: string;
  readonly parameters: URLSearchParams;
}

/** Token buckets per account, Region and action. */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes a token; false when there is none. */
  take(call: RatedCall, now: number): boolean {
    const bare = isUnfiltered(call);
    const rate = bare ? unfiltered : rateOf(call);
    const key = [call.account, call.region, call.service, call.action, bare].join('|');
    const bucket = this.#buckets.get(key) ?? { tokens: rate.capacity, at: now };
    this.#buckets.set(key, bucket);
    bucket.tokens = Math.min(rate.capacity, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate.perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  clear(): void {
    this.#buckets.clear();
  }
}

function isUnfiltered({ action, parameters }: RatedCall): boolean {
  return heavyUnfiltered.has(action) && [...parameters.keys()].every((key) => key === 'Action' || key === 'Version');
}

function rateOf({ service, action }: RatedCall): Rate {
  switch (service) {
    case 'ec2':
      return ec2Actions.find(({ pattern }) => pattern.test(action))?.rate ?? unfiltered;
    case 'rds':
      return /^(Describe|List)/.test(action) ? rdsReads : rdsWrites;
    case 'sts':
      return stsRate;
    default:
      return service satisfies never;
  }
}
