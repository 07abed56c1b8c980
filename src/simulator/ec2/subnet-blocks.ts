import type {
  AssociateSubnetCidrBlockRequest,
  DisassociateSubnetCidrBlockRequest,
  SubnetIpv6CidrBlockAssociation,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { invalidValue } from './ec2-errors.ts';
import type { VpcRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { contains, formatIpv4Block, overlaps, parseIpv4 } from './ipv4.ts';
import { containsIpv6, overlapsIpv6, parseIpv6 } from './ipv6.ts';
import { required, rowOf } from './lookup.ts';
import { later } from './transitions.ts';

const smallestSubnet = 28;
const ipv6Prefixes = [44, 48, 52, 56, 60, 64];

function invalidRange(cidr: string): AwsError {
  return new AwsError('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`);
}

function conflict(cidr: string): AwsError {
  return new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`);
}

/** The block as AWS shows it. Throws unless it lies in one of the VPC's and beside those of its other subnets. */
export function newSubnetIpv4(vpc: VpcRow, cidr: string, { state, now }: CallContext): string {
  const block = parseIpv4(cidr);
  if (block === undefined) throw invalidValue(`Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  const homes = vpc.CidrBlockAssociationSet.flatMap(({ CidrBlock = '' }) => parseIpv4(CidrBlock) ?? []);
  if (block.prefix > smallestSubnet || !homes.some((home) => contains(home, block))) throw invalidRange(cidr);
  const taken = state
    .of(ec2State)
    .subnets.by('VpcId', vpc.VpcId, now)
    .flatMap(({ CidrBlock }) => parseIpv4(CidrBlock) ?? []);
  if (taken.some((other) => overlaps(other, block))) throw conflict(cidr);
  return formatIpv4Block(block);
}

/** The same for an IPv6 block. */
export function newSubnetIpv6(vpc: VpcRow, cidr: string, { state, now, random }: CallContext): SubnetIpv6CidrBlockAssociation {
  const block = parseIpv6(cidr);
  if (block === undefined) throw invalidValue(`Value (${cidr}) for parameter ipv6CidrBlock is invalid. This is not a valid CIDR block.`);
  const homes = vpc.Ipv6CidrBlockAssociationSet.flatMap(({ Ipv6CidrBlock = '' }) => parseIpv6(Ipv6CidrBlock) ?? []);
  if (!ipv6Prefixes.includes(block.prefix) || !homes.some((home) => containsIpv6(home, block))) throw invalidRange(cidr);
  const taken = state
    .of(ec2State)
    .subnets.by('VpcId', vpc.VpcId, now)
    .flatMap((row) => row.Ipv6CidrBlockAssociationSet)
    .flatMap(({ Ipv6CidrBlock = '' }) => parseIpv6(Ipv6CidrBlock) ?? []);
  if (taken.some((other) => overlapsIpv6(other, block))) throw conflict(cidr);
  return { AssociationId: newId('subnet-cidr-assoc', random), Ipv6CidrBlock: cidr, Ipv6CidrBlockState: { State: 'associating' } };
}

export function associateSubnetCidrBlock(input: Members, context: CallContext): Members {
  const request: Partial<AssociateSubnetCidrBlockRequest> = input;
  const { subnets, vpcs } = context.state.of(ec2State);
  const subnet = rowOf(subnets, 'subnet', required(request.SubnetId, 'subnetId'), context);
  const vpc = rowOf(vpcs, 'vpc', subnet.VpcId, context);
  const cidr = required(request.Ipv6CidrBlock, 'ipv6CidrBlock');
  if (subnet.Ipv6CidrBlockAssociationSet.length > 0) {
    throw invalidValue(`The subnet '${subnet.SubnetId}' already has an IPv6 CIDR block`);
  }
  const association = newSubnetIpv6(vpc, cidr, context);
  subnets.change(subnet.SubnetId, context.now, (row) => ({ ...row, Ipv6CidrBlockAssociationSet: [association] }));
  const associated = { ...association, Ipv6CidrBlockState: { State: 'associated' as const } };
  later(
    subnets,
    subnet.SubnetId,
    (row) => ({
      ...row,
      Ipv6CidrBlockAssociationSet: row.Ipv6CidrBlockAssociationSet.map((block) => (block === association ? associated : block)),
    }),
    context,
  );
  return { SubnetId: subnet.SubnetId, Ipv6CidrBlockAssociation: association };
}

export function disassociateSubnetCidrBlock(input: Members, context: CallContext): Members {
  const { AssociationId }: Partial<DisassociateSubnetCidrBlockRequest> = input;
  const id = required(AssociationId, 'associationId');
  const { subnets } = context.state.of(ec2State);
  for (const { SubnetId, Ipv6CidrBlockAssociationSet, AssignIpv6AddressOnCreation } of subnets.all(context.now)) {
    const association = Ipv6CidrBlockAssociationSet.find((block) => block.AssociationId === id);
    if (association === undefined) continue;
    if (AssignIpv6AddressOnCreation === true) throw invalidValue(`The subnet '${SubnetId}' assigns IPv6 addresses on creation`);
    subnets.change(SubnetId, context.now, (row) => ({ ...row, Ipv6CidrBlockAssociationSet: [] }));
    return { SubnetId, Ipv6CidrBlockAssociation: { ...association, Ipv6CidrBlockState: { State: 'disassociating' } } };
  }
  throw new AwsError('InvalidSubnetCidrBlockAssociationID.NotFound', `The subnet CIDR block association ID '${id}' does not exist`);
}
