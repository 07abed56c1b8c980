import assert from 'node:assert/strict';
import type { CreateDBInstanceCommandInput, DeleteDBInstanceCommandInput, ModifyDBInstanceCommandInput } from '@aws-sdk/client-rds';
import { DeleteDBInstanceCommand, DescribeDBInstancesCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { plain, refusalOf, SimulatedRds } from './simulated-rds.ts';

const creations: readonly (readonly [name: string, given: Partial<CreateDBInstanceCommandInput>, refusal: RegExp | 'ok'])[] = [
  [
    'two hyphens in a row',
    { DBInstanceIdentifier: 'a--b' },
    /^InvalidParameterValue: The parameter DBInstanceIdentifier is not a valid identifier/,
  ],
  ['the longest name', { DBInstanceIdentifier: 'a'.repeat(63) }, 'ok'],
  ['a name that is too long', { DBInstanceIdentifier: 'a'.repeat(64) }, /^InvalidParameterValue/],
  ['a name in use, in other letters', { DBInstanceIdentifier: 'TAKEN' }, /^DBInstanceAlreadyExists/],
  ['an unknown engine', { Engine: 'postgresql' }, /^InvalidParameterValue: Invalid DB engine/],
  ['an engine of clusters', { Engine: 'aurora-mysql' }, /^NotImplemented/],
  ['an unknown version', { EngineVersion: '9.9' }, /^InvalidParameterCombination: Cannot find version 9.9 for postgres/],
  ['a major version', { EngineVersion: '16' }, 'ok'],
  ['an unknown class', { DBInstanceClass: 'db.huge' }, /^InvalidParameterValue: Invalid DB Instance class: db.huge/],
  ['no user name', { MasterUsername: undefined }, /^MissingParameter: .*MasterUsername/],
  ['a reserved user name', { MasterUsername: 'Admin' }, /^InvalidParameterValue: MasterUsername Admin cannot be used/],
  ['no password', { MasterUserPassword: undefined }, /^InvalidParameterValue: The parameter MasterUserPassword must be provided/],
  ['a short password', { MasterUserPassword: '1234567' }, /shorter than 8 characters/],
  ['a long password', { MasterUserPassword: 'a'.repeat(129) }, /longer than 128 characters/],
  ['a long password of another engine', { Engine: 'mysql', MasterUserPassword: 'a'.repeat(42) }, /longer than 41 characters/],
  ['a password with a slash', { MasterUserPassword: 'with/slash' }, /Only printable ASCII characters/],
  ['two kinds of password', { ManageMasterUserPassword: true }, /^InvalidParameterCombination/],
  ['a key for no secret', { MasterUserSecretKmsKeyId: 'k' }, /^InvalidParameterCombination: A ManageMasterUserPassword value is required/],
  ['no storage', { AllocatedStorage: undefined }, /^MissingParameter/],
  ['too little storage', { AllocatedStorage: 19 }, /Invalid storage size for engine name postgres and storage type gp3: 19/],
  ['IOPS of a small gp3 volume', { StorageType: 'gp3', Iops: 3000 }, /a storage size less than 400/],
  ['IOPS of a large gp3 volume', { StorageType: 'gp3', Iops: 13_000, AllocatedStorage: 400 }, 'ok'],
  ['io1 without IOPS', { StorageType: 'io1', AllocatedStorage: 100 }, /requires iops/],
  ['a limit just above the size', { MaxAllocatedStorage: 21 }, /at least 10 percent/],
  ['a port that is too low', { Port: 80 }, /^InvalidParameterValue: Invalid port/],
  ['windows that meet', { PreferredBackupWindow: '11:30-12:10', PreferredMaintenanceWindow: 'mon:12:00-mon:13:00' }, /must not overlap/],
  ['a short window', { PreferredBackupWindow: '11:30-11:59' }, /at least 30 minutes/],
  ['a window of another form', { PreferredMaintenanceWindow: 'monday' }, /^InvalidParameterValue: Invalid maintenance window format/],
  ['a zone with a standby', { MultiAZ: true, AvailabilityZone: 'us-east-1a' }, /^InvalidParameterCombination: Requesting a specific/],
  ['an unknown subnet group', { DBSubnetGroupName: 'None' }, /^DBSubnetGroupNotFoundFault/],
  ['an unknown parameter group', { DBParameterGroupName: 'mine' }, /^DBParameterGroupNotFound/],
  ['a parameter group of another version', { DBParameterGroupName: 'default.postgres15' }, /^InvalidParameterCombination/],
  ['an unknown certificate', { CACertificateIdentifier: 'rds-ca-2015' }, /^CertificateNotFound/],
  ['logs of another engine', { EnableCloudwatchLogsExports: ['slowquery'] }, /^InvalidParameterCombination/],
  [
    'insights for a time that is not sold',
    { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 94 },
    /^InvalidParameterValue/,
  ],
  ['what is not simulated', { DBClusterIdentifier: 'c' }, /^NotImplemented: .*DBClusterIdentifier/],
  ['IPv6', { NetworkType: 'DUAL' }, /^NetworkTypeNotSupported/],
];

const changes: readonly (readonly [name: string, given: Partial<ModifyDBInstanceCommandInput>, refusal: RegExp | 'ok'])[] = [
  ['nothing', { ApplyImmediately: true }, /^InvalidParameterCombination: No modifications were requested/],
  ['an unknown instance', { DBInstanceIdentifier: 'none', DeletionProtection: true }, /^DBInstanceNotFound/],
  ['an older version', { EngineVersion: '16.3' }, /^InvalidParameterCombination: Cannot upgrade postgres from 16.9 to 16.3/],
  ['a newer minor version', { EngineVersion: '16.10' }, 'ok'],
  ['a major version', { EngineVersion: '17.6' }, /AllowMajorVersionUpgrade flag must be present/],
  ['a major version that is allowed', { EngineVersion: '17', AllowMajorVersionUpgrade: true }, 'ok'],
  ['the major version that it has', { EngineVersion: '16' }, 'ok'],
  ['less storage', { AllocatedStorage: 19 }, /cannot be reduced/],
  [
    'a password for RDS to set and to manage',
    { MasterUserPassword: 'long-enough', ManageMasterUserPassword: true },
    /^InvalidParameterCombination/,
  ],
  ['a name in use', { NewDBInstanceIdentifier: 'taken' }, /^DBInstanceAlreadyExists/],
];

const deletions: readonly (readonly [name: string, given: Partial<DeleteDBInstanceCommandInput>, refusal: RegExp | 'ok'])[] = [
  ['without a word on the snapshot', {}, /^InvalidParameterCombination: FinalDBSnapshotIdentifier is required/],
  ['with both', { SkipFinalSnapshot: true, FinalDBSnapshotIdentifier: 'last' }, /^InvalidParameterCombination: You cannot specify both/],
  ['with a bad name', { FinalDBSnapshotIdentifier: '1st' }, /^InvalidParameterValue: The parameter FinalDBSnapshotIdentifier/],
  ['with a snapshot', { FinalDBSnapshotIdentifier: 'last' }, 'ok'],
];

function check(refusal: string, wanted: RegExp | 'ok'): void {
  if (wanted === 'ok') assert.equal(refusal, 'ok');
  else assert.match(refusal, wanted);
}

async function withTaken(): Promise<SimulatedRds> {
  const aws = await SimulatedRds.start({ stateDelayFactor: 0 });
  await aws.create({ DBInstanceIdentifier: 'taken' });
  return aws;
}

describe('what RDS of the simulator refuses', () => {
  for (const [name, given, wanted] of creations) {
    it(`on creation: ${name}`, async () => {
      const aws = await withTaken();
      const before = JSON.stringify(aws.simulator.admin.list());
      const refusal = await refusalOf(aws.create(given));
      check(refusal, wanted);
      if (given.MasterUserPassword !== undefined) assert.ok(!refusal.includes(given.MasterUserPassword));
      if (wanted !== 'ok') assert.equal(JSON.stringify(aws.simulator.admin.list()), before);
    });
  }

  for (const [name, given, wanted] of changes) {
    it(`on a change: ${name}`, async () => {
      const aws = await withTaken();
      await aws.create({ EngineVersion: '16.9' });
      const message = { DBInstanceIdentifier: 'shop', ApplyImmediately: true, ...given };
      check(await refusalOf(aws.rds.send(new ModifyDBInstanceCommand(message))), wanted);
    });
  }

  for (const [name, given, wanted] of deletions) {
    it(`on deletion: ${name}`, async () => {
      const aws = await withTaken();
      check(await refusalOf(aws.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'taken', ...given }))), wanted);
    });
  }

  it('on deletion: a protected instance', async () => {
    const aws = await SimulatedRds.start({ stateDelayFactor: 0 });
    await aws.create({ DeletionProtection: true });
    const remove = new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'shop', SkipFinalSnapshot: true });
    assert.match(await refusalOf(aws.rds.send(remove)), /^InvalidParameterCombination: Cannot delete protected DB Instance/);
  });

  it('on reading: unknown filters, page sizes and markers', async () => {
    const aws = await withTaken();
    const read = (input: object): Promise<string> => refusalOf(aws.rds.send(new DescribeDBInstancesCommand(input)));
    assert.match(await read({ Filters: [{ Name: 'tag:team', Values: ['a'] }] }), /^InvalidParameterValue: Unrecognized filter name/);
    assert.match(await read({ MaxRecords: 19 }), /^InvalidParameterValue: Invalid value 19 for MaxRecords/);
    assert.match(await read({ Marker: 'x' }), /^InvalidParameterValue/);
  });

  it('but not what the account may have: 40 instances, in pages of 20', async () => {
    const aws = await SimulatedRds.start({ stateDelayFactor: 0 });
    for (let number = 0; number < 40; number++) await aws.create({ DBInstanceIdentifier: `db${String(number).padStart(2, '0')}` });
    assert.match(await refusalOf(aws.create(plain)), /^InstanceQuotaExceeded/);
    const first = await aws.rds.send(new DescribeDBInstancesCommand({ MaxRecords: 20 }));
    const second = await aws.rds.send(new DescribeDBInstancesCommand({ MaxRecords: 20, Marker: first.Marker }));
    assert.deepEqual([first.DBInstances?.length, second.DBInstances?.length, second.Marker], [20, 20, undefined]);
    assert.equal(second.DBInstances?.[0]?.DBInstanceIdentifier, 'db20');
  });
});
