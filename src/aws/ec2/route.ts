import type { Route, RouteTable } from '@aws-sdk/client-ec2';
import { deepEqual } from '../../base/json.ts';
import type { KindContext } from '../../engine/kind.ts';
import type { CloudState, FieldValues, Observation } from '../../engine/observation.ts';
import type { AwsKind } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { canonicalCidr } from '../shared/cidr.ts';
import { compact } from '../shared/compact.ts';
import { mapFields } from '../shared/map-fields.ts';
import { reader } from '../shared/reader.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { destinationInput, endpointAsSuch, routeDestination, routeTarget, routeTargetFields, targetInput } from './shared/route-shape.ts';
import { routeSchema } from './route.schema.ts';

/** A route. It has neither tags nor an id: it is known by its table and destination, `rtb-1_0.0.0.0/0`. */
export const route: AwsKind = {
  schema: routeSchema,
  unknownOutcome: 'read',
  tagged: false,
  ...ec2Timing,
  source: ec2Sources.routeTables,
  observe: (item: RouteTable, _where, seenAt) => (item.Routes ?? []).filter(isOfItsOwn).map((each) => observe(item, each, seenAt)),
  itemIdOf: (key) => key.split('_')[0],

  canonical: (desired) =>
    endpointAsSuch(mapFields(desired, { destinationCidrBlock: canonicalCidr, destinationIpv6CidrBlock: canonicalCidr })),
  externalName: ({ desired }) => keyOf(desired),
  parents: ({ desired }) => {
    const table = reader(desired).text('routeTableId');
    return table === undefined ? [] : [table];
  },
  claims: ({ desired }) => [keyOf(desired)].filter((key) => key !== undefined),
  matches: (observed, { desired }) => deepEqual(targetOf(observed.fields), targetOf(desired)),

  create: ({ desired }) => [ec2Call('CreateRoute', { ...destinationInput(desired), ...targetInput(desired) })],
  // The answer says no more than that it worked; whether the target is usable shows in the table.
  created: () => undefined,
  // Replaces the target, which is all that can change.
  update: ({ observed, desired }) => [ec2Call('ReplaceRoute', { ...destinationInput(observed.fields), ...targetInput(desired) })],
  delete: ({ observed }) => [ec2Call('DeleteRoute', { ...destinationInput(observed.fields) })],
};

/** The local route, propagated and advertised ones come and go by themselves and are never an object's. */
function isOfItsOwn({ GatewayId: gateway, Origin: origin }: Route): boolean {
  return gateway !== 'local' && (origin === undefined || origin === 'CreateRoute');
}

function observe(table: RouteTable, item: Route, seenAt: number): Observation {
  const fields = { routeTableId: table.RouteTableId, ...routeDestination(item), ...routeTarget(item) };
  const key = keyOf(fields) ?? '';
  return {
    key,
    fields,
    atProvider: compact({
      id: key,
      instanceId: item.InstanceId,
      instanceOwnerId: item.InstanceOwnerId,
      origin: item.Origin,
      state: item.State,
    }),
    state: stateOf(item),
    seenAt,
  };
}

function stateOf({ State: state }: Route): CloudState {
  if (state !== 'blackhole') return { phase: 'usable', reason: 'Active' };
  return { phase: 'impaired', reason: 'Blackhole', message: 'blackhole: the target of the route is gone or not usable' };
}

/** undefined while the table is not resolved. */
function keyOf(values: KindContext['desired']): string | undefined {
  const fields = reader(values);
  const table = fields.text('routeTableId');
  const destination =
    fields.text('destinationCidrBlock') ?? fields.text('destinationIpv6CidrBlock') ?? fields.text('destinationPrefixListId');
  return table === undefined || destination === undefined ? undefined : `${table}_${destination}`;
}

function targetOf(values: FieldValues): FieldValues {
  return compact(Object.fromEntries(routeTargetFields.map((field) => [field, values[field]])));
}
