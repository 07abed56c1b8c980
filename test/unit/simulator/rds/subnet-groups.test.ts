import assert from 'node:assert/strict';
import {
  AddTagsToResourceCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
  ModifyDBSubnetGroupCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-rds';
import { refusalOf, SimulatedRds } from './simulated-rds.ts';

describe('subnet groups of the simulator', () => {
  let aws: SimulatedRds;
  let subnets: string[];
  const create = (DBSubnetGroupName: string, SubnetIds: string[]) =>
    aws.rds.send(
      new CreateDBSubnetGroupCommand({ DBSubnetGroupName, DBSubnetGroupDescription: 'd', SubnetIds, Tags: [{ Key: 'a', Value: '1' }] }),
    );
  const modify = (SubnetIds: string[]) => refusalOf(aws.rds.send(new ModifyDBSubnetGroupCommand({ DBSubnetGroupName: 'Data', SubnetIds })));
  const remove = (DBSubnetGroupName: string) => refusalOf(aws.rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName })));

  beforeEach(async () => {
    aws = await SimulatedRds.start({ stateDelayFactor: 0 });
    subnets = await aws.subnetIds();
  });

  it('are kept in lower case, and show their subnets and zones', async () => {
    const { DBSubnetGroup } = await create('Data', subnets.slice(0, 2));
    assert.equal(DBSubnetGroup?.DBSubnetGroupName, 'data');
    assert.match(DBSubnetGroup?.DBSubnetGroupArn ?? '', /:subgrp:data$/);
    assert.deepEqual(
      DBSubnetGroup?.Subnets?.map((subnet) => [subnet.SubnetIdentifier, subnet.SubnetAvailabilityZone?.Name]),
      [
        [subnets[0], 'us-east-1a'],
        [subnets[1], 'us-east-1b'],
      ],
    );
    const { DBSubnetGroups } = await aws.rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: 'DATA' }));
    assert.deepEqual(DBSubnetGroups, [DBSubnetGroup]);
  });

  it('need subnets that there are, in two zones', async () => {
    assert.match(
      await refusalOf(create('data', subnets.slice(0, 1))),
      /^DBSubnetGroupDoesNotCoverEnoughAZs: .*Current AZ coverage: us-east-1a\./,
    );
    assert.match(await refusalOf(create('data', ['subnet-1', 'subnet-2'])), /^InvalidSubnet: .*\[subnet-1, subnet-2\] are invalid/);
    assert.match(await refusalOf(create('default', subnets)), /^InvalidParameterValue/);
    assert.equal(await refusalOf(create('data', subnets)), 'ok');
    assert.match(await refusalOf(create('data', subnets)), /^DBSubnetGroupAlreadyExists/);
  });

  it('can neither go nor lose the subnet of an instance that lies in them', async () => {
    await create('data', subnets.slice(0, 2));
    await aws.create({ DBSubnetGroupName: 'data' });
    assert.match(await remove('data'), /^InvalidDBSubnetGroupStateFault: .*database instance: shop is still using it/);
    assert.match(await modify(subnets.slice(1, 3)), /^SubnetAlreadyInUse/);
    assert.equal(await modify([subnets[0] ?? '', subnets[2] ?? '']), 'ok');
    assert.match(await remove('none'), /^DBSubnetGroupNotFoundFault/);
  });

  it('have tags that only ListTagsForResource shows', async () => {
    const { DBSubnetGroup } = await create('data', subnets);
    const ResourceName = DBSubnetGroup?.DBSubnetGroupArn;
    await aws.rds.send(
      new AddTagsToResourceCommand({
        ResourceName,
        Tags: [
          { Key: 'a', Value: '2' },
          { Key: 'b', Value: '' },
        ],
      }),
    );
    await aws.rds.send(new RemoveTagsFromResourceCommand({ ResourceName, TagKeys: ['none'] }));
    const { TagList } = await aws.rds.send(new ListTagsForResourceCommand({ ResourceName }));
    assert.deepEqual(TagList, [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '' },
    ]);
    const reserved = new AddTagsToResourceCommand({ ResourceName, Tags: [{ Key: 'aws:a', Value: '' }] });
    assert.match(await refusalOf(aws.rds.send(reserved)), /^InvalidParameterValue/);
    const other = ResourceName?.replace('123456789012', '210987654321');
    assert.match(
      await refusalOf(aws.rds.send(new ListTagsForResourceCommand({ ResourceName: other }))),
      /^InvalidParameterValue: Invalid resource name/,
    );
  });
});
