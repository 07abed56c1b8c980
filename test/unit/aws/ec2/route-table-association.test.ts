import assert from 'node:assert/strict';
import { routeTableAssociation } from '../../../../src/aws/ec2/route-table-association.ts';
import { callsFor, contextOf, createContextOf, observationsOf, shown } from '../kind-case.ts';

const association = (more: object) => ({ RouteTableId: 'rtb-1', AssociationState: { State: 'associated' }, Main: false, ...more });
const table = {
  RouteTableId: 'rtb-1',
  Associations: [
    association({ RouteTableAssociationId: 'rtbassoc-0', Main: true }),
    association({ RouteTableAssociationId: 'rtbassoc-1', SubnetId: 'subnet-1' }),
    association({ RouteTableAssociationId: 'rtbassoc-2', GatewayId: 'igw-1' }),
    association({ RouteTableAssociationId: 'rtbassoc-3', SubnetId: 'subnet-3', AssociationState: { State: 'disassociated' } }),
  ],
};
const all = observationsOf(routeTableAssociation, table);
const [ofSubnet, ofGateway] = all;
const stateOf = (state: object) =>
  observationsOf(routeTableAssociation, { ...table, Associations: [association({ SubnetId: 'subnet-1', AssociationState: state })] })[0]
    ?.state;

describe('RouteTableAssociation', () => {
  it('is known by subnet or gateway; the main one is nobody’s', () => {
    assert.deepEqual(
      all.map(({ key }) => key),
      ['subnet-1', 'igw-1'],
    );
    assert.deepEqual(ofSubnet, {
      key: 'subnet-1',
      aliases: ['rtbassoc-1'],
      fields: { routeTableId: 'rtb-1', subnetId: 'subnet-1' },
      atProvider: { id: 'subnet-1', associationId: 'rtbassoc-1' },
      state: { phase: 'usable', reason: 'Associated' },
      seenAt: 1,
    });
    assert.deepEqual(ofGateway?.fields, { routeTableId: 'rtb-1', gatewayId: 'igw-1' });
  });

  it('says how far it is', () => {
    assert.deepEqual(stateOf({ State: 'associating' }), { phase: 'pending', reason: 'Associating' });
    assert.deepEqual(stateOf({ State: 'failed', StatusMessage: 'no' }), { phase: 'impaired', reason: 'Failed', message: 'no' });
    assert.deepEqual(stateOf({ State: 'disassociating' }), { phase: 'deleting', reason: 'Disassociating' });
  });

  it('is looked for in its table, and by its key wherever it is', () => {
    const context = contextOf(routeTableAssociation, { routeTableId: 'rtb-1', subnetId: 'subnet-1' });
    const filters = { filters: [{ Name: 'association.subnet-id', Values: ['subnet-1'] }] };
    assert.deepEqual(routeTableAssociation.parents?.(context), ['rtb-1']);
    assert.deepEqual(routeTableAssociation.claims(context), ['subnet-1']);
    assert.equal(context.externalName, 'subnet-1');
    assert.deepEqual(routeTableAssociation.natural?.(context), filters);
    assert.deepEqual(routeTableAssociation.filtersOf?.('subnet-1'), filters);
    assert.equal(routeTableAssociation.natural?.(contextOf(routeTableAssociation, { routeTableId: 'rtb-1' })), undefined);
  });

  for (const [name, filter] of [
    ['igw-1', 'association.gateway-id'],
    ['vgw-1', 'association.gateway-id'],
    ['rtbassoc-1', 'association.route-table-association-id'],
  ] as const) {
    it(`is found by ${name}`, () =>
      assert.deepEqual(routeTableAssociation.filtersOf?.(name), { filters: [{ Name: filter, Values: [name] }] }));
  }

  it('creates, and knows all from the answer', () => {
    const context = createContextOf(routeTableAssociation, { routeTableId: 'rtb-1', subnetId: 'subnet-1' });
    assert.deepEqual(routeTableAssociation.create(context).map(shown), [
      ['AssociateRouteTable', { RouteTableId: 'rtb-1', SubnetId: 'subnet-1' }],
    ]);
    const answer = { AssociationId: 'rtbassoc-1', AssociationState: { State: 'associated' } };
    assert.deepEqual(routeTableAssociation.created(answer, context, 1), ofSubnet);
    assert.equal(routeTableAssociation.created({}, context, 1), undefined);
    const gateway = createContextOf(routeTableAssociation, { routeTableId: 'rtb-1', gatewayId: 'igw-1' });
    assert.deepEqual(routeTableAssociation.create(gateway).map(shown), [
      ['AssociateRouteTable', { RouteTableId: 'rtb-1', GatewayId: 'igw-1' }],
    ]);
  });

  it('moves to another table by its present association id', () => {
    assert.deepEqual(callsFor(routeTableAssociation, { routeTableId: 'rtb-2', subnetId: 'subnet-1' }, ofSubnet), [
      ['ReplaceRouteTableAssociation', { AssociationId: 'rtbassoc-1', RouteTableId: 'rtb-2' }],
    ]);
    assert.deepEqual(callsFor(routeTableAssociation, { routeTableId: 'rtb-1', subnetId: 'subnet-1' }, ofSubnet), []);
  });

  it('is ours only when it ties the same subnet to the same table', () => {
    assert.ok(ofSubnet);
    const matches = (desired: object) => routeTableAssociation.matches?.(ofSubnet, contextOf(routeTableAssociation, { ...desired }));
    assert.equal(matches({ routeTableId: 'rtb-1', subnetId: 'subnet-1' }), true);
    assert.equal(matches({ routeTableId: 'rtb-2', subnetId: 'subnet-1' }), false);
    assert.equal(matches({ routeTableId: 'rtb-1', subnetId: 'subnet-2' }), false);
  });

  it('deletes', () => {
    assert.ok(ofSubnet);
    const context = { ...contextOf(routeTableAssociation, {}), observed: ofSubnet };
    assert.deepEqual(routeTableAssociation.delete(context).map(shown), [['DisassociateRouteTable', { AssociationId: 'rtbassoc-1' }]]);
  });
});
