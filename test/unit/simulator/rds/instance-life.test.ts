import assert from 'node:assert/strict';
import {
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { refusalOf, SimulatedRds } from './simulated-rds.ts';

const minute = 60_000;

describe('an RDS instance of the simulator', () => {
  it('is creating, backing up and then available, with an endpoint as soon as it is there', async () => {
    const aws = await SimulatedRds.start();
    const created = await aws.create();
    assert.deepEqual([created.DBInstanceStatus, created.Endpoint, created.EngineVersion], ['creating', undefined, '17.6']);
    aws.pass(4 * minute);
    assert.equal(await aws.status(), 'creating');
    aws.pass(minute);
    const there = await aws.shown();
    assert.equal(there?.DBInstanceStatus, 'backing-up');
    assert.match(there?.Endpoint?.Address ?? '', /^shop\.[a-z0-9]{12}\.us-east-1\.rds\.amazonaws\.com$/);
    assert.equal(there?.Endpoint?.Port, 5432);
    aws.pass(2 * minute);
    assert.equal(await aws.status(), 'available');
  });

  it('passes its states at once where they take no time', async () => {
    const aws = await SimulatedRds.start({ stateDelayFactor: 0 });
    assert.equal((await aws.create()).DBInstanceStatus, 'creating');
    assert.equal(await aws.status(), 'available');
  });

  it('keeps a change for the maintenance window, and makes it then', async () => {
    const aws = await SimulatedRds.start();
    await aws.create({ PreferredMaintenanceWindow: 'Fri:12:00-Fri:13:00', PreferredBackupWindow: '03:00-03:30' });
    aws.pass(10 * minute);
    const { DBInstance } = await aws.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'shop', DBInstanceClass: 'db.t4g.small', DeletionProtection: true }),
    );
    assert.deepEqual([DBInstance?.DBInstanceClass, DBInstance?.DeletionProtection], ['db.t4g.micro', true]);
    assert.deepEqual(DBInstance?.PendingModifiedValues, { DBInstanceClass: 'db.t4g.small' });
    // The clock starts on Thursday, 2026-01-01.
    aws.pass(35 * 60 * minute);
    assert.equal(await aws.status(), 'available');
    aws.pass(52 * minute);
    assert.equal(await aws.status(), 'modifying');
    aws.pass(5 * minute);
    const after = await aws.shown();
    assert.deepEqual([after?.DBInstanceStatus, after?.DBInstanceClass], ['available', 'db.t4g.small']);
    assert.deepEqual(after?.PendingModifiedValues, {});
  });

  it('shows a change that is made at once in its state only a little later, and takes no other meanwhile', async () => {
    const aws = await SimulatedRds.start();
    await aws.create();
    aws.pass(10 * minute);
    const modify = (DBInstanceClass: string): Promise<unknown> =>
      aws.rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'shop', DBInstanceClass, ApplyImmediately: true }));
    await modify('db.t4g.small');
    assert.equal(await aws.status(), 'available');
    aws.pass(15_000);
    assert.equal(await aws.status(), 'modifying');
    assert.equal(await refusalOf(modify('db.t4g.large')), 'InvalidDBInstanceState: Database instance is not in available state.');
    assert.match(
      await refusalOf(aws.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'shop', SkipFinalSnapshot: true }))),
      /^InvalidDBInstanceState/,
    );
    aws.pass(5 * minute);
    assert.equal((await aws.shown())?.DBInstanceClass, 'db.t4g.small');
  });

  it('optimizes larger storage for hours, and takes no other change of it meanwhile', async () => {
    const aws = await SimulatedRds.start();
    await aws.create();
    aws.pass(10 * minute);
    const grow = (AllocatedStorage: number): Promise<unknown> =>
      aws.rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'shop', AllocatedStorage, ApplyImmediately: true }));
    await grow(21);
    aws.pass(6 * minute);
    const grown = await aws.shown();
    assert.deepEqual([grown?.DBInstanceStatus, grown?.AllocatedStorage], ['storage-optimization', 22]);
    assert.match(await refusalOf(grow(40)), /previous storage change is being optimized/);
    aws.pass(6 * 60 * minute);
    assert.equal(await aws.status(), 'available');
    assert.match(await refusalOf(grow(20)), /^InvalidParameterCombination: .*cannot be reduced/);
    assert.equal(await refusalOf(grow(40)), 'ok');
  });

  it('goes a while after it is deleted, and leaves the snapshot that was asked for', async () => {
    const aws = await SimulatedRds.start();
    await aws.create({ CopyTagsToSnapshot: true, Tags: [{ Key: 'team', Value: 'shop' }] });
    aws.pass(10 * minute);
    const snapshots = async () => (await aws.rds.send(new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: 'shop' }))).DBSnapshots ?? [];
    const remove = (): Promise<unknown> =>
      aws.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'shop', FinalDBSnapshotIdentifier: 'Last' }));
    await remove();
    assert.equal(await aws.status(), 'deleting');
    assert.equal(await refusalOf(remove()), 'InvalidDBInstanceState: Instance shop is already being deleted.');
    assert.deepEqual(
      (await snapshots()).map((one) => [one.DBSnapshotIdentifier, one.Status]),
      [['last', 'creating']],
    );
    aws.pass(4 * minute);
    assert.match(
      await refusalOf(aws.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'shop' }))),
      /^DBInstanceNotFound: DBInstance shop not found/,
    );
    const [last] = await snapshots();
    assert.deepEqual([last?.Status, last?.TagList], ['available', [{ Key: 'team', Value: 'shop' }]]);
    await aws.create();
    aws.pass(10 * minute);
    assert.match(await refusalOf(remove()), /^DBSnapshotAlreadyExists/);
    assert.equal(await aws.status(), 'available');
  });

  it('is renamed with its ARN and its address, and stays the same instance', async () => {
    const aws = await SimulatedRds.start();
    await aws.create();
    aws.pass(10 * minute);
    const before = await aws.shown();
    await aws.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'shop', NewDBInstanceIdentifier: 'Store', ApplyImmediately: true }),
    );
    aws.pass(15_000);
    assert.equal(await aws.status(), 'renaming');
    aws.pass(2 * minute);
    const after = await aws.shown('store');
    assert.equal(await aws.shown(), undefined);
    assert.equal(after?.DbiResourceId, before?.DbiResourceId);
    assert.match(after?.DBInstanceArn ?? '', /:db:store$/);
    assert.match(after?.Endpoint?.Address ?? '', /^store\./);
  });

  it('keeps its subnets and security groups from being deleted until it is gone', async () => {
    const aws = await SimulatedRds.start();
    const created = await aws.create();
    const { NetworkInterfaces = [] } = await aws.ec2.send(new DescribeNetworkInterfacesCommand({}));
    const [one] = NetworkInterfaces;
    assert.deepEqual([NetworkInterfaces.length, one?.RequesterManaged, one?.RequesterId], [1, true, 'amazon-rds']);
    assert.equal(one?.AvailabilityZone, created.AvailabilityZone);
    const deleteSubnet = (): Promise<string> => refusalOf(aws.ec2.send(new DeleteSubnetCommand({ SubnetId: one?.SubnetId })));
    assert.match(await deleteSubnet(), /^DependencyViolation/);
    aws.pass(10 * minute);
    await aws.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'shop', SkipFinalSnapshot: true }));
    aws.pass(2 * minute);
    assert.match(await deleteSubnet(), /^DependencyViolation/);
    aws.pass(minute);
    assert.equal(await deleteSubnet(), 'ok');
  });

  it('refuses security groups of other VPCs and ones that there are not', async () => {
    const aws = await SimulatedRds.start();
    const { SecurityGroups = [] } = await aws.ec2.send(new DescribeSecurityGroupsCommand({}));
    assert.deepEqual((await aws.create()).VpcSecurityGroups, [{ VpcSecurityGroupId: SecurityGroups[0]?.GroupId, Status: 'active' }]);
    assert.match(
      await refusalOf(aws.create({ DBInstanceIdentifier: 'b', VpcSecurityGroupIds: ['sg-0'] })),
      /^InvalidParameterValue: Invalid security group/,
    );
    assert.match(
      await refusalOf(aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId: SecurityGroups[0]?.GroupId }))),
      /CannotDelete|DependencyViolation/,
    );
  });

  it('can be put into any state by whoever runs the simulator', async () => {
    const aws = await SimulatedRds.start({ stateDelayFactor: 0 });
    await aws.create();
    aws.simulator.admin.change({ type: 'db-instance', id: 'shop' }, { DBInstanceStatus: 'storage-full' });
    assert.equal(await aws.status(), 'storage-full');
    aws.simulator.admin.change({ type: 'db-quota' }, { InstanceQuota: 1 });
    assert.match(await refusalOf(aws.create({ DBInstanceIdentifier: 'other' })), /^InstanceQuotaExceeded/);
  });
});
