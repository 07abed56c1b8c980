import type { Where } from '../../engine/cloud.ts';

/** The ARN of a regional resource: `arn(where, 'ec2', 'vpc/vpc-1')`. `account` is the owner's where that is another one (shared subnets). */
export function arn(where: Where, service: string, resource: string, account: string = where.account): string {
  return `arn:${where.partition}:${service}:${where.region}:${account}:${resource}`;
}
