import type { CreateSubnetRequest, DeleteSubnetRequest, DescribeSubnetsRequest, Subnet } from '@aws-sdk/client-ec2';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Listing } from './describe.ts';
import { describe } from './describe.ts';
import { hasDependencies, invalidCombination, invalidValue } from './ec2-errors.ts';
import type { SubnetRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';
import { availableAddresses } from './network-interfaces.ts';
import { newSubnetIpv4, newSubnetIpv6 } from './subnet-blocks.ts';
import { tagsAtCreate } from './tag-specifications.ts';
import { later } from './transitions.ts';
import { zonesOf } from './zones.ts';

export function createSubnet(input: Members, context: CallContext): Members {
  const request: Partial<CreateSubnetRequest> = input;
  const { account, now, random, region, state } = context;
  const { vpcs, subnets } = state.of(ec2State);
  const vpc = rowOf(vpcs, 'vpc', required(request.VpcId, 'vpcId'), context);
  const native = request.Ipv6Native === true;
  const tags = tagsAtCreate(request.TagSpecifications, 'subnet');
  const block = native ? '' : newSubnetIpv4(vpc, required(request.CidrBlock, 'cidrBlock'), context);
  const ipv6 = request.Ipv6CidrBlock === undefined ? [] : [newSubnetIpv6(vpc, request.Ipv6CidrBlock, context)];
  const zone = zoneFor(request, context);
  const id = newId('subnet', random);
  const row: SubnetRow = {
    SubnetId: id,
    SubnetArn: `arn:aws:ec2:${region}:${account}:subnet/${id}`,
    VpcId: vpc.VpcId,
    OwnerId: account,
    State: 'pending',
    CidrBlock: block,
    Ipv6CidrBlockAssociationSet: ipv6,
    Ipv6Native: native,
    AvailabilityZone: zone.name,
    AvailabilityZoneId: zone.id,
    ...attributesOf(native),
    Tags: tags,
  };
  subnets.put(id, row, now);
  later(subnets, id, settled, context);
  joinDefaultAcl(row, context);
  return { Subnet: shown(row, context) };
}

function settled(row: SubnetRow): SubnetRow {
  const ipv6 = row.Ipv6CidrBlockAssociationSet.map((block) => ({ ...block, Ipv6CidrBlockState: { State: 'associated' as const } }));
  return { ...row, State: 'available', Ipv6CidrBlockAssociationSet: ipv6 };
}

function attributesOf(native: boolean) {
  return {
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    MapCustomerOwnedIpOnLaunch: false,
    AssignIpv6AddressOnCreation: native,
    EnableDns64: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: native ? 'resource-name' : 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
  } satisfies Partial<Subnet>;
}

function zoneFor({ AvailabilityZone: name, AvailabilityZoneId: id }: Partial<CreateSubnetRequest>, { region, random }: CallContext) {
  if (name !== undefined && id !== undefined) {
    throw invalidCombination('The parameters availabilityZone and availabilityZoneId cannot be used together');
  }
  const zones = zonesOf(region);
  const found =
    name === undefined && id === undefined
      ? zones[Math.floor(random() * zones.length)]
      : zones.find((zone) => zone.name === name || zone.id === id);
  if (found !== undefined) return found;
  const [parameter, known] =
    name === undefined ? ['availabilityZoneId', zones.map((zone) => zone.id)] : ['availabilityZone', zones.map((zone) => zone.name)];
  throw invalidValue(
    `Value (${name ?? id}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${known.join(', ')}.`,
  );
}

function joinDefaultAcl({ SubnetId, VpcId }: SubnetRow, { state, now, random }: CallContext): void {
  const { networkAcls } = state.of(ec2State);
  const acl = networkAcls.by('VpcId', VpcId, now).find(({ IsDefault }) => IsDefault);
  if (acl === undefined) return;
  const association = { NetworkAclAssociationId: newId('aclassoc', random), NetworkAclId: acl.NetworkAclId, SubnetId };
  networkAcls.change(acl.NetworkAclId, now, (row) => ({ ...row, Associations: [...row.Associations, association] }));
}

/** As answers show it. */
function shown(row: SubnetRow, context: CallContext): SubnetRow {
  return { ...row, AvailableIpAddressCount: availableAddresses(row, context) };
}

const listing: Listing<SubnetRow> = {
  type: 'subnet',
  idOf: (row) => row.SubnetId,
  largestPage: 1000,
  fields: {
    'availability-zone': (row) => row.AvailabilityZone,
    availabilityZone: (row) => row.AvailabilityZone,
    'availability-zone-id': (row) => row.AvailabilityZoneId,
    cidr: (row) => row.CidrBlock,
    cidrBlock: (row) => row.CidrBlock,
    'cidr-block': (row) => row.CidrBlock,
    'default-for-az': (row) => row.DefaultForAz,
    'ipv6-cidr-block-association.association-id': (row) => row.Ipv6CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
    'ipv6-cidr-block-association.ipv6-cidr-block': (row) => row.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
    'ipv6-native': (row) => row.Ipv6Native,
    'map-public-ip-on-launch': (row) => row.MapPublicIpOnLaunch,
    'owner-id': (row) => row.OwnerId,
    state: (row) => row.State,
    'subnet-arn': (row) => row.SubnetArn,
    'subnet-id': (row) => row.SubnetId,
    'vpc-id': (row) => row.VpcId,
  },
};

export function describeSubnets(input: Members, context: CallContext): Members {
  const request: Partial<DescribeSubnetsRequest> = input;
  const { rows, token } = describe(context.state.of(ec2State).subnets, listing, { ids: request.SubnetIds, request, context });
  return { Subnets: rows.map((row) => shown(row, context)), NextToken: token };
}

/** Its associations go with it. */
export function deleteSubnet(input: Members, context: CallContext): Members {
  const { SubnetId }: Partial<DeleteSubnetRequest> = input;
  const { now } = context;
  const { subnets, networkInterfaces, routeTables, networkAcls } = context.state.of(ec2State);
  const { SubnetId: id, VpcId } = rowOf(subnets, 'subnet', required(SubnetId, 'subnetId'), context);
  if (networkInterfaces.by('SubnetId', id, now).length > 0) throw hasDependencies(`subnet '${id}'`);
  const others = <T extends { readonly SubnetId?: string | undefined }>(associations: readonly T[]): T[] =>
    associations.filter((association) => association.SubnetId !== id);
  for (const { RouteTableId, Associations } of routeTables.by('VpcId', VpcId, now)) {
    if (others(Associations).length === Associations.length) continue;
    routeTables.change(RouteTableId, now, (row) => ({ ...row, Associations: others(row.Associations) }));
  }
  for (const { NetworkAclId } of networkAcls.by('VpcId', VpcId, now)) {
    networkAcls.change(NetworkAclId, now, (row) => ({ ...row, Associations: others(row.Associations) }));
  }
  subnets.remove(id, now);
  return {};
}
