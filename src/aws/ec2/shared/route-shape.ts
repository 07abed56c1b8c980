import type { CreateRouteRequest, Route } from '@aws-sdk/client-ec2';
import type { FieldValues } from '../../../engine/observation.ts';
import { compact } from '../../shared/compact.ts';
import { reader } from '../../shared/reader.ts';

/** forProvider's names of what a route may lead to, and AWS's. */
const targetMembers = {
  carrierGatewayId: 'CarrierGatewayId',
  coreNetworkArn: 'CoreNetworkArn',
  egressOnlyGatewayId: 'EgressOnlyInternetGatewayId',
  gatewayId: 'GatewayId',
  localGatewayId: 'LocalGatewayId',
  natGatewayId: 'NatGatewayId',
  networkInterfaceId: 'NetworkInterfaceId',
  odbNetworkArn: 'OdbNetworkArn',
  transitGatewayId: 'TransitGatewayId',
  vpcEndpointId: 'VpcEndpointId',
  vpcPeeringConnectionId: 'VpcPeeringConnectionId',
} as const satisfies Readonly<Record<string, keyof CreateRouteRequest>>;

/** forProvider's names of the fields that say where a route leads to; a route has exactly one. */
export const routeTargetFields: readonly string[] = Object.keys(targetMembers);

/** The fields that say which destination a route is for. AWS shows CIDR blocks in canonical form. */
export function routeDestination(route: Route) {
  return compact({
    destinationCidrBlock: route.DestinationCidrBlock,
    destinationIpv6CidrBlock: route.DestinationIpv6CidrBlock,
    destinationPrefixListId: route.DestinationPrefixListId,
  });
}

/** The field that says where a route leads to. AWS shows a VPC endpoint as a gateway, and an instance beside its network interface. */
export function routeTarget(route: Route): FieldValues {
  const members: Readonly<Record<string, unknown>> = { ...route };
  const fields: FieldValues = Object.fromEntries(Object.entries(targetMembers).map(([field, member]) => [field, members[member]]));
  return endpointAsSuch(compact(fields));
}

/** Moves a VPC endpoint's id from `gatewayId`, where AWS shows it and lets one write it, to `vpcEndpointId`. */
export function endpointAsSuch(fields: FieldValues): FieldValues {
  const { gatewayId, ...others } = fields;
  return typeof gatewayId === 'string' && gatewayId.startsWith('vpce-') ? { ...others, vpcEndpointId: gatewayId } : fields;
}

/** Target of a desired route as the member that CreateRoute and ReplaceRoute take. */
export function targetInput(desired: FieldValues): Partial<Record<TargetMember, string>> {
  return compact(Object.fromEntries(Object.entries(targetMembers).map(([field, member]) => [member, desired[field]])));
}

type TargetMember = (typeof targetMembers)[keyof typeof targetMembers];

/** The members by which AWS finds a route in its table, of a desired or an observed one. */
export function destinationInput(values: FieldValues) {
  const fields = reader(values);
  return compact({
    RouteTableId: fields.text('routeTableId'),
    DestinationCidrBlock: fields.text('destinationCidrBlock'),
    DestinationIpv6CidrBlock: fields.text('destinationIpv6CidrBlock'),
    DestinationPrefixListId: fields.text('destinationPrefixListId'),
  });
}
