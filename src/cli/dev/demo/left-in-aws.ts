import {
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, DescribeDBSubnetGroupsCommand } from '@aws-sdk/client-rds';
import { clientsFor } from './clients.ts';

type InVpc = readonly { readonly VpcId?: string | undefined }[] | undefined;

/** How many of each an account holds beside what AWS gives to everyone, by what they are called. */
export async function leftInAws(endpoint: string): Promise<Readonly<Record<string, number>>> {
  const { ec2, rds } = clientsFor(endpoint);
  const vpcs = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }));
  const defaults = new Set(vpcs.Vpcs?.map(({ VpcId }) => VpcId));
  const ours = (items: InVpc): number => (items ?? []).filter(({ VpcId }) => !defaults.has(VpcId)).length;
  return {
    VPCs: ours((await ec2.send(new DescribeVpcsCommand({}))).Vpcs),
    subnets: ours((await ec2.send(new DescribeSubnetsCommand({}))).Subnets),
    'route tables': ours((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables),
    'security groups': ours((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups),
    'internet gateways': (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways?.length ?? 0,
    databases: (await rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.length ?? 0,
    'subnet groups': (await rds.send(new DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups?.length ?? 0,
  };
}

/** Rejects, naming what is left, unless the account holds nothing but what AWS gives to everyone. */
export async function checkEmpty(endpoint: string, say: (line: string) => void): Promise<void> {
  const left = Object.entries(await leftInAws(endpoint));
  for (const [what, count] of left) say(`  ${what.padEnd(18)} ${count}`);
  const remaining = left.filter(([, count]) => count > 0);
  if (remaining.length > 0) throw new Error(`left behind in AWS: ${remaining.map(([what, count]) => `${count} ${what}`).join(', ')}`);
  say('  AWS is empty again');
}
