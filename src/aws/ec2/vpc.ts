import type { Tenancy, Vpc, VpcIpv6CidrBlockAssociation } from '@aws-sdk/client-ec2';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { Change, CreateContext, UpdateContext } from '../../engine/kind.ts';
import type { FieldValues, Observation } from '../../engine/observation.ts';
import type { AwsKind } from '../aws-kind.ts';
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
import { vpcDeepParts } from './shared/vpc-deep-parts.ts';
import { ipv6Calls, ipv6Fields, ipv6Input } from './shared/vpc-ipv6.ts';
import { vpcSchema } from './vpc.schema.ts';

/** A virtual private cloud. Its create call has neither a token nor a natural key, so only the owner tag finds a lost one. */
export const vpc: AwsKind = {
  schema: vpcSchema,
  unknownOutcome: 'window',
  tagged: true,
  ...ec2Timing,
  source: ec2Sources.vpcs,
  observe: (item: Vpc, where, seenAt) => [observe(item, where, seenAt)],
  deep: vpcDeepParts,

  canonical: (desired) => mapFields(desired, { cidrBlock: canonicalCidr }),
  claims: () => [],
  impossible: (change) =>
    change.path === 'instanceTenancy' && change.to !== 'default' ? 'AWS lets a VPC leave dedicated tenancy, not enter it' : undefined,

  create: (context) => [createCall(context)],
  created: (output, context, seenAt) => created(output['Vpc'] as Vpc | undefined, context, seenAt),
  update: (context) => [...ipv6Calls(context), ...tenancyCalls(context), ...attributeCalls(context)],
  tag: ({ observed }, set, remove) => ec2TagCalls([observed.key], set, remove),
  delete: ({ observed }) => [ec2Call('DeleteVpc', { VpcId: observed.key })],
  deleteEmpty: ({ key }) => [ec2Call('DeleteVpc', { VpcId: key })],
};

function observe(item: Vpc, where: Where, seenAt: number): Observation {
  const id = item.VpcId ?? '';
  const ipv6 = item.Ipv6CidrBlockAssociationSet?.find(isAssociated);
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: compact({
      cidrBlock: item.CidrBlock,
      instanceTenancy: item.InstanceTenancy,
      ...ipv6Fields(ipv6),
    }),
    unknown: ['enableDnsSupport', 'enableDnsHostnames', 'enableNetworkAddressUsageMetrics'],
    atProvider: compact({
      id,
      arn: arn(where, 'ec2', `vpc/${id}`, item.OwnerId),
      ownerId: item.OwnerId,
      dhcpOptionsId: item.DhcpOptionsId,
      ipv6AssociationId: ipv6?.AssociationId,
    }),
    state: item.State === 'pending' ? { phase: 'pending', reason: 'Pending' } : { phase: 'usable', reason: 'Available' },
    seenAt,
  };
}

function isAssociated(association: VpcIpv6CidrBlockAssociation): boolean {
  const state = association.Ipv6CidrBlockState?.State;
  return state === 'associated' || state === 'associating';
}

function createCall(context: CreateContext): CloudCall {
  const desired = reader(context.desired);
  return ec2Call(
    'CreateVpc',
    compact({
      CidrBlock: desired.text('cidrBlock'),
      InstanceTenancy: desired.text<Tenancy>('instanceTenancy'),
      ...ipv6Input(context.desired),
      TagSpecifications: tagSpecifications('vpc', context),
    }),
  );
}

function created(item: Vpc | undefined, context: CreateContext, seenAt: number): Observation | undefined {
  if (item?.VpcId === undefined) return undefined;
  const { unknown: _shownByInitialValues, ...observation } = observe(item, context.where, seenAt);
  const initial: FieldValues = Object.fromEntries(vpcDeepParts.flatMap((part) => Object.entries(part.initial ?? {})));
  return { ...observation, fields: { ...observation.fields, ...initial } };
}

function tenancyCalls({ observed, changes }: UpdateContext): readonly CloudCall[] {
  if (changeOf(changes, 'instanceTenancy') === undefined) return [];
  return [ec2Call('ModifyVpcTenancy', { VpcId: observed.key, InstanceTenancy: 'default' })];
}

/** One attribute a call. Host names need DNS support, so they go off before it and on after it. */
function attributeCalls({ observed, changes }: UpdateContext): readonly CloudCall[] {
  const hostnames = changeOf(changes, 'enableDnsHostnames');
  const support = changeOf(changes, 'enableDnsSupport');
  const metrics = changeOf(changes, 'enableNetworkAddressUsageMetrics');
  const ordered = hostnames?.to === true ? [support, hostnames, metrics] : [hostnames, support, metrics];
  return ordered.filter((change) => change !== undefined).map((change) => attributeCall(observed.key, change));
}

function attributeCall(id: string, change: Change): CloudCall {
  const value = { Value: change.to === true };
  switch (change.path) {
    case 'enableDnsHostnames':
      return ec2Call('ModifyVpcAttribute', { VpcId: id, EnableDnsHostnames: value });
    case 'enableDnsSupport':
      return ec2Call('ModifyVpcAttribute', { VpcId: id, EnableDnsSupport: value });
    default:
      return ec2Call('ModifyVpcAttribute', { VpcId: id, EnableNetworkAddressUsageMetrics: value });
  }
}
