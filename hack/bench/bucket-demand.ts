import { limitOf } from '../../src/aws/budget/published-limits.ts';
import type { Calls } from './simulated-cloud.ts';

/** Seconds that AWS's published buckets of EC2 alone demand for these calls, from full buckets: the slowest action's, since each has its own. */
export function bucketDemand(calls: Calls): number {
  const seconds = Object.entries(calls).map(([action, count]) => {
    const { capacity, refill } = limitOf('ec2', action);
    return Math.max(0, count - capacity) / refill;
  });
  return Math.max(0, ...seconds);
}
