import type { DescribeNetworkInterfacesRequest, GroupIdentifier } from '@aws-sdk/client-ec2';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { AwsError } from '../core/aws-error.ts';
import { describe } from './describe.ts';
import type { Listing } from './describe.ts';
import type { NetworkInterfaceRow, SubnetRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { addressesOf, formatIpv4, parseIpv4 } from './ipv4.ts';
import { rowOf } from './lookup.ts';

/** What another service wants an interface for. */
export interface RequestedInterface {
  readonly subnetId: string;
  readonly groupIds: readonly string[];
  /** `amazon-rds`: whom AWS shows as its requester. */
  readonly requesterId: string;
  readonly description: string;
  /** Gives it a public address as well. */
  readonly public?: boolean;
}

/** Makes an interface on behalf of another service; subnet, groups and VPC can't go while it is there. Throws EC2's errors. */
export function createRequestedInterface(wanted: RequestedInterface, context: CallContext): NetworkInterfaceRow {
  const state = context.state.of(ec2State);
  const subnet = rowOf(state.subnets, 'subnet', wanted.subnetId, context);
  const id = newId('eni', context.random);
  const address = freeAddress(subnet, context);
  const row: NetworkInterfaceRow = {
    NetworkInterfaceId: id,
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    OwnerId: context.account,
    RequesterId: wanted.requesterId,
    RequesterManaged: true,
    Description: wanted.description,
    Groups: groupsOf(wanted.groupIds, context),
    InterfaceType: 'interface',
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
    SourceDestCheck: true,
    Status: 'in-use',
    TagSet: [],
    Tags: [],
    ...(wanted.public === true ? { Association: { IpOwnerId: 'amazon', PublicIp: publicAddress(context) } } : {}),
  };
  state.networkInterfaces.put(id, row, context.now);
  return row;
}

/** Puts an interface into other groups. */
export function changeInterfaceGroups(id: string, groupIds: readonly string[], context: CallContext): void {
  const groups = groupsOf(groupIds, context);
  context.state.of(ec2State).networkInterfaces.change(id, context.now, (row) => ({ ...row, Groups: groups }));
}

function groupsOf(ids: readonly string[], context: CallContext): GroupIdentifier[] {
  const { securityGroups } = context.state.of(ec2State);
  return ids.map((id) => {
    const { GroupId, GroupName } = rowOf(securityGroups, 'securityGroup', id, context);
    return { GroupId, GroupName };
  });
}

/** AWS keeps the first four addresses of a subnet and the last one to itself. */
const reservedAtStart = 4;

function freeAddress({ SubnetId, CidrBlock }: SubnetRow, { state, now }: CallContext): string {
  const taken = new Set(
    state
      .of(ec2State)
      .networkInterfaces.by('SubnetId', SubnetId, now)
      .map((row) => row.PrivateIpAddress),
  );
  const { first, last } = parseIpv4(CidrBlock) ?? { first: 0, last: 0 };
  for (let address = first + reservedAtStart; address < last; address++) {
    if (!taken.has(formatIpv4(address))) return formatIpv4(address);
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `There are not enough free addresses in subnet '${SubnetId}' to satisfy the requested number of instances.`,
  );
}

/** Out of a block that AWS has. */
function publicAddress({ random }: CallContext): string {
  const { first, last } = parseIpv4('54.144.0.0/12') ?? { first: 0, last: 0 };
  return formatIpv4(first + Math.floor(random() * (last - first)));
}

/** Addresses of a subnet that nothing has. */
export function availableAddresses({ SubnetId, CidrBlock }: SubnetRow, { state, now }: CallContext): number {
  if (CidrBlock === '') return 0;
  const taken = state.of(ec2State).networkInterfaces.by('SubnetId', SubnetId, now).length;
  return addressesOf(CidrBlock) - reservedAtStart - 1 - taken;
}

const listing: Listing<NetworkInterfaceRow> = {
  type: 'networkInterface',
  idOf: (row) => row.NetworkInterfaceId,
  largestPage: 1000,
  fields: {
    'availability-zone': (row) => row.AvailabilityZone,
    description: (row) => row.Description,
    'group-id': (row) => row.Groups.map(({ GroupId }) => GroupId),
    'network-interface-id': (row) => row.NetworkInterfaceId,
    'owner-id': (row) => row.OwnerId,
    'private-ip-address': (row) => row.PrivateIpAddress,
    'requester-id': (row) => row.RequesterId,
    'requester-managed': (row) => row.RequesterManaged,
    status: (row) => row.Status,
    'subnet-id': (row) => row.SubnetId,
    'vpc-id': (row) => row.VpcId,
  },
};

export function describeNetworkInterfaces(input: Members, context: CallContext): Members {
  const request: Partial<DescribeNetworkInterfacesRequest> = input;
  const { networkInterfaces } = context.state.of(ec2State);
  const { rows, token } = describe(networkInterfaces, listing, { ids: request.NetworkInterfaceIds, request, context });
  return { NetworkInterfaces: rows.map((row) => ({ ...row, TagSet: row.Tags })), NextToken: token };
}
