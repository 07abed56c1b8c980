import type { EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import type { RDSClient } from '@aws-sdk/client-rds';
import {
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-rds';

/** SDK clients of the account that is looked at. */
export interface AccountClients {
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
}

/** Everything that an account holds of our kinds, and what comes with it, as JSON texts in order. */
export async function listAccount({ ec2, rds }: AccountClients): Promise<readonly string[]> {
  const [vpcs, subnets, gateways, tables, groups, rules, subnetGroups, instances, snapshots] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeInternetGatewaysCommand({})),
    ec2.send(new DescribeRouteTablesCommand({})),
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeSecurityGroupRulesCommand({})),
    rds.send(new DescribeDBSubnetGroupsCommand({})),
    rds.send(new DescribeDBInstancesCommand({})),
    rds.send(new DescribeDBSnapshotsCommand({})),
  ]);
  const items = [
    ...(await Promise.all((vpcs.Vpcs ?? []).map(async (vpc) => ({ ...vpc, ...(await attributesOf(ec2, vpc.VpcId)) })))),
    ...(await Promise.all(
      (subnetGroups.DBSubnetGroups ?? []).map(async (group) => ({ ...group, tags: await tagsOf(rds, group.DBSubnetGroupArn) })),
    )),
    ...[subnets.Subnets, gateways.InternetGateways, tables.RouteTables, groups.SecurityGroups, rules.SecurityGroupRules].flat(),
    // Automated backups are moto's, named by the minute.
    ...[instances.DBInstances, snapshots.DBSnapshots?.filter(({ SnapshotType: type }) => type !== 'automated')].flat(),
  ];
  return items.map((item) => JSON.stringify(item, inOrder)).toSorted();
}

async function attributesOf(ec2: EC2Client, id: string | undefined): Promise<object> {
  const hostnames = await ec2.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute: 'enableDnsHostnames' }));
  return { hostnames: hostnames.EnableDnsHostnames?.Value };
}

async function tagsOf(rds: RDSClient, arn: string | undefined): Promise<unknown> {
  return (await rds.send(new ListTagsForResourceCommand({ ResourceName: arn }))).TagList;
}

/** Lists are sets here, and times are left out. */
function inOrder(name: string, value: unknown): unknown {
  if (name.endsWith('Time')) return undefined;
  if (!Array.isArray(value)) return value;
  return value.map((item): unknown => JSON.parse(JSON.stringify(item, inOrder) ?? 'null')).toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

const text = (value: unknown): string => JSON.stringify(value) ?? '';

const ids = /\b(?:[a-z]+(?:-[a-z]+)*-[0-9a-f]{17}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|db-[0-9A-Z]{26})\b/g;

/** Identifiers that occur in a listing. */
export function idsOf(listing: readonly string[]): ReadonlySet<string> {
  return new Set(listing.flatMap((item) => item.match(ids) ?? []));
}

/**
 * A text in which `name` reads as `probe`, identifiers that are not in `known` as what they are identifiers of, and all
 * create attempts as the first: what two objects of different names that went the same way have in common.
 */
export function anonymous(item: string, name: string, known: ReadonlySet<string>): string {
  return item
    .replaceAll(name, 'probe')
    .replaceAll(ids, (id) => (known.has(id) ? id : `<${id.replace(/-[0-9a-fA-Z]{17,}$/, '').replace(/^[0-9a-f]{8}-.*/, 'uid')}>`))
    .replaceAll(/probe-final-[0-9a-f]{8}/g, 'probe-final')
    .replaceAll(/("Key":"evenkeel.dev:attempt","Value":)"\d+"/g, '$1"n"');
}

/** What one listing has that an earlier one had not, and the other way round. */
export interface AccountChange {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

/** The difference of two listings. A resource that changed went as it was and came as it is. */
export function changeBetween(before: readonly string[], after: readonly string[]): AccountChange {
  return { came: without(after, before), went: without(before, after) };
}

function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
