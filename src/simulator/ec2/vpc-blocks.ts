import type {
  AssociateVpcCidrBlockRequest,
  CidrBlock,
  DisassociateVpcCidrBlockRequest,
  Route,
  VpcIpv6CidrBlockAssociation,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { invalidValue } from './ec2-errors.ts';
import type { VpcRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { contains, formatIpv4Block, overlaps, parseIpv4 } from './ipv4.ts';
import { amazonBlock } from './ipv6.ts';
import { localRoutes } from './local-routes.ts';
import { required, rowOf } from './lookup.ts';
import { later } from './transitions.ts';

/** A new IPv6 block of Amazon's for a VPC. */
export function ipv6Association(
  { Ipv6CidrBlockNetworkBorderGroup }: { readonly Ipv6CidrBlockNetworkBorderGroup?: string | undefined },
  { random, region }: CallContext,
): VpcIpv6CidrBlockAssociation {
  return {
    AssociationId: newId('vpc-cidr-assoc', random),
    Ipv6CidrBlock: amazonBlock(random),
    Ipv6CidrBlockState: { State: 'associating' },
    NetworkBorderGroup: Ipv6CidrBlockNetworkBorderGroup ?? region,
    Ipv6Pool: 'Amazon',
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  };
}

/** All blocks that were on their way are there. */
export function settledBlocks(row: VpcRow): VpcRow {
  return {
    ...row,
    CidrBlockAssociationSet: row.CidrBlockAssociationSet.map((block) => ({ ...block, CidrBlockState: { State: 'associated' } })),
    Ipv6CidrBlockAssociationSet: row.Ipv6CidrBlockAssociationSet.map((block) => ({
      ...block,
      Ipv6CidrBlockState: { State: 'associated' },
    })),
  };
}

export function associateVpcCidrBlock(input: Members, context: CallContext): Members {
  const request: Partial<AssociateVpcCidrBlockRequest> = input;
  const vpc = rowOf(context.state.of(ec2State).vpcs, 'vpc', required(request.VpcId, 'vpcId'), context);
  if (request.AmazonProvidedIpv6CidrBlock === true) {
    const association = ipv6Association(request, context);
    changeBlocks({ ...vpc, Ipv6CidrBlockAssociationSet: [...vpc.Ipv6CidrBlockAssociationSet, association] }, context);
    return { VpcId: vpc.VpcId, Ipv6CidrBlockAssociation: association };
  }
  const association = {
    AssociationId: newId('vpc-cidr-assoc', context.random),
    CidrBlock: secondaryBlock(vpc, required(request.CidrBlock, 'cidrBlock')),
    CidrBlockState: { State: 'associating' as const },
  };
  changeBlocks({ ...vpc, CidrBlockAssociationSet: [...vpc.CidrBlockAssociationSet, association] }, context);
  return { VpcId: vpc.VpcId, CidrBlockAssociation: association };
}

function secondaryBlock({ CidrBlockAssociationSet }: VpcRow, cidr: string): string {
  const block = parseIpv4(cidr);
  if (block === undefined) throw invalidValue(`Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  const taken = CidrBlockAssociationSet.map(({ CidrBlock = '' }) => parseIpv4(CidrBlock));
  if (block.prefix < 16 || block.prefix > 28 || taken.some((other) => other !== undefined && overlaps(other, block))) {
    throw new AwsError('InvalidVpc.Range', `The CIDR '${cidr}' is invalid.`);
  }
  return formatIpv4Block(block);
}

export function disassociateVpcCidrBlock(input: Members, context: CallContext): Members {
  const { AssociationId }: Partial<DisassociateVpcCidrBlockRequest> = input;
  const id = required(AssociationId, 'associationId');
  const { vpcs, subnets } = context.state.of(ec2State);
  const has = (block: { readonly AssociationId?: string | undefined }): boolean => block.AssociationId === id;
  const vpc = vpcs.all(context.now).find((row) => row.CidrBlockAssociationSet.some(has) || row.Ipv6CidrBlockAssociationSet.some(has));
  if (vpc === undefined) {
    throw new AwsError('InvalidCidrBlockAssociationID.NotFound', `The vpc CIDR block association ID '${id}' does not exist`);
  }
  const [ipv4, ipv6] = [vpc.CidrBlockAssociationSet.find(has), vpc.Ipv6CidrBlockAssociationSet.find(has)];
  if (ipv4 !== undefined && ipv4.CidrBlock === vpc.CidrBlock) {
    throw new AwsError(
      'OperationNotPermitted',
      `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
    );
  }
  const within = subnets.by('VpcId', vpc.VpcId, context.now);
  const used =
    ipv6 === undefined
      ? within.some(({ CidrBlock }) => isWithin(ipv4?.CidrBlock, CidrBlock))
      : within.some(({ Ipv6CidrBlockAssociationSet }) => Ipv6CidrBlockAssociationSet.length > 0);
  if (used) throw new AwsError('InvalidCidrBlock.InUse', `The vpc CIDR block with association ID ${id} is used by a subnet`);
  changeBlocks(
    {
      ...vpc,
      CidrBlockAssociationSet: vpc.CidrBlockAssociationSet.filter((block) => !has(block)),
      Ipv6CidrBlockAssociationSet: vpc.Ipv6CidrBlockAssociationSet.filter((block) => !has(block)),
    },
    context,
  );
  return ipv6 === undefined
    ? { VpcId: vpc.VpcId, CidrBlockAssociation: { ...ipv4, CidrBlockState: { State: 'disassociating' } } }
    : { VpcId: vpc.VpcId, Ipv6CidrBlockAssociation: { ...ipv6, Ipv6CidrBlockState: { State: 'disassociating' } } };
}

function isWithin(outer: CidrBlock['CidrBlock'], inner: string): boolean {
  const [a, b] = [parseIpv4(outer ?? ''), parseIpv4(inner)];
  return a !== undefined && b !== undefined && contains(a, b);
}

/** The tables' local routes go with the blocks. */
function changeBlocks(changed: VpcRow, context: CallContext): void {
  const { vpcs, routeTables } = context.state.of(ec2State);
  vpcs.change(changed.VpcId, context.now, () => changed);
  later(vpcs, changed.VpcId, settledBlocks, context);
  const isLocal = ({ GatewayId }: Route): boolean => GatewayId === 'local';
  for (const { RouteTableId } of routeTables.by('VpcId', changed.VpcId, context.now)) {
    routeTables.change(RouteTableId, context.now, (table) => ({
      ...table,
      Routes: [...localRoutes(changed), ...table.Routes.filter((route) => !isLocal(route))],
    }));
  }
}
