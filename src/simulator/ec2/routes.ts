import type { CreateRouteRequest, DeleteRouteRequest, ReplaceRouteRequest, Route } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { invalidValue, missingParameter, unknownIds } from './ec2-errors.ts';
import type { RouteTableRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { formatIpv4Block, parseIpv4 } from './ipv4.ts';
import { parseIpv6 } from './ipv6.ts';
import { required, rowOf } from './lookup.ts';

type Destination = Pick<Route, 'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId'>;

export function createRoute(input: Members, context: CallContext): Members {
  const request: Partial<CreateRouteRequest> = input;
  const table = tableOf(request, context);
  const destination = destinationOf(request);
  if (routeTo(table, destination) !== undefined) {
    throw new AwsError('RouteAlreadyExists', `The route identified by ${nameOf(destination)} already exists.`);
  }
  const route: Route = { ...destination, ...targetOf(request, table, context), Origin: 'CreateRoute', State: 'active' };
  changeRoutes(table, [...table.Routes, route], context);
  return { Return: true };
}

export function replaceRoute(input: Members, context: CallContext): Members {
  const request: Partial<ReplaceRouteRequest> = input;
  const table = tableOf(request, context);
  const destination = destinationOf(request);
  const before = routeTo(table, destination);
  if (before === undefined) {
    throw invalidValue(`There is no route defined for '${nameOf(destination)}' in the route table. Use CreateRoute instead.`);
  }
  const route: Route = { ...destination, ...targetOf(request, table, context), Origin: 'CreateRoute', State: 'active' };
  changeRoutes(
    table,
    table.Routes.map((other) => (other === before ? route : other)),
    context,
  );
  return {};
}

export function deleteRoute(input: Members, context: CallContext): Members {
  const request: Partial<DeleteRouteRequest> = input;
  const table = tableOf(request, context);
  const destination = destinationOf(request);
  const route = routeTo(table, destination);
  if (route === undefined) {
    throw new AwsError(
      'InvalidRoute.NotFound',
      `no route with destination-cidr-block ${nameOf(destination)} in route table ${table.RouteTableId}`,
    );
  }
  if (route.GatewayId === 'local') {
    throw invalidValue(`cannot remove local route ${nameOf(destination)} in route table ${table.RouteTableId}`);
  }
  changeRoutes(
    table,
    table.Routes.filter((other) => other !== route),
    context,
  );
  return {};
}

function tableOf({ RouteTableId }: { readonly RouteTableId?: string | undefined }, context: CallContext): RouteTableRow {
  return rowOf(context.state.of(ec2State).routeTables, 'routeTable', required(RouteTableId, 'routeTableId'), context);
}

/** Without host bits. */
function destinationOf({ DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId }: Destination): Destination {
  if (DestinationCidrBlock !== undefined) {
    const block = parseIpv4(DestinationCidrBlock);
    if (block === undefined) {
      throw invalidValue(`Value (${DestinationCidrBlock}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`);
    }
    return { DestinationCidrBlock: formatIpv4Block(block) };
  }
  if (DestinationIpv6CidrBlock !== undefined) {
    if (parseIpv6(DestinationIpv6CidrBlock) === undefined) {
      throw invalidValue(
        `Value (${DestinationIpv6CidrBlock}) for parameter destinationIpv6CidrBlock is invalid. This is not a valid CIDR block.`,
      );
    }
    return { DestinationIpv6CidrBlock };
  }
  return { DestinationPrefixListId: required(DestinationPrefixListId, 'destinationCidrBlock') };
}

function nameOf({ DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId }: Destination): string {
  return DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId ?? '';
}

function routeTo({ Routes }: RouteTableRow, destination: Destination): Route | undefined {
  return Routes.find((route) => nameOf(route) === nameOf(destination));
}

/** Targets that the simulator can't make: no id of theirs is known. */
const unknownTargets = {
  NatGatewayId: 'NatGatewayNotFound',
  TransitGatewayId: 'InvalidTransitGatewayID.NotFound',
  VpcPeeringConnectionId: 'InvalidVpcPeeringConnectionID.NotFound',
  EgressOnlyInternetGatewayId: 'InvalidGatewayID.NotFound',
  CarrierGatewayId: 'InvalidCarrierGatewayID.NotFound',
  LocalGatewayId: 'InvalidLocalGatewayID.NotFound',
  InstanceId: 'InvalidInstanceID.NotFound',
} as const;

function targetOf(request: Partial<CreateRouteRequest>, table: RouteTableRow, { state, now }: CallContext): Route {
  const { GatewayId, NetworkInterfaceId } = request;
  const { internetGateways, networkInterfaces } = state.of(ec2State);
  for (const [member, code] of Object.entries(unknownTargets)) {
    const id: unknown = Object.entries(request).find(([name]) => name === member)?.[1];
    if (typeof id === 'string') throw new AwsError(code, `The ID '${id}' does not exist`);
  }
  if (NetworkInterfaceId !== undefined) {
    if (networkInterfaces.get(NetworkInterfaceId, now) === undefined) throw unknownIds('networkInterface', [NetworkInterfaceId]);
    return { NetworkInterfaceId };
  }
  if (GatewayId === undefined) throw missingParameter('gatewayId');
  if (GatewayId === 'local') return { GatewayId };
  const gateway = internetGateways.get(GatewayId, now);
  if (gateway === undefined) throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${GatewayId}' does not exist`);
  if (!gateway.Attachments.some(({ VpcId }) => VpcId === table.VpcId)) {
    throw invalidValue(`route table ${table.RouteTableId} and network gateway ${GatewayId} belong to different networks`);
  }
  return { GatewayId };
}

function changeRoutes({ RouteTableId }: RouteTableRow, routes: Route[], { state, now }: CallContext): void {
  state.of(ec2State).routeTables.change(RouteTableId, now, (row) => ({ ...row, Routes: routes }));
}
