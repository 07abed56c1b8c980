import assert from 'node:assert/strict';
import { route } from '../../../../src/aws/ec2/route.ts';
import { callsFor, contextOf, createContextOf, observationsOf, shown } from '../kind-case.ts';

const table = {
  RouteTableId: 'rtb-1',
  VpcId: 'vpc-1',
  Routes: [
    { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
    { DestinationCidrBlock: '10.0.0.0/24', GatewayId: 'local', Origin: 'CreateRoute', State: 'active' },
    { DestinationCidrBlock: '192.168.0.0/16', GatewayId: 'vgw-1', Origin: 'EnableVgwRoutePropagation', State: 'active' },
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', Origin: 'CreateRoute', State: 'active' },
    { DestinationIpv6CidrBlock: '::/0', NatGatewayId: 'nat-1', Origin: 'CreateRoute', State: 'blackhole' },
    { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', Origin: 'CreateRoute', State: 'active' },
    { DestinationCidrBlock: '10.9.0.0/16', InstanceId: 'i-1', NetworkInterfaceId: 'eni-1', Origin: 'CreateRoute', State: 'active' },
  ],
};
const all = observationsOf(route, table);
const [internet] = all;

describe('Route', () => {
  it('leaves out what comes and goes by itself: local and propagated routes', () => {
    assert.deepEqual(
      all.map(({ key }) => key),
      ['rtb-1_0.0.0.0/0', 'rtb-1_::/0', 'rtb-1_pl-1', 'rtb-1_10.9.0.0/16'],
    );
  });

  it('shows destination, target and state', () => {
    assert.deepEqual(internet, {
      key: 'rtb-1_0.0.0.0/0',
      fields: { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' },
      atProvider: { id: 'rtb-1_0.0.0.0/0', origin: 'CreateRoute', state: 'active' },
      state: { phase: 'usable', reason: 'Active' },
      seenAt: 1,
    });
    assert.deepEqual(all[1]?.state.phase, 'impaired');
    assert.deepEqual(all[1]?.state.reason, 'Blackhole');
    assert.equal(all[2]?.fields['vpcEndpointId'], 'vpce-1', 'AWS shows an endpoint as a gateway');
    assert.deepEqual(all[3]?.atProvider['instanceId'], 'i-1');
  });

  const names = [
    { name: 'host bits', desired: { destinationCidrBlock: '10.1.2.3/16' }, key: 'rtb-1_10.1.0.0/16' },
    { name: 'IPv6 in full', desired: { destinationIpv6CidrBlock: '2001:0DB8:0000::1/32' }, key: 'rtb-1_2001:db8::/32' },
    { name: 'default IPv6 route', desired: { destinationIpv6CidrBlock: '0:0::/0' }, key: 'rtb-1_::/0' },
    { name: 'prefix list', desired: { destinationPrefixListId: 'pl-1' }, key: 'rtb-1_pl-1' },
  ];
  for (const { name, desired, key } of names) {
    it(`is known by table and canonical destination: ${name}`, () => {
      const context = contextOf(route, { routeTableId: 'rtb-1', ...desired });
      assert.equal(context.externalName, key);
      assert.deepEqual(route.claims(context), [key]);
      assert.deepEqual(route.parents?.(context), ['rtb-1']);
      assert.equal(route.itemIdOf?.(key), 'rtb-1');
    });
  }

  it('has no name before its table is there', () => {
    const context = contextOf(route, { destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' });
    assert.equal(context.externalName, undefined);
    assert.deepEqual(route.claims(context), []);
    assert.deepEqual(route.parents?.(context), []);
  });

  const targets = [
    ['gatewayId', 'igw-1', 'GatewayId'],
    ['natGatewayId', 'nat-1', 'NatGatewayId'],
    ['egressOnlyGatewayId', 'eigw-1', 'EgressOnlyInternetGatewayId'],
    ['carrierGatewayId', 'cagw-1', 'CarrierGatewayId'],
    ['localGatewayId', 'lgw-1', 'LocalGatewayId'],
    ['networkInterfaceId', 'eni-1', 'NetworkInterfaceId'],
    ['transitGatewayId', 'tgw-1', 'TransitGatewayId'],
    ['vpcEndpointId', 'vpce-1', 'VpcEndpointId'],
    ['vpcPeeringConnectionId', 'pcx-1', 'VpcPeeringConnectionId'],
    ['coreNetworkArn', 'arn:aws:networkmanager::1:core-network/1', 'CoreNetworkArn'],
    ['odbNetworkArn', 'arn:aws:odb:eu-west-1:1:odb-network/1', 'OdbNetworkArn'],
  ] as const;
  for (const [field, value, member] of targets) {
    it(`leads to ${field}, at creation and as a change`, () => {
      const desired = { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', [field]: value };
      const input = { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0', [member]: value };
      assert.deepEqual(route.create(createContextOf(route, desired)).map(shown), [['CreateRoute', input]]);
      const other = observationsOf(route, { ...table, Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vgw-9' }] })[0];
      assert.deepEqual(callsFor(route, desired, other), [['ReplaceRoute', input]]);
      const same = observationsOf(route, { ...table, Routes: [{ DestinationCidrBlock: '0.0.0.0/0', [member]: value }] })[0];
      assert.deepEqual(callsFor(route, desired, same), []);
    });
  }

  it('is ours when found with exactly our target', () => {
    const matches = (target: object): boolean | undefined =>
      internet && route.matches?.(internet, contextOf(route, { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', ...target }));
    assert.equal(matches({ gatewayId: 'igw-1' }), true);
    assert.equal(matches({ gatewayId: 'igw-2' }), false);
    assert.equal(matches({ natGatewayId: 'nat-1' }), false);
  });

  it('deletes by what was observed', () => {
    const [, ipv6] = all;
    assert.ok(ipv6);
    assert.deepEqual(route.delete({ ...contextOf(route, {}), observed: ipv6 }).map(shown), [
      ['DeleteRoute', { RouteTableId: 'rtb-1', DestinationIpv6CidrBlock: '::/0' }],
    ]);
  });
});
