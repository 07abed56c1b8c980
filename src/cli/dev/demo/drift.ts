import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTagsCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVpcsCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { clientsFor } from './clients.ts';

const patienceMs = 60_000;

/** One change made by hand, and how to see that it was mended. */
interface Broken {
  readonly what: string;
  readonly isMended: (ec2: EC2Client) => Promise<boolean>;
}

/** Renames the VPC, deletes its default route and opens a hole in its database's rules, as somebody with the console would. */
export async function breakThings(endpoint: string): Promise<readonly Broken[]> {
  const { ec2 } = clientsFor(endpoint);
  return [await renameVpc(ec2), await deleteRoute(ec2), await revokeRule(ec2)];
}

/** Resolves when all is as it was, told one by one; rejects after a minute, naming what is not. */
export async function checkMended(endpoint: string, broken: readonly Broken[], say: (line: string) => void): Promise<void> {
  const { ec2 } = clientsFor(endpoint);
  const startedAt = Date.now();
  const open = new Set(broken);
  while (open.size > 0) {
    for (const one of open) {
      if (!(await one.isMended(ec2))) continue;
      open.delete(one);
      say(`  mended after ${((Date.now() - startedAt) / 1000).toFixed(1)} s: ${one.what}`);
    }
    if (Date.now() - startedAt > patienceMs) throw new Error(`not mended: ${[...open].map(({ what }) => what).join(', ')}`);
    await delay(200);
  }
}

async function renameVpc(ec2: EC2Client): Promise<Broken> {
  const find = async () => (await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: ['10.0.0.0/16'] }] }))).Vpcs?.[0];
  const id = (await find())?.VpcId ?? '';
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Name', Value: 'renamed by hand' }] }));
  return {
    what: `the Name tag of ${id} was changed`,
    isMended: async () => (await find())?.Tags?.find(({ Key }) => Key === 'Name')?.Value === 'shop',
  };
}

async function deleteRoute(ec2: EC2Client): Promise<Broken> {
  const routes = async () =>
    (await ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'tag:Name', Values: ['shop-public'] }] }))).RouteTables?.[0];
  const id = (await routes())?.RouteTableId ?? '';
  await ec2.send(new DeleteRouteCommand({ RouteTableId: id, DestinationCidrBlock: '0.0.0.0/0' }));
  const isMended = async () => (await routes())?.Routes?.some(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0') === true;
  return { what: `the default route of ${id} was deleted`, isMended };
}

async function revokeRule(ec2: EC2Client): Promise<Broken> {
  const ingress = async () =>
    (await ec2.send(new DescribeSecurityGroupRulesCommand({}))).SecurityGroupRules?.find(
      ({ FromPort, IsEgress }) => FromPort === 5432 && IsEgress !== true,
    );
  const rule = await ingress();
  await ec2.send(
    new RevokeSecurityGroupIngressCommand({ GroupId: rule?.GroupId, SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ''] }),
  );
  return { what: `the rule for port 5432 of ${rule?.GroupId ?? ''} was revoked`, isMended: async () => (await ingress()) !== undefined };
}
