import type { AssociateRouteTableRequest, DisassociateRouteTableRequest, ReplaceRouteTableAssociationRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { invalidValue, unknownIds } from './ec2-errors.ts';
import type { AssociationRow, RouteTableRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';

/** What is associated with a table. */
type End = Pick<AssociationRow, 'SubnetId' | 'GatewayId'>;

const associated = { State: 'associated' } as const;

export function associateRouteTable(input: Members, context: CallContext): Members {
  const { RouteTableId, SubnetId, GatewayId }: Partial<AssociateRouteTableRequest> = input;
  const { routeTables } = context.state.of(ec2State);
  const table = rowOf(routeTables, 'routeTable', required(RouteTableId, 'routeTableId'), context);
  const end: End = SubnetId === undefined ? { GatewayId: required(GatewayId, 'subnetId') } : { SubnetId };
  checkNetwork(end, table, context);
  const taken = routeTables
    .by('VpcId', table.VpcId, context.now)
    .flatMap(({ Associations }) => Associations)
    .find((other) => !other.Main && other.SubnetId === end.SubnetId && other.GatewayId === end.GatewayId);
  if (taken !== undefined) {
    throw new AwsError(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${table.RouteTableId} conflicts with an existing association`,
    );
  }
  return { AssociationId: addAssociation(table, { ...end, Main: false }, context), AssociationState: associated };
}

function checkNetwork({ SubnetId, GatewayId = '' }: End, { RouteTableId, VpcId }: RouteTableRow, context: CallContext): void {
  const { subnets, internetGateways } = context.state.of(ec2State);
  if (SubnetId !== undefined) {
    if (rowOf(subnets, 'subnet', SubnetId, context).VpcId === VpcId) return;
    throw invalidValue(`Route table ${RouteTableId} and network ${SubnetId} belong to different networks`);
  }
  const gateway = internetGateways.get(GatewayId, context.now);
  if (gateway === undefined) throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${GatewayId}' does not exist`);
  if (gateway.Attachments.some((attachment) => attachment.VpcId === VpcId)) return;
  throw invalidValue(`route table ${RouteTableId} and network gateway ${GatewayId} belong to different networks`);
}

function addAssociation({ RouteTableId }: RouteTableRow, end: End & { readonly Main: boolean }, context: CallContext): string {
  const id = newId('rtbassoc', context.random);
  const association = { RouteTableAssociationId: id, RouteTableId, ...end, AssociationState: associated };
  context.state
    .of(ec2State)
    .routeTables.change(RouteTableId, context.now, (row) => ({ ...row, Associations: [...row.Associations, association] }));
  return id;
}

export function disassociateRouteTable(input: Members, context: CallContext): Members {
  const { AssociationId }: Partial<DisassociateRouteTableRequest> = input;
  const association = associationOf(required(AssociationId, 'associationId'), context);
  if (association.Main) {
    throw invalidValue(`cannot disassociate the main route table association ${association.RouteTableAssociationId}`);
  }
  removeAssociation(association, context);
  return {};
}

/** Gives the association another table, and so another id. */
export function replaceRouteTableAssociation(input: Members, context: CallContext): Members {
  const { AssociationId, RouteTableId }: Partial<ReplaceRouteTableAssociationRequest> = input;
  const before = associationOf(required(AssociationId, 'associationId'), context);
  const { routeTables } = context.state.of(ec2State);
  const table = rowOf(routeTables, 'routeTable', required(RouteTableId, 'routeTableId'), context);
  const { RouteTableAssociationId: _id, RouteTableId: from, AssociationState: _state, ...end } = before;
  if (before.Main && routeTables.get(from, context.now)?.VpcId !== table.VpcId) {
    throw invalidValue(`Route table ${table.RouteTableId} and route table ${from} belong to different networks`);
  }
  if (!before.Main) checkNetwork(end, table, context);
  removeAssociation(before, context);
  return { NewAssociationId: addAssociation(table, end, context), AssociationState: associated };
}

function associationOf(id: string, { state, now }: CallContext): AssociationRow {
  for (const { Associations } of state.of(ec2State).routeTables.all(now)) {
    const found = Associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === id);
    if (found !== undefined) return found;
  }
  throw unknownIds('association', [id]);
}

function removeAssociation(gone: AssociationRow, { state, now }: CallContext): void {
  state.of(ec2State).routeTables.change(gone.RouteTableId, now, (row) => ({
    ...row,
    Associations: row.Associations.filter((association) => association !== gone),
  }));
}
