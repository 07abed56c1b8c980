import type { CreateVpcRequest, DeleteVpcRequest, DescribeVpcsRequest, ModifyVpcTenancyRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Listing } from './describe.ts';
import { describe } from './describe.ts';
import { hasDependencies, invalidValue, missingParameter } from './ec2-errors.ts';
import type { VpcRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { formatIpv4Block, parseIpv4 } from './ipv4.ts';
import { required, rowOf } from './lookup.ts';
import { tagsAtCreate } from './tag-specifications.ts';
import { later } from './transitions.ts';
import { ipv6Association, settledBlocks } from './vpc-blocks.ts';
import { furnish, unfurnish } from './vpc-furniture.ts';

const largestVpc = 16;
const smallestVpc = 28;

export function createVpc(input: Members, context: CallContext): Members {
  const request: Partial<CreateVpcRequest> = input;
  const { account, now, random, settings } = context;
  const state = context.state.of(ec2State);
  const block = vpcBlock(request);
  const tags = tagsAtCreate(request.TagSpecifications, 'vpc');
  if (state.vpcs.count(now) >= (settings.vpcsPerRegion ?? Infinity)) {
    throw new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
  }
  state.dhcpOptionsId ??= newId('dopt', random);
  const id = newId('vpc', random);
  const row: VpcRow = {
    VpcId: id,
    OwnerId: account,
    State: 'pending',
    CidrBlock: block,
    CidrBlockAssociationSet: [
      { AssociationId: newId('vpc-cidr-assoc', random), CidrBlock: block, CidrBlockState: { State: 'associated' } },
    ],
    Ipv6CidrBlockAssociationSet: request.AmazonProvidedIpv6CidrBlock === true ? [ipv6Association(request, context)] : [],
    DhcpOptionsId: state.dhcpOptionsId,
    InstanceTenancy: request.InstanceTenancy ?? 'default',
    IsDefault: false,
    Tags: tags,
    enableDnsSupport: true,
    enableDnsHostnames: false,
    enableNetworkAddressUsageMetrics: false,
  };
  state.vpcs.put(id, row, now);
  later(state.vpcs, id, (vpc) => settledBlocks({ ...vpc, State: 'available' }), context);
  furnish(row, context);
  return { Vpc: row };
}

function vpcBlock({ CidrBlock, Ipv4IpamPoolId }: Partial<CreateVpcRequest>): string {
  if (Ipv4IpamPoolId !== undefined) throw invalidValue('the simulator has no IPAM pools');
  if (CidrBlock === undefined) throw missingParameter('cidrBlock');
  const block = parseIpv4(CidrBlock);
  if (block === undefined) throw invalidValue(`Value (${CidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  if (block.prefix < largestVpc || block.prefix > smallestVpc) {
    throw new AwsError('InvalidVpc.Range', `The CIDR '${CidrBlock}' is invalid.`);
  }
  return formatIpv4Block(block);
}

const listing: Listing<VpcRow> = {
  type: 'vpc',
  idOf: (row) => row.VpcId,
  largestPage: 1000,
  fields: {
    cidr: (row) => row.CidrBlock,
    'cidr-block': (row) => row.CidrBlock,
    'cidr-block-association.association-id': (row) => row.CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
    'cidr-block-association.cidr-block': (row) => row.CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock),
    'dhcp-options-id': (row) => row.DhcpOptionsId,
    'ipv6-cidr-block-association.association-id': (row) => row.Ipv6CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
    'ipv6-cidr-block-association.ipv6-cidr-block': (row) => row.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
    'is-default': (row) => row.IsDefault,
    isDefault: (row) => row.IsDefault,
    'owner-id': (row) => row.OwnerId,
    state: (row) => row.State,
    'vpc-id': (row) => row.VpcId,
  },
};

export function describeVpcs(input: Members, context: CallContext): Members {
  const request: Partial<DescribeVpcsRequest> = input;
  const { rows, token } = describe(context.state.of(ec2State).vpcs, listing, { ids: request.VpcIds, request, context });
  return { Vpcs: rows, NextToken: token };
}

export function deleteVpc(input: Members, context: CallContext): Members {
  const { VpcId }: Partial<DeleteVpcRequest> = input;
  const { vpcs } = context.state.of(ec2State);
  const { VpcId: id } = rowOf(vpcs, 'vpc', required(VpcId, 'vpcId'), context);
  if (isUsed(id, context)) throw hasDependencies(`vpc '${id}'`);
  unfurnish(id, context);
  vpcs.remove(id, context.now);
  return {};
}

function isUsed(id: string, { state, now }: CallContext): boolean {
  const { subnets, internetGateways, networkInterfaces, routeTables, securityGroups, networkAcls } = state.of(ec2State);
  return (
    subnets.by('VpcId', id, now).length > 0 ||
    networkInterfaces.by('VpcId', id, now).length > 0 ||
    internetGateways.all(now).some(({ Attachments }) => Attachments.some(({ VpcId }) => VpcId === id)) ||
    routeTables.by('VpcId', id, now).some(({ Associations }) => !Associations.some(({ Main }) => Main)) ||
    securityGroups.by('VpcId', id, now).some(({ GroupName }) => GroupName !== 'default') ||
    networkAcls.by('VpcId', id, now).some(({ IsDefault }) => !IsDefault)
  );
}

export function modifyVpcTenancy(input: Members, context: CallContext): Members {
  const { VpcId, InstanceTenancy }: Partial<ModifyVpcTenancyRequest> = input;
  const { vpcs } = context.state.of(ec2State);
  const { VpcId: id } = rowOf(vpcs, 'vpc', required(VpcId, 'vpcId'), context);
  if (InstanceTenancy !== 'default') throw invalidValue(`Value (${InstanceTenancy}) for parameter instanceTenancy is invalid.`);
  vpcs.change(id, context.now, (row) => ({ ...row, InstanceTenancy }));
  return { ReturnValue: true };
}
