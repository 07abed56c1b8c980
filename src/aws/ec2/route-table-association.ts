import type { RouteTable, RouteTableAssociation, RouteTableAssociationState } from '@aws-sdk/client-ec2';
import type { CreateContext, KindContext } from '../../engine/kind.ts';
import type { CloudState, FieldValues, Observation } from '../../engine/observation.ts';
import type { AwsKind, NaturalKey } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { compact } from '../shared/compact.ts';
import { reader } from '../shared/reader.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { routeTableAssociationSchema } from './route-table-association.schema.ts';

/**
 * What ties a route table to a subnet or gateway. It has no tags, and its id changes whenever the table does, so it is known by
 * the subnet or gateway, which has one association at most. The main association of a table has neither and is nobody's.
 */
export const routeTableAssociation: AwsKind = {
  schema: routeTableAssociationSchema,
  unknownOutcome: 'read',
  tagged: false,
  ...ec2Timing,
  source: ec2Sources.routeTables,
  observe: (item: RouteTable, _where, seenAt) => (item.Associations ?? []).filter(isThere).map((each) => observe(each, seenAt)),
  filtersOf,

  canonical: (desired) => desired,
  externalName: ({ desired }) => keyOf(desired),
  parents: ({ desired }) => {
    const table = reader(desired).text('routeTableId');
    return table === undefined ? [] : [table];
  },
  claims: ({ desired }) => [keyOf(desired)].filter((key) => key !== undefined),
  natural: ({ desired }) => {
    const key = keyOf(desired);
    return key === undefined ? undefined : filtersOf(key);
  },
  matches: (observed, { desired }) => observed.key === keyOf(desired) && observed.fields['routeTableId'] === desired['routeTableId'],

  create: ({ desired }) => {
    const fields = reader(desired);
    const ends = { SubnetId: fields.text('subnetId'), GatewayId: fields.text('gatewayId') };
    return [ec2Call('AssociateRouteTable', compact({ RouteTableId: fields.text('routeTableId'), ...ends }))];
  },
  created,
  // Ties it to another table, which is all that can change.
  update: ({ observed, desired }) => [
    ec2Call('ReplaceRouteTableAssociation', { AssociationId: associationId(observed), RouteTableId: reader(desired).text('routeTableId') }),
  ],
  delete: ({ observed }) => [ec2Call('DisassociateRouteTable', { AssociationId: associationId(observed) })],
};

/** By subnet, gateway or association id: the table that holds it, which may be any. */
function filtersOf(name: string): NaturalKey {
  return { filters: [{ Name: filterFor(name), Values: [name] }] };
}

function filterFor(name: string): string {
  if (name.startsWith('subnet-')) return 'association.subnet-id';
  return name.startsWith('rtbassoc-') ? 'association.route-table-association-id' : 'association.gateway-id';
}

function isThere({ Main: main, SubnetId: subnet, GatewayId: gateway, AssociationState: state }: RouteTableAssociation): boolean {
  return main !== true && (subnet ?? gateway) !== undefined && state?.State !== 'disassociated';
}

function observe(item: RouteTableAssociation, seenAt: number): Observation {
  const fields = compact({ routeTableId: item.RouteTableId, subnetId: item.SubnetId, gatewayId: item.GatewayId });
  return observation(fields, item.RouteTableAssociationId, { state: stateOf(item.AssociationState), seenAt });
}

function created(output: FieldValues, { desired }: CreateContext, seenAt: number): Observation | undefined {
  const id = reader(output).text('AssociationId');
  if (id === undefined) return undefined;
  const { routeTableId, subnetId, gatewayId } = desired;
  const state = stateOf(output['AssociationState'] as RouteTableAssociationState | undefined);
  return observation(compact({ routeTableId, subnetId, gatewayId }), id, { state, seenAt });
}

function observation(fields: FieldValues, id: string | undefined, seen: Pick<Observation, 'state' | 'seenAt'>): Observation {
  const key = keyOf(fields) ?? '';
  return { key, aliases: id === undefined ? [] : [id], fields, atProvider: compact({ id: key, associationId: id }), ...seen };
}

function stateOf(state: RouteTableAssociationState | undefined): CloudState {
  const message = state?.StatusMessage === undefined ? {} : { message: state.StatusMessage };
  switch (state?.State) {
    case 'associating':
      return { phase: 'pending', reason: 'Associating', ...message };
    case 'disassociating':
    case 'disassociated':
      return { phase: 'deleting', reason: 'Disassociating', ...message };
    case 'failed':
      return { phase: 'impaired', reason: 'Failed', ...message };
    default:
      return { phase: 'usable', reason: 'Associated' };
  }
}

function keyOf(values: KindContext['desired']): string | undefined {
  const fields = reader(values);
  return fields.text('subnetId') ?? fields.text('gatewayId');
}

function associationId({ atProvider }: Observation): string {
  return reader(atProvider).text('associationId') ?? '';
}
