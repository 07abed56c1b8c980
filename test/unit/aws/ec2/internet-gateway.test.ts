import assert from 'node:assert/strict';
import { internetGateway } from '../../../../src/aws/ec2/internet-gateway.ts';
import { callsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf } from '../kind-case.ts';

const item = { InternetGatewayId: 'igw-1', OwnerId: '111122223333', Attachments: [], Tags: tagsOf(internetGateway) };
const attachedTo = (vpcId: string, state = 'available') =>
  observationOf(internetGateway, { ...item, Attachments: [{ VpcId: vpcId, State: state }] });
const loose = observationOf(internetGateway, item);

const attach = (vpcId: string): readonly [string, object] => ['AttachInternetGateway', { InternetGatewayId: 'igw-1', VpcId: vpcId }];
const detach = (vpcId: string): readonly [string, object] => ['DetachInternetGateway', { InternetGatewayId: 'igw-1', VpcId: vpcId }];
const remove: readonly [string, object] = ['DeleteInternetGateway', { InternetGatewayId: 'igw-1' }];

describe('InternetGateway', () => {
  it('shows the VPC that it is attached to', () => {
    assert.deepEqual(attachedTo('vpc-1'), {
      key: 'igw-1',
      owner: ownerOf(internetGateway),
      tags: {},
      fields: { vpcId: 'vpc-1' },
      atProvider: { id: 'igw-1', arn: 'arn:aws:ec2:eu-west-1:111122223333:internet-gateway/igw-1', ownerId: '111122223333' },
      state: { phase: 'usable', reason: 'Available' },
      seenAt: 1,
    });
  });

  for (const [state, vpcId] of [
    ['available', 'vpc-1'],
    ['attached', 'vpc-1'],
    ['attaching', 'vpc-1'],
    ['detaching', undefined],
    ['detached', undefined],
  ] as const) {
    it(`${vpcId === undefined ? 'is loose' : 'is attached'} when ${state}`, () =>
      assert.equal(attachedTo('vpc-1', state).fields['vpcId'], vpcId));
  }

  it('is made first and attached by an update', () => {
    const context = createContextOf(internetGateway, { vpcId: 'vpc-1' });
    const tags = [{ ResourceType: 'internet-gateway', Tags: tagsOf(internetGateway) }];
    assert.deepEqual(internetGateway.create(context).map(shown), [['CreateInternetGateway', { TagSpecifications: tags }]]);
    const made = internetGateway.created({ InternetGateway: item }, context, 1);
    assert.deepEqual(made, loose);
    assert.deepEqual(callsFor(internetGateway, { vpcId: 'vpc-1' }, made), [attach('vpc-1')]);
  });

  it('moves: leaves the one before it joins the other', () => {
    assert.deepEqual(callsFor(internetGateway, { vpcId: 'vpc-2' }, attachedTo('vpc-1')), [detach('vpc-1'), attach('vpc-2')]);
  });

  it('leaves its attachment alone when spec says nothing of it', () => {
    assert.deepEqual(callsFor(internetGateway, {}, attachedTo('vpc-1')), []);
  });

  it('is detached before it is deleted', () => {
    const context = contextOf(internetGateway, {});
    assert.deepEqual(internetGateway.delete({ ...context, observed: attachedTo('vpc-1') }).map(shown), [detach('vpc-1'), remove]);
    assert.deepEqual(internetGateway.delete({ ...context, observed: loose }).map(shown), [remove]);
  });
});
