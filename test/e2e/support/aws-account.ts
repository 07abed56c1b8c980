import type { EC2Client, RouteTable, SecurityGroupRule, Subnet, Tag, Vpc } from '@aws-sdk/client-ec2';
import {
  CreateTagsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import type { DBInstance, RDSClient } from '@aws-sdk/client-rds';
import { DescribeDBInstancesCommand, DescribeDBSubnetGroupsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-rds';

/** What somebody with the console sees, one resource at a time. Undefined where there is none. */
export class AwsAccount {
  readonly #ec2: EC2Client;
  readonly #rds: RDSClient;

  constructor({ ec2, rds }: { readonly ec2: EC2Client; readonly rds: RDSClient }) {
    this.#ec2 = ec2;
    this.#rds = rds;
  }

  async vpcs(cidr: string): Promise<readonly Vpc[]> {
    return (await this.#ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'cidr', Values: [cidr] }] }))).Vpcs ?? [];
  }

  async subnet(cidr: string): Promise<Subnet | undefined> {
    return (await this.#ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr-block', Values: [cidr] }] }))).Subnets?.[0];
  }

  async routeTable(name: string): Promise<RouteTable | undefined> {
    const Filters = [{ Name: 'tag:Name', Values: [name] }];
    return (await this.#ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables?.[0];
  }

  async rules(groupId: string): Promise<readonly SecurityGroupRule[]> {
    const Filters = [{ Name: 'group-id', Values: [groupId] }];
    return (await this.#ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules ?? [];
  }

  async hostnames(vpcId: string): Promise<boolean | undefined> {
    const output = await this.#ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' }));
    return output.EnableDnsHostnames?.Value;
  }

  async database(name: string): Promise<DBInstance | undefined> {
    return (await this.#rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.find((one) => one.DBInstanceIdentifier === name);
  }

  async hasSubnetGroup(name: string): Promise<boolean> {
    const { DBSubnetGroups } = await this.#rds.send(new DescribeDBSubnetGroupsCommand({}));
    return DBSubnetGroups?.some((group) => group.DBSubnetGroupName === name) ?? false;
  }

  async rdsTag(arn: string, key: string): Promise<string | undefined> {
    const { TagList } = await this.#rds.send(new ListTagsForResourceCommand({ ResourceName: arn }));
    return TagList?.find((tag) => tag.Key === key)?.Value;
  }

  async tag(id: string, key: string, value: string): Promise<void> {
    await this.#ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: key, Value: value }] }));
  }
}

/** The value of a tag. */
export function tagOf(resource: { readonly Tags?: readonly Tag[] | undefined } | undefined, key: string): string | undefined {
  return resource?.Tags?.find((tag) => tag.Key === key)?.Value;
}
