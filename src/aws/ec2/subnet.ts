import type { Subnet, SubnetIpv6CidrBlockAssociation } from '@aws-sdk/client-ec2';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { CreateContext, KindContext, UpdateContext } from '../../engine/kind.ts';
import type { CloudState, Observation } from '../../engine/observation.ts';
import type { AwsKind, NaturalKey } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { arn } from '../shared/arn.ts';
import { changeOf } from '../shared/changes.ts';
import { canonicalCidr } from '../shared/cidr.ts';
import { compact } from '../shared/compact.ts';
import { mapFields } from '../shared/map-fields.ts';
import { reader } from '../shared/reader.ts';
import { observedTags } from '../shared/tags.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2TagCalls, tagSpecifications } from './shared/ec2-tags.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { subnetAttributeCalls } from './shared/subnet-attributes.ts';
import { subnetSchema } from './subnet.schema.ts';

/** A subnet. AWS refuses a second one with the same block in a VPC, so (VPC, block) is its natural key. */
export const subnet: AwsKind = {
  schema: subnetSchema,
  unknownOutcome: 'repeat',
  tagged: true,
  ...ec2Timing,
  source: ec2Sources.subnets,
  observe: (item: Subnet, where, seenAt) => [observe(item, where, seenAt)],

  canonical: (desired) => mapFields(desired, { cidrBlock: canonicalCidr, ipv6CidrBlock: canonicalCidr }),
  claims: ({ desired }) => {
    const { vpcId, ipv4, ipv6 } = placeOf(desired);
    const block = ipv4 ?? ipv6;
    return vpcId === undefined || block === undefined ? [] : [`${vpcId}|${block}`];
  },
  natural,

  create: (context) => [createCall(context)],
  created: (output, { where }, seenAt) => {
    const item = output['Subnet'] as Subnet | undefined;
    return item?.SubnetId === undefined ? undefined : observe(item, where, seenAt);
  },
  update,
  tag: ({ observed }, set, remove) => ec2TagCalls([observed.key], set, remove),
  delete: ({ observed }) => [ec2Call('DeleteSubnet', { SubnetId: observed.key })],
  deleteEmpty: ({ key }) => [ec2Call('DeleteSubnet', { SubnetId: key })],
};

function observe(item: Subnet, where: Where, seenAt: number): Observation {
  const id = item.SubnetId ?? '';
  const ipv6 = item.Ipv6CidrBlockAssociationSet?.find(isAssociated);
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: compact({
      vpcId: item.VpcId,
      // An IPv6-only subnet shows an empty one.
      cidrBlock: item.CidrBlock === '' ? undefined : item.CidrBlock,
      ipv6CidrBlock: ipv6?.Ipv6CidrBlock,
      ipv6Native: item.Ipv6Native ?? false,
      availabilityZone: item.AvailabilityZone,
      availabilityZoneId: item.AvailabilityZoneId,
      ...launchFields(item),
    }),
    atProvider: compact({
      id,
      arn: item.SubnetArn ?? arn(where, 'ec2', `subnet/${id}`, item.OwnerId),
      ownerId: item.OwnerId,
      ipv6CidrBlockAssociationId: ipv6?.AssociationId,
    }),
    state: stateOf(item),
    seenAt,
  };
}

/** What ModifySubnetAttribute sets. Absent from an answer means off. */
function launchFields(item: Subnet) {
  const names = item.PrivateDnsNameOptionsOnLaunch;
  return {
    assignIpv6AddressOnCreation: item.AssignIpv6AddressOnCreation ?? false,
    mapPublicIpOnLaunch: item.MapPublicIpOnLaunch ?? false,
    enableDns64: item.EnableDns64 ?? false,
    enableResourceNameDnsARecordOnLaunch: names?.EnableResourceNameDnsARecord ?? false,
    enableResourceNameDnsAaaaRecordOnLaunch: names?.EnableResourceNameDnsAAAARecord ?? false,
    privateDnsHostnameTypeOnLaunch: names?.HostnameType,
  };
}

function isAssociated(association: SubnetIpv6CidrBlockAssociation): boolean {
  const state = association.Ipv6CidrBlockState?.State;
  return state === 'associated' || state === 'associating';
}

function stateOf({ State: state }: Subnet): CloudState {
  switch (state) {
    case 'pending':
      return { phase: 'pending', reason: 'Pending' };
    case 'unavailable':
      return { phase: 'impaired', reason: 'Unavailable' };
    case 'failed':
      return { phase: 'impaired', reason: 'Failed' };
    case 'failed-insufficient-capacity':
      return { phase: 'impaired', reason: 'FailedInsufficientCapacity' };
    default:
      return { phase: 'usable', reason: 'Available' };
  }
}

function placeOf(fields: KindContext['desired']) {
  const desired = reader(fields);
  return { vpcId: desired.text('vpcId'), ipv4: desired.text('cidrBlock'), ipv6: desired.text('ipv6CidrBlock') };
}

function natural({ desired }: KindContext): NaturalKey | undefined {
  const { vpcId, ipv4, ipv6 } = placeOf(desired);
  if (vpcId === undefined || (ipv4 ?? ipv6) === undefined) return undefined;
  const block =
    ipv4 === undefined
      ? { Name: 'ipv6-cidr-block-association.ipv6-cidr-block', Values: [ipv6 ?? ''] }
      : { Name: 'cidr-block', Values: [ipv4] };
  return { filters: [{ Name: 'vpc-id', Values: [vpcId] }, block] };
}

function createCall(context: CreateContext): CloudCall {
  const desired = reader(context.desired);
  return ec2Call(
    'CreateSubnet',
    compact({
      VpcId: desired.text('vpcId'),
      CidrBlock: desired.text('cidrBlock'),
      Ipv6CidrBlock: desired.text('ipv6CidrBlock'),
      Ipv6Native: desired.flag('ipv6Native'),
      AvailabilityZone: desired.text('availabilityZone'),
      AvailabilityZoneId: desired.text('availabilityZoneId'),
      TagSpecifications: tagSpecifications('subnet', context),
    }),
  );
}

/** Addresses are assigned from the IPv6 block: that goes off before the block leaves and on after it has come. */
function update(context: UpdateContext): readonly CloudCall[] {
  const attributes = subnetAttributeCalls(context);
  const ipv6 = ipv6Calls(context);
  return changeOf(context.changes, 'assignIpv6AddressOnCreation')?.to === true ? [...ipv6, ...attributes] : [...attributes, ...ipv6];
}

/** AWS can't change an IPv6 block: the old one goes and the wanted one comes. */
function ipv6Calls({ observed, changes }: UpdateContext): readonly CloudCall[] {
  const change = changeOf(changes, 'ipv6CidrBlock');
  if (change === undefined) return [];
  const old = reader(observed.atProvider).text('ipv6CidrBlockAssociationId');
  const associate = { SubnetId: observed.key, Ipv6CidrBlock: String(change.to) };
  return [
    ...(old === undefined ? [] : [ec2Call('DisassociateSubnetCidrBlock', { AssociationId: old })]),
    ec2Call('AssociateSubnetCidrBlock', associate),
  ];
}
