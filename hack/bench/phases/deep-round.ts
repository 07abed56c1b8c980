import { costOf, count, type Cost, type Measured } from '../cost.ts';
import { waitFor } from '../wait.ts';

/** Deep reads of everything, once: what `--deep-interval` spreads. */
export interface DeepRound extends Cost {
  readonly deepReads: number;
}

/** EC2 shows so many attributes of a VPC by a call each. */
const attributesOfVpc = 3;
const patienceMs = 600_000;
const isDeep = (action: string): boolean => !['DescribeVpcs', 'DescribeSubnets'].includes(action);

/** Waits until every VPC's attributes were read: the interval of the controller has to be short. */
export async function deepRound(measured: Measured, pairs: number): Promise<DeepRound> {
  const cost = await costOf(measured, () =>
    waitFor({
      title: `deep reads of ${pairs} VPCs`,
      reached: async () => (await measured.cloud.calls())['DescribeVpcAttribute'] ?? 0,
      goal: attributesOfVpc * pairs,
      patienceMs,
      everyMs: 500,
    }),
  );
  return { ...cost, deepReads: count(cost.calls, isDeep) };
}
