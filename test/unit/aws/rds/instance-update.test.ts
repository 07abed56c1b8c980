import assert from 'node:assert/strict';
import { instance } from '../../../../src/aws/rds/instance.ts';
import type { Secret } from '../../../../src/base/secret.ts';
import type { FieldValues } from '../../../../src/engine/observation.ts';
import { actionsFor, callsFor } from '../kind-case.ts';
import { desired, observed, seen } from './instance-case.ts';

/** The input of the one ModifyDBInstance call that `more` takes; undefined: nothing is to be changed. */
function modified(more: FieldValues, from = observed, extra: Parameters<typeof callsFor>[3] = {}): object | undefined {
  const [call, ...others] = callsFor(instance, { ...desired, ...more }, from, extra);
  assert.deepEqual(others, [], 'one call for all');
  if (call === undefined) return undefined;
  assert.equal(call[0], 'ModifyDBInstance');
  return call[1];
}

describe('Instance: changes', () => {
  const base = { DBInstanceIdentifier: 'db', ApplyImmediately: false };

  it('is one call for all that changed', () => {
    assert.deepEqual(modified({ instanceClass: 'db.t4g.large', backupRetentionPeriod: 7, port: 5433, deletionProtection: true }), {
      ...base,
      DBInstanceClass: 'db.t4g.large',
      BackupRetentionPeriod: 7,
      DBPortNumber: 5433,
      DeletionProtection: true,
    });
  });

  it('applies at once where that is asked for', () => {
    assert.deepEqual(modified({ multiAz: true, applyImmediately: true }), { ...base, MultiAZ: true, ApplyImmediately: true });
  });

  it('says that a new version may be a major one', () => {
    assert.deepEqual(modified({ engineVersion: '17', allowMajorVersionUpgrade: true }), {
      ...base,
      EngineVersion: '17',
      AllowMajorVersionUpgrade: true,
    });
  });

  it('sets what a volume can do together with its size', () => {
    const grown = seen({ AllocatedStorage: 500, MaxAllocatedStorage: 1000 });
    assert.deepEqual(modified({ storageType: 'gp3', iops: 12_000, storageThroughput: 500, maxAllocatedStorage: 1000 }, grown), {
      ...base,
      AllocatedStorage: 500,
      Iops: 12_000,
      StorageThroughput: 500,
      StorageType: 'gp3',
    });
  });

  const enlarged: readonly { name: string; wanted: FieldValues; from: object; sent: object }[] = [
    { name: 'gp2', wanted: {}, from: { StorageType: 'gp2' }, sent: {} },
    { name: 'small gp3', wanted: {}, from: { StorageType: 'gp3', Iops: 3000 }, sent: {} },
    { name: 'large gp3', wanted: {}, from: { StorageType: 'gp3', Iops: 12_000 }, sent: { Iops: 12_000 } },
    { name: 'io1', wanted: {}, from: { StorageType: 'io1', Iops: 1000 }, sent: { Iops: 1000 } },
    {
      name: 'io1 of spec',
      wanted: { iops: 2000, storageType: 'io1' },
      from: { StorageType: 'io1', Iops: 2000 },
      sent: { Iops: 2000, StorageType: 'io1' },
    },
  ];
  for (const { name, wanted, from, sent } of enlarged) {
    it(`enlarges ${name} storage with what RDS wants to hear beside the size`, () =>
      assert.deepEqual(modified({ allocatedStorage: 500, ...wanted }, seen(from)), { ...base, AllocatedStorage: 500, ...sent }));
  }

  it('switches autoscaling off by naming the size as its limit', () => {
    const limited = seen({ MaxAllocatedStorage: 100 });
    assert.deepEqual(modified({ maxAllocatedStorage: 0 }, limited), { ...base, MaxAllocatedStorage: 20 });
    assert.deepEqual(modified({ maxAllocatedStorage: 200 }, limited), { ...base, MaxAllocatedStorage: 200 });
  });

  it('names the monitoring role with every interval but 0', () => {
    const monitored = seen({ MonitoringInterval: 60, MonitoringRoleArn: 'arn:aws:iam::1:role/a' });
    const role = { monitoringRoleArn: 'arn:aws:iam::1:role/a' };
    assert.deepEqual(modified({ monitoringInterval: 30, ...role }, monitored), {
      ...base,
      MonitoringInterval: 30,
      MonitoringRoleArn: 'arn:aws:iam::1:role/a',
    });
    assert.deepEqual(modified({ monitoringInterval: 0, ...role }, monitored), { ...base, MonitoringInterval: 0 });
    assert.deepEqual(modified({ monitoringRoleArn: 'arn:aws:iam::1:role/b' }, monitored), {
      ...base,
      MonitoringInterval: 60,
      MonitoringRoleArn: 'arn:aws:iam::1:role/b',
    });
  });

  it('tells logs as a difference', () => {
    assert.deepEqual(modified({ enabledCloudwatchLogsExports: ['upgrade'] }), {
      ...base,
      CloudwatchLogsExportConfiguration: { EnableLogTypes: ['upgrade'], DisableLogTypes: ['postgresql'] },
    });
    assert.deepEqual(modified({}, observed, { applied: ['enabledCloudwatchLogsExports'] }), {
      ...base,
      CloudwatchLogsExportConfiguration: { EnableLogTypes: [], DisableLogTypes: ['postgresql'] },
    });
  });

  it('sends the parts of a directory together', () => {
    const joined = seen({ DomainMemberships: [{ Domain: 'd-1', IAMRoleName: 'role' }] });
    assert.deepEqual(modified({ domain: 'd-2', domainIamRoleName: 'role' }, joined), {
      ...base,
      Domain: 'd-2',
      DomainIAMRoleName: 'role',
    });
  });

  it('sends what Database Insights needs with its mode', () => {
    const insights = seen({ PerformanceInsightsEnabled: true, PerformanceInsightsRetentionPeriod: 465 });
    const wanted = { databaseInsightsMode: 'advanced', performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 465 };
    assert.deepEqual(modified(wanted, insights), {
      ...base,
      DatabaseInsightsMode: 'advanced',
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 465,
    });
  });

  it('sends a changed password, which does not show', () => {
    const call = modified({}, observed, { secretChanges: ['passwordSecretRef'], secrets: { passwordSecretRef: 'hunter3' } });
    assert.deepEqual(Object.keys(call ?? {}).toSorted(), ['ApplyImmediately', 'DBInstanceIdentifier', 'MasterUserPassword']);
    assert.equal((call as { MasterUserPassword: Secret }).MasterUserPassword.reveal(), 'hunter3');
    assert.doesNotMatch(JSON.stringify(call), /hunter3/);
  });

  it('takes the password back from RDS and sets it in the same call', () => {
    const managed = seen({ MasterUserSecret: { SecretArn: 'arn:s' } });
    const call = modified({ manageMasterUserPassword: false }, managed, { secrets: { passwordSecretRef: 'hunter3' } });
    assert.equal((call as Record<string, unknown>)['ManageMasterUserPassword'], false);
    assert.ok('MasterUserPassword' in (call ?? {}));
  });

  it('takes the password back where spec names one and says nothing of RDS any more', () => {
    const managed = seen({ MasterUserSecret: { SecretArn: 'arn:s' } });
    const secret = { secretChanges: ['passwordSecretRef'], secrets: { passwordSecretRef: 'hunter3' } };
    const call = modified({}, managed, secret);
    assert.equal((call as Record<string, unknown>)['ManageMasterUserPassword'], false);
  });

  const key = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222';
  const same: readonly { name: string; wanted: FieldValues; from?: object }[] = [
    { name: 'a prefix of the version', wanted: { engineVersion: '16' } },
    { name: 'the version', wanted: { engineVersion: '16.3' } },
    { name: 'an older minor version, where AWS may move it', wanted: { engineVersion: '16.1' } },
    {
      name: 'storage that AWS has enlarged',
      wanted: { allocatedStorage: 20, maxAllocatedStorage: 100 },
      from: { AllocatedStorage: 50, MaxAllocatedStorage: 100 },
    },
    { name: 'storage that RDS rounded up', wanted: { allocatedStorage: 105 }, from: { AllocatedStorage: 110 } },
    { name: 'a limit that is the size', wanted: { allocatedStorage: 20, maxAllocatedStorage: 20 } },
    { name: 'no limit, shown as the size', wanted: { maxAllocatedStorage: 0 }, from: { MaxAllocatedStorage: 20 } },
    {
      name: 'a key by id',
      wanted: { kmsKeyId: '11111111-2222', storageEncrypted: true },
      from: { KmsKeyId: key, StorageEncrypted: true },
    },
    { name: 'a key by ARN', wanted: { kmsKeyId: key, storageEncrypted: true }, from: { KmsKeyId: key, StorageEncrypted: true } },
    { name: 'a key by alias', wanted: { kmsKeyId: 'alias/db', storageEncrypted: true }, from: { KmsKeyId: key, StorageEncrypted: true } },
    {
      name: 'windows in another case',
      wanted: { maintenanceWindow: 'Mon:00:00-Mon:03:00' },
      from: { PreferredMaintenanceWindow: 'mon:00:00-mon:03:00' },
    },
    { name: 'a parameter group that waits for a reboot', wanted: { parameterGroupName: 'default.postgres16' } },
    { name: 'groups in another order', wanted: { vpcSecurityGroupIds: ['sg-2', 'sg-1'] } },
  ];
  for (const { name, wanted, from = {} } of same) {
    it(`is content with ${name}`, () => assert.equal(modified(wanted, seen(from)), undefined));
  }

  const different: readonly { name: string; wanted: FieldValues; from?: object }[] = [
    { name: 'a later minor version', wanted: { engineVersion: '16.4' } },
    { name: 'a number that merely begins alike', wanted: { engineVersion: '1' }, from: { EngineVersion: '16.3' } },
    { name: 'an older minor version, where AWS may not move it', wanted: { engineVersion: '16.1', autoMinorVersionUpgrade: false } },
    { name: 'another major version', wanted: { engineVersion: '15' } },
  ];
  for (const { name, wanted, from = {} } of different) {
    it(`is not content with ${name}`, () => assert.notEqual(modified(wanted, seen(from)), undefined));
  }

  const refused: readonly { name: string; wanted: FieldValues; from?: object }[] = [
    { name: 'smaller storage', wanted: { allocatedStorage: 10 } },
    { name: 'smaller storage, though AWS may not enlarge it', wanted: { allocatedStorage: 10, maxAllocatedStorage: 0 } },
    { name: 'another key', wanted: { kmsKeyId: '99999999', storageEncrypted: true }, from: { KmsKeyId: key, StorageEncrypted: true } },
    {
      name: 'another key of Performance Insights',
      wanted: { performanceInsightsKmsKeyId: '99999999' },
      from: { PerformanceInsightsKMSKeyId: key },
    },
    {
      name: "another key of the password's secret",
      wanted: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: '99999999' },
      from: { MasterUserSecret: { SecretArn: 'arn:s', KmsKeyId: key } },
    },
    { name: 'another user', wanted: { username: 'other' } },
  ];
  for (const { name, wanted, from = {} } of refused) {
    it(`needs a replacement for ${name}`, () =>
      assert.equal(actionsFor(instance, { ...desired, ...wanted }, seen(from))[0]?.type, 'replace'));
  }
});
