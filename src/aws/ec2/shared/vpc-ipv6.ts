import type { VpcIpv6CidrBlockAssociation } from '@aws-sdk/client-ec2';
import type { CloudCall } from '../../../engine/cloud.ts';
import type { UpdateContext } from '../../../engine/kind.ts';
import type { FieldValues } from '../../../engine/observation.ts';
import { ec2Call } from '../../call.ts';
import { changeOf } from '../../shared/changes.ts';
import { compact } from '../../shared/compact.ts';
import { reader } from '../../shared/reader.ts';

/** The forProvider members that an IPv6 range of a VPC shows; undefined: it has none. */
export function ipv6Fields(association: VpcIpv6CidrBlockAssociation | undefined): FieldValues {
  if (association === undefined) return { assignGeneratedIpv6CidrBlock: false };
  return compact({
    // Ranges of Amazon's own pool name no other one.
    assignGeneratedIpv6CidrBlock: (association.Ipv6Pool ?? amazonPool) === amazonPool,
    ipv6CidrBlock: association.Ipv6CidrBlock,
    ipv6CidrBlockNetworkBorderGroup: association.NetworkBorderGroup,
  });
}

const amazonPool = 'Amazon';

/** What CreateVpc and AssociateVpcCidrBlock take to give a VPC its IPv6 range; empty where none is wanted. */
export function ipv6Input(values: FieldValues) {
  const desired = reader(values);
  if (desired.flag('assignGeneratedIpv6CidrBlock') !== true) return {};
  return compact({ AmazonProvidedIpv6CidrBlock: true, Ipv6CidrBlockNetworkBorderGroup: desired.text('ipv6CidrBlockNetworkBorderGroup') });
}

/** AWS can't change an IPv6 range: the old one goes and the wanted one, if any, comes. */
export function ipv6Calls({ desired, observed, changes }: UpdateContext): readonly CloudCall[] {
  const paths = ['assignGeneratedIpv6CidrBlock', 'ipv6CidrBlockNetworkBorderGroup'];
  if (!paths.some((path) => changeOf(changes, path) !== undefined)) return [];
  const old = reader(observed.atProvider).text('ipv6AssociationId');
  const input = ipv6Input(desired);
  return [
    ...(old === undefined ? [] : [ec2Call('DisassociateVpcCidrBlock', { AssociationId: old })]),
    ...(Object.keys(input).length === 0 ? [] : [ec2Call('AssociateVpcCidrBlock', { VpcId: observed.key, ...input })]),
  ];
}
