import type {
  InternetGateway,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  RouteTableAssociation,
  Route,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Tag,
  Vpc,
} from '@aws-sdk/client-ec2';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { StateKey } from '../core/operation.ts';
import { Table } from '../core/table.ts';

/** Members of an SDK type that are always there. */
type Known<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> };

/** Each type that has tags has them under this name. */
export interface Tagged {
  readonly Tags: Tag[];
}

/** The attributes that DescribeVpcAttribute shows. */
export type VpcAttribute = 'enableDnsSupport' | 'enableDnsHostnames' | 'enableNetworkAddressUsageMetrics';

export type VpcRow = Readonly<Vpc> &
  Known<Vpc, 'VpcId' | 'CidrBlock' | 'CidrBlockAssociationSet' | 'Ipv6CidrBlockAssociationSet'> &
  Readonly<Record<VpcAttribute, boolean>> &
  Tagged;

export type SubnetRow = Readonly<Subnet> &
  Known<Subnet, 'SubnetId' | 'VpcId' | 'CidrBlock' | 'AvailabilityZone' | 'Ipv6CidrBlockAssociationSet'> &
  Tagged;

export type InternetGatewayRow = Readonly<InternetGateway> & Known<InternetGateway, 'InternetGatewayId' | 'Attachments'> & Tagged;

export type AssociationRow = Readonly<RouteTableAssociation> &
  Known<RouteTableAssociation, 'RouteTableAssociationId' | 'RouteTableId' | 'Main'>;

export type RouteTableRow = Readonly<Omit<RouteTable, 'Associations'>> &
  Known<RouteTable, 'RouteTableId' | 'VpcId'> &
  Tagged & { readonly Associations: AssociationRow[]; readonly Routes: Route[] };

export type RuleRow = Readonly<SecurityGroupRule> &
  Known<SecurityGroupRule, 'SecurityGroupRuleId' | 'GroupId' | 'IsEgress' | 'IpProtocol' | 'FromPort' | 'ToPort'> &
  Tagged & {
    /** Rises with each rule; the order of pages. */
    readonly sequence: number;
  };

export type SecurityGroupRow = Readonly<SecurityGroup> &
  Known<SecurityGroup, 'GroupId' | 'GroupName' | 'VpcId'> &
  Tagged & {
    /** What its permissions are made of. They come and go with changes of the group, and are shown as late as those. */
    readonly rules: readonly RuleRow[];
  };

export type NetworkAclRow = Readonly<NetworkAcl> & Known<NetworkAcl, 'NetworkAclId' | 'VpcId' | 'Associations' | 'IsDefault'> & Tagged;

export type NetworkInterfaceRow = Readonly<NetworkInterface> &
  Known<NetworkInterface, 'NetworkInterfaceId' | 'SubnetId' | 'VpcId' | 'Groups' | 'PrivateIpAddress' | 'RequesterId'> & {
    readonly Tags: Tag[];
  };

/** What an account has of EC2 in a Region. */
export interface Ec2State {
  readonly vpcs: Table<VpcRow>;
  readonly subnets: Table<SubnetRow>;
  readonly internetGateways: Table<InternetGatewayRow>;
  readonly routeTables: Table<RouteTableRow>;
  readonly securityGroups: Table<SecurityGroupRow>;
  readonly networkAcls: Table<NetworkAclRow>;
  readonly networkInterfaces: Table<NetworkInterfaceRow>;
  /** What was made by calls with a client token, by action and token. */
  readonly clientTokens: BoundedMap<string, { readonly parameters: string; readonly id: string }>;
  /** Of the rules. */
  lastSequence: number;
  /** The options that new VPCs get. */
  dhcpOptionsId: string | undefined;
}

const mostTokens = 10_000;

/** The state of EC2. */
export const ec2State: StateKey<Ec2State> = {
  name: 'ec2',
  create: () => ({
    vpcs: new Table<VpcRow>(),
    subnets: new Table<SubnetRow>(['VpcId']),
    internetGateways: new Table<InternetGatewayRow>(),
    routeTables: new Table<RouteTableRow>(['VpcId']),
    securityGroups: new Table<SecurityGroupRow>(['VpcId']),
    networkAcls: new Table<NetworkAclRow>(['VpcId']),
    networkInterfaces: new Table<NetworkInterfaceRow>(['VpcId', 'SubnetId']),
    clientTokens: new BoundedMap(mostTokens),
    lastSequence: 0,
    dhcpOptionsId: undefined,
  }),
};
