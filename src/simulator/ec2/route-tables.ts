import type { CreateRouteTableRequest, DeleteRouteTableRequest, DescribeRouteTablesRequest, Route, RouteTable } from '@aws-sdk/client-ec2';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { once } from './client-token.ts';
import type { Listing } from './describe.ts';
import { describe } from './describe.ts';
import { hasDependencies } from './ec2-errors.ts';
import type { RouteTableRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { localRoutes } from './local-routes.ts';
import { required, rowOf } from './lookup.ts';
import { tagsAtCreate } from './tag-specifications.ts';

export function createRouteTable(input: Members, context: CallContext): Members {
  const id = once('CreateRouteTable', input, context, () => addRouteTable(input, context));
  return { RouteTable: rowOf(context.state.of(ec2State).routeTables, 'routeTable', id, context), ClientToken: input['ClientToken'] };
}

function addRouteTable(input: Members, context: CallContext): string {
  const { VpcId, TagSpecifications }: Partial<CreateRouteTableRequest> = input;
  const { vpcs, routeTables } = context.state.of(ec2State);
  const vpc = rowOf(vpcs, 'vpc', required(VpcId, 'vpcId'), context);
  const id = newId('rtb', context.random);
  const row = {
    RouteTableId: id,
    VpcId: vpc.VpcId,
    OwnerId: context.account,
    PropagatingVgws: [],
    Routes: localRoutes(vpc),
    Associations: [],
    Tags: tagsAtCreate(TagSpecifications, 'route-table'),
  };
  routeTables.put(id, row, context.now);
  return id;
}

export function deleteRouteTable(input: Members, context: CallContext): Members {
  const { RouteTableId }: Partial<DeleteRouteTableRequest> = input;
  const { routeTables } = context.state.of(ec2State);
  const { RouteTableId: id, Associations } = rowOf(routeTables, 'routeTable', required(RouteTableId, 'routeTableId'), context);
  if (Associations.length > 0) throw hasDependencies(`routeTable '${id}'`);
  routeTables.remove(id, context.now);
  return {};
}

const listing: Listing<RouteTableRow> = {
  type: 'routeTable',
  idOf: (row) => row.RouteTableId,
  largestPage: 100,
  fields: {
    'association.gateway-id': (row) => row.Associations.map(({ GatewayId }) => GatewayId),
    'association.main': (row) => row.Associations.map(({ Main }) => Main),
    'association.route-table-association-id': (row) => row.Associations.map((association) => association.RouteTableAssociationId),
    'association.route-table-id': (row) => row.Associations.map(({ RouteTableId }) => RouteTableId),
    'association.subnet-id': (row) => row.Associations.map(({ SubnetId }) => SubnetId),
    'owner-id': (row) => row.OwnerId,
    'route-table-id': (row) => row.RouteTableId,
    'route.destination-cidr-block': (row) => row.Routes.map((route) => route.DestinationCidrBlock),
    'route.destination-ipv6-cidr-block': (row) => row.Routes.map((route) => route.DestinationIpv6CidrBlock),
    'route.destination-prefix-list-id': (row) => row.Routes.map((route) => route.DestinationPrefixListId),
    'route.gateway-id': (row) => row.Routes.map(({ GatewayId }) => GatewayId),
    'route.nat-gateway-id': (row) => row.Routes.map(({ NatGatewayId }) => NatGatewayId),
    'route.origin': (row) => row.Routes.map(({ Origin }) => Origin),
    'vpc-id': (row) => row.VpcId,
  },
};

export function describeRouteTables(input: Members, context: CallContext): Members {
  const request: Partial<DescribeRouteTablesRequest> = input;
  const { rows, token } = describe(context.state.of(ec2State).routeTables, listing, { ids: request.RouteTableIds, request, context });
  return { RouteTables: rows.map((row) => shown(row, context)), NextToken: token };
}

/** Routes lead nowhere once their target is gone. */
function shown(row: RouteTableRow, context: CallContext): RouteTable {
  return { ...row, Routes: row.Routes.map((route) => (leadsNowhere(route, row, context) ? { ...route, State: 'blackhole' } : route)) };
}

function leadsNowhere({ GatewayId, NetworkInterfaceId }: Route, { VpcId }: RouteTableRow, { state, now }: CallContext): boolean {
  const { internetGateways, networkInterfaces } = state.of(ec2State);
  if (NetworkInterfaceId !== undefined) return networkInterfaces.get(NetworkInterfaceId, now) === undefined;
  if (GatewayId?.startsWith('igw-') !== true) return false;
  return internetGateways.get(GatewayId, now)?.Attachments.some((attachment) => attachment.VpcId === VpcId) !== true;
}
