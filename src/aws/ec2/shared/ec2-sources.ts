import type { InternetGateway, RouteTable, SecurityGroup, SecurityGroupRule, Subnet, Vpc } from '@aws-sdk/client-ec2';
import type { Source } from '../../aws-kind.ts';

/** EC2 takes up to 200 values a filter. */
const common = { service: 'ec2', tagFilter: true, idsPerCall: 200 } as const;

/** The Describe calls that show the EC2 kinds; page sizes are the API reference's maxima. RouteTable, Route and RouteTableAssociation share one. */
export const ec2Sources = {
  vpcs: {
    ...common,
    operation: 'DescribeVpcs',
    items: 'Vpcs',
    pageSize: 1000,
    idFilter: 'vpc-id',
    idOf: (item: Vpc) => item.VpcId ?? '',
  },
  subnets: {
    ...common,
    operation: 'DescribeSubnets',
    items: 'Subnets',
    pageSize: 1000,
    idFilter: 'subnet-id',
    idOf: (item: Subnet) => item.SubnetId ?? '',
  },
  internetGateways: {
    ...common,
    operation: 'DescribeInternetGateways',
    items: 'InternetGateways',
    pageSize: 1000,
    idFilter: 'internet-gateway-id',
    idOf: (item: InternetGateway) => item.InternetGatewayId ?? '',
  },
  routeTables: {
    ...common,
    operation: 'DescribeRouteTables',
    items: 'RouteTables',
    pageSize: 100,
    idFilter: 'route-table-id',
    idOf: (item: RouteTable) => item.RouteTableId ?? '',
  },
  securityGroups: {
    ...common,
    operation: 'DescribeSecurityGroups',
    items: 'SecurityGroups',
    pageSize: 1000,
    idFilter: 'group-id',
    idOf: (item: SecurityGroup) => item.GroupId ?? '',
  },
  securityGroupRules: {
    ...common,
    operation: 'DescribeSecurityGroupRules',
    items: 'SecurityGroupRules',
    pageSize: 1000,
    idFilter: 'security-group-rule-id',
    idOf: (item: SecurityGroupRule) => item.SecurityGroupRuleId ?? '',
  },
} satisfies Record<string, Source>;
