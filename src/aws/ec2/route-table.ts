import type { Route, RouteTable } from '@aws-sdk/client-ec2';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { CreateContext } from '../../engine/kind.ts';
import type { FieldValues, Observation } from '../../engine/observation.ts';
import type { AwsKind } from '../aws-kind.ts';
import { ec2Call } from '../call.ts';
import { arn } from '../shared/arn.ts';
import { compact } from '../shared/compact.ts';
import { reader } from '../shared/reader.ts';
import { observedTags } from '../shared/tags.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2TagCalls, tagSpecifications } from './shared/ec2-tags.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { routeDestination, routeTarget } from './shared/route-shape.ts';
import { routeTableSchema } from './route-table.schema.ts';

/** A route table. Its routes are kinds of their own and stand here in atProvider only. */
export const routeTable: AwsKind = {
  schema: routeTableSchema,
  unknownOutcome: 'token',
  tagged: true,
  ...ec2Timing,
  source: ec2Sources.routeTables,
  observe: (item: RouteTable, where, seenAt) => [observe(item, where, seenAt)],

  canonical: (desired) => desired,
  claims: () => [],

  create: (context) => [createCall(context)],
  created: (output, { where }, seenAt) => {
    const item = output['RouteTable'] as RouteTable | undefined;
    return item?.RouteTableId === undefined ? undefined : observe(item, where, seenAt);
  },
  // Its VPC is for ever; there is nothing else to change but tags.
  update: () => [],
  tag: ({ observed }, set, remove) => ec2TagCalls([observed.key], set, remove),
  delete: ({ observed }) => [ec2Call('DeleteRouteTable', { RouteTableId: observed.key })],
  deleteEmpty: ({ key }) => [ec2Call('DeleteRouteTable', { RouteTableId: key })],
};

function observe(item: RouteTable, where: Where, seenAt: number): Observation {
  const id = item.RouteTableId ?? '';
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: compact({ vpcId: item.VpcId }),
    atProvider: compact({
      id,
      arn: arn(where, 'ec2', `route-table/${id}`, item.OwnerId),
      ownerId: item.OwnerId,
      propagatingVgws: (item.PropagatingVgws ?? []).map((gateway) => gateway.GatewayId ?? ''),
      route: (item.Routes ?? []).filter((route) => route.GatewayId !== 'local').map(routeOf),
    }),
    state: { phase: 'usable', reason: 'Available' },
    seenAt,
  };
}

/** In the shape that users know of a table's routes: destinations are named `cidrBlock` and `ipv6CidrBlock` here. */
function routeOf(route: Route): FieldValues {
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId } = routeDestination(route);
  return compact({
    cidrBlock: destinationCidrBlock,
    ipv6CidrBlock: destinationIpv6CidrBlock,
    destinationPrefixListId,
    ...routeTarget(route),
  });
}

function createCall(context: CreateContext): CloudCall {
  return ec2Call('CreateRouteTable', {
    VpcId: reader(context.desired).text('vpcId'),
    ClientToken: context.token,
    TagSpecifications: tagSpecifications('route-table', context),
  });
}
