import assert from 'node:assert/strict';
import { routeTable } from '../../../../src/aws/ec2/route-table.ts';
import { callsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf } from '../kind-case.ts';

const item = {
  RouteTableId: 'rtb-1',
  VpcId: 'vpc-1',
  OwnerId: '111122223333',
  PropagatingVgws: [{ GatewayId: 'vgw-1' }],
  Routes: [
    { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', Origin: 'CreateRoute', State: 'active' },
    { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', Origin: 'CreateRoute', State: 'active' },
    { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', Origin: 'CreateRoute', State: 'active' },
    { DestinationCidrBlock: '10.9.0.0/16', InstanceId: 'i-1', NetworkInterfaceId: 'eni-1', Origin: 'CreateRoute', State: 'active' },
  ],
  Tags: tagsOf(routeTable, { team: 'a' }),
};
const observed = observationOf(routeTable, item);

describe('RouteTable', () => {
  it('shows its routes but the local one', () => {
    assert.deepEqual(observed, {
      key: 'rtb-1',
      owner: ownerOf(routeTable),
      tags: { team: 'a' },
      fields: { vpcId: 'vpc-1' },
      atProvider: {
        id: 'rtb-1',
        arn: 'arn:aws:ec2:eu-west-1:111122223333:route-table/rtb-1',
        ownerId: '111122223333',
        propagatingVgws: ['vgw-1'],
        route: [
          { cidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' },
          { destinationPrefixListId: 'pl-1', vpcEndpointId: 'vpce-1' },
          { ipv6CidrBlock: '::/0', egressOnlyGatewayId: 'eigw-1' },
          { cidrBlock: '10.9.0.0/16', networkInterfaceId: 'eni-1' },
        ],
      },
      state: { phase: 'usable', reason: 'Available' },
      seenAt: 1,
    });
  });

  it('creates with the attempt token, so that the call can be repeated', () => {
    assert.deepEqual(routeTable.create(createContextOf(routeTable, { vpcId: 'vpc-1' })).map(shown), [
      [
        'CreateRouteTable',
        { VpcId: 'vpc-1', ClientToken: 'token-1', TagSpecifications: [{ ResourceType: 'route-table', Tags: tagsOf(routeTable) }] },
      ],
    ]);
  });

  it('has only tags to change', () => {
    assert.deepEqual(callsFor(routeTable, { vpcId: 'vpc-1' }, observed, { tags: { team: 'b' } }), [
      ['CreateTags', { Resources: ['rtb-1'], Tags: [{ Key: 'team', Value: 'b' }] }],
    ]);
  });

  it('deletes', () => {
    const context = { ...contextOf(routeTable, {}), observed };
    assert.deepEqual(routeTable.delete(context).map(shown), [['DeleteRouteTable', { RouteTableId: 'rtb-1' }]]);
  });
});
