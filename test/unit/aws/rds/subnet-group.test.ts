import assert from 'node:assert/strict';
import { subnetGroup } from '../../../../src/aws/rds/subnet-group.ts';
import { callsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf } from '../kind-case.ts';

const item = {
  DBSubnetGroupName: 'db',
  DBSubnetGroupDescription: 'Managed by Evenkeel',
  VpcId: 'vpc-1',
  SubnetGroupStatus: 'Complete',
  DBSubnetGroupArn: 'arn:aws:rds:eu-west-1:111122223333:subgrp:db',
  SupportedNetworkTypes: ['IPV4'],
  Subnets: [{ SubnetIdentifier: 'subnet-2' }, { SubnetIdentifier: 'subnet-1' }],
};
const listed = observationOf(subnetGroup, item);
const observed = { ...listed, unknown: [], tags: {}, owner: ownerOf(subnetGroup) };
const desired = { subnetIds: ['subnet-1', 'subnet-2'] };

describe('SubnetGroup', () => {
  it('shows what DescribeDBSubnetGroups says, which is all but the tags', () => {
    assert.deepEqual(listed, {
      key: 'db',
      aliases: ['arn:aws:rds:eu-west-1:111122223333:subgrp:db'],
      fields: { description: 'Managed by Evenkeel', subnetIds: ['subnet-1', 'subnet-2'] },
      unknown: ['tags'],
      atProvider: {
        id: 'db',
        arn: 'arn:aws:rds:eu-west-1:111122223333:subgrp:db',
        vpcId: 'vpc-1',
        supportedNetworkTypes: ['IPV4'],
      },
      state: { phase: 'usable', reason: 'Complete' },
      seenAt: 1,
    });
  });

  it('is impaired when AWS says anything but Complete', () => {
    assert.deepEqual(observationOf(subnetGroup, { ...item, SubnetGroupStatus: 'Incomplete subnets' }).state, {
      phase: 'impaired',
      reason: 'IncompleteSubnets',
      message: 'Incomplete subnets',
    });
  });

  it('reads its tags by ARN', async () => {
    const asked: object[] = [];
    const send = (_service: string, operation: string, input: object) => {
      asked.push([operation, input]);
      return Promise.resolve({ TagList: [{ Key: 'team', Value: 'a' }] });
    };
    const values = await subnetGroup.deep?.[0]?.read(send, [listed]);
    assert.deepEqual(values?.get('db'), { tags: { team: 'a' } });
    assert.deepEqual(asked, [['ListTagsForResource', { ResourceName: 'arn:aws:rds:eu-west-1:111122223333:subgrp:db' }]]);
  });

  it('has a name in lower case, whichever way it is written', () => {
    assert.equal(contextOf(subnetGroup, {}, { name: 'db' }).externalName, 'db');
    assert.equal(subnetGroup.canonicalName?.('Shop-DB'), 'shop-db');
    assert.deepEqual(subnetGroup.claims(contextOf(subnetGroup, {}, { externalName: 'Shop-DB' })), ['shop-db']);
  });

  it('creates with tags, and knows them afterwards', () => {
    const context = createContextOf(subnetGroup, desired, { tags: { team: 'a' } });
    assert.deepEqual(subnetGroup.create(context).map(shown), [
      [
        'CreateDBSubnetGroup',
        {
          DBSubnetGroupName: 'db',
          DBSubnetGroupDescription: 'Managed by Evenkeel',
          SubnetIds: ['subnet-1', 'subnet-2'],
          Tags: tagsOf(subnetGroup, { team: 'a' }),
        },
      ],
    ]);
    const made = subnetGroup.created({ DBSubnetGroup: item }, context, 1);
    const { unknown: _tags, ...known } = listed;
    assert.deepEqual(made, { ...known, tags: { team: 'a' }, owner: ownerOf(subnetGroup) });
    assert.equal(subnetGroup.created({}, context, 1), undefined);
  });

  const modify = (input: object): readonly [string, object] => ['ModifyDBSubnetGroup', { DBSubnetGroupName: 'db', ...input }];
  const cases = [
    { name: 'nothing to do, in any order', desired: { subnetIds: ['subnet-2', 'subnet-1'] }, calls: [] },
    { name: 'other subnets', desired: { subnetIds: ['subnet-1', 'subnet-3'] }, calls: [modify({ SubnetIds: ['subnet-1', 'subnet-3'] })] },
    {
      name: 'another description, with the subnets as they are',
      desired: { description: 'shop' },
      calls: [modify({ SubnetIds: ['subnet-1', 'subnet-2'], DBSubnetGroupDescription: 'shop' })],
    },
  ];
  for (const each of cases) {
    it(`updates: ${each.name}`, () => assert.deepEqual(callsFor(subnetGroup, each.desired, observed), each.calls));
  }

  it('sets and removes tags by ARN', () => {
    const context = { ...contextOf(subnetGroup, desired), observed, changes: [] };
    const ResourceName = 'arn:aws:rds:eu-west-1:111122223333:subgrp:db';
    assert.deepEqual(subnetGroup.tag?.(context, { a: '1' }, ['b']).map(shown), [
      ['AddTagsToResource', { ResourceName, Tags: [{ Key: 'a', Value: '1' }] }],
      ['RemoveTagsFromResource', { ResourceName, TagKeys: ['b'] }],
    ]);
  });

  it('deletes', () => {
    const context = { ...contextOf(subnetGroup, desired), observed };
    assert.deepEqual(subnetGroup.delete(context).map(shown), [['DeleteDBSubnetGroup', { DBSubnetGroupName: 'db' }]]);
  });
});
