import assert from 'node:assert/strict';
import { instance } from '../../../../src/aws/rds/instance.ts';
import { Secret } from '../../../../src/base/secret.ts';
import type { FieldValues } from '../../../../src/engine/observation.ts';
import { actionsFor, contextOf, createContextOf, observationOf, ownerOf, shown, tagsOf } from '../kind-case.ts';
import { desired, item, observed, seen } from './instance-case.ts';

describe('Instance', () => {
  it('shows fields, status and connection', () => {
    const shownItem = observationOf(instance, item);
    assert.deepEqual(shownItem.aliases, ['arn:aws:rds:eu-west-1:111122223333:db:db']);
    assert.equal(shownItem.immutableId, 'db-ABC');
    assert.deepEqual(shownItem.owner, ownerOf(instance));
    assert.deepEqual(shownItem.tags, { team: 'a' });
    assert.equal(shownItem.pending, undefined);
    assert.deepEqual(shownItem.fields, {
      allocatedStorage: 20,
      copyTagsToSnapshot: false,
      databaseInsightsMode: 'standard',
      dbSubnetGroupName: 'shop',
      dedicatedLogVolume: false,
      deletionProtection: false,
      enabledCloudwatchLogsExports: ['postgresql'],
      engine: 'postgres',
      engineVersion: '16.3',
      iamDatabaseAuthenticationEnabled: false,
      identifier: 'db',
      instanceClass: 'db.t4g.micro',
      manageMasterUserPassword: false,
      maxAllocatedStorage: 0,
      monitoringInterval: 0,
      multiAz: false,
      networkType: 'IPV4',
      optionGroupName: 'default:postgres-16',
      parameterGroupName: 'default.postgres16',
      performanceInsightsEnabled: false,
      port: 5432,
      storageEncrypted: false,
      storageType: 'gp3',
      username: 'admin1',
      vpcSecurityGroupIds: ['sg-1', 'sg-2'],
    });
    assert.deepEqual(shownItem.atProvider, {
      id: 'db',
      arn: 'arn:aws:rds:eu-west-1:111122223333:db:db',
      address: 'db.example.eu-west-1.rds.amazonaws.com',
      endpoint: 'db.example.eu-west-1.rds.amazonaws.com:5432',
      hostedZoneId: 'Z1',
      engineVersionActual: '16.3',
      latestRestorableTime: '2026-01-02T03:04:05.000Z',
      resourceId: 'db-ABC',
      status: 'available',
    });
  });

  it('shows the secret that RDS manages, replicas and a listener', () => {
    const { atProvider, fields } = seen({
      MasterUserSecret: { SecretArn: 'arn:s', SecretStatus: 'active', KmsKeyId: 'arn:k' },
      ListenerEndpoint: { Address: 'l', Port: 1433, HostedZoneId: 'Z2' },
      ReadReplicaDBInstanceIdentifiers: ['db-2'],
    });
    assert.deepEqual(atProvider['masterUserSecret'], [{ kmsKeyId: 'arn:k', secretArn: 'arn:s', secretStatus: 'active' }]);
    assert.deepEqual(atProvider['listenerEndpoint'], [{ address: 'l', hostedZoneId: 'Z2', port: 1433 }]);
    assert.deepEqual(atProvider['replicas'], ['db-2']);
    assert.equal(fields['manageMasterUserPassword'], true);
    assert.equal(fields['masterUserSecretKmsKeyId'], 'arn:k');
  });

  const states = {
    usable: [
      'available',
      'backing-up',
      'configuring-enhanced-monitoring',
      'configuring-iam-database-auth',
      'configuring-log-exports',
      'maintenance',
      'storage-config-upgrade',
      'storage-initialization',
      'storage-optimization',
    ],
    pending: [
      'creating',
      'modifying',
      'rebooting',
      'renaming',
      'resetting-master-credentials',
      'starting',
      'stopping',
      'upgrading',
      'a-new-one',
    ],
    impaired: [
      'failed',
      'storage-full',
      'stopped',
      'restore-error',
      'incompatible-network',
      'incompatible-parameters',
      'incompatible-option-group',
      'inaccessible-encryption-credentials',
      'inaccessible-encryption-credentials-recoverable',
      'insufficient-capacity',
    ],
    deleting: ['deleting', 'delete-precheck'],
  };
  for (const [phase, words] of Object.entries(states)) {
    for (const word of words) {
      it(`is ${phase} when ${word}`, () => assert.equal(seen({ DBInstanceStatus: word }).state.phase, phase));
    }
  }

  it('gives a reason and AWS’s own word', () => {
    assert.deepEqual(seen({ DBInstanceStatus: 'storage-full' }).state, {
      phase: 'impaired',
      reason: 'StorageFull',
      message: 'storage-full',
    });
  });

  it('shows what RDS has accepted for later', () => {
    const pending = seen({
      PendingModifiedValues: {
        DBInstanceClass: 'db.t4g.large',
        AllocatedStorage: 40,
        MasterUserPassword: '****',
        Port: 5433,
        PendingCloudwatchLogsExports: { LogTypesToEnable: ['upgrade'], LogTypesToDisable: ['postgresql'] },
      },
      OptionGroupMemberships: [
        { OptionGroupName: 'new', Status: 'pending-apply' },
        { OptionGroupName: 'old', Status: 'pending-removal' },
        { OptionGroupName: 'now', Status: 'in-sync' },
      ],
    });
    assert.deepEqual(pending.pending, {
      allocatedStorage: 40,
      enabledCloudwatchLogsExports: ['upgrade'],
      instanceClass: 'db.t4g.large',
      optionGroupName: 'new',
      port: 5433,
    });
    assert.equal(pending.fields['optionGroupName'], 'now');
    const [action, ...others] = actionsFor(instance, { ...desired, instanceClass: 'db.t4g.large', allocatedStorage: 40 }, pending);
    assert.equal(action?.type, 'wait', 'nothing to send again');
    assert.deepEqual(others, []);
  });

  it('has no port before it has an endpoint', () => {
    const { fields, atProvider } = seen({ Endpoint: undefined, DbInstancePort: 0, DBInstanceStatus: 'creating' });
    assert.equal(fields['port'], undefined);
    assert.equal(atProvider['endpoint'], undefined);
  });

  it('is named by annotation, identifier or object, in lower case', () => {
    assert.equal(contextOf(instance, {}).externalName, 'db');
    assert.equal(contextOf(instance, { identifier: 'Shop-DB' }).externalName, 'shop-db');
    assert.equal(instance.canonicalName?.('Shop-DB'), 'shop-db');
    assert.deepEqual(instance.claims(contextOf(instance, {}, { externalName: 'Shop-DB' })), ['shop-db']);
  });

  it('forgets what a switch turns off', () => {
    const kept = { monitoringRoleArn: 'arn:r', performanceInsightsRetentionPeriod: 7, masterUserSecretKmsKeyId: 'k' };
    const off = { monitoringInterval: 0, performanceInsightsEnabled: false, manageMasterUserPassword: false };
    assert.deepEqual(instance.canonical({ ...kept, ...off }), off);
    const on = { monitoringInterval: 60, performanceInsightsEnabled: true, manageMasterUserPassword: true };
    assert.deepEqual(instance.canonical({ ...kept, ...on }), { ...kept, ...on });
    assert.deepEqual(instance.canonical(kept), kept, 'AWS judges them');
  });

  describe('create', () => {
    const created = (more: FieldValues, secret = true) => {
      const secrets = secret ? { passwordSecretRef: new Secret('hunter2') } : {};
      return instance.create(createContextOf(instance, { ...desired, ...more }, { secrets })).map(shown);
    };

    it('sends what is set, with tags and a password that does not show', () => {
      const [call] = created({
        port: 5433,
        maintenanceWindow: 'Mon:00:00-Mon:03:00',
        vpcSecurityGroupIds: ['sg-1'],
        dbSubnetGroupName: 'Shop',
      });
      assert.ok(call);
      const { MasterUserPassword: password, ...input } = call[1] as { MasterUserPassword: Secret };
      assert.deepEqual(input, {
        AllocatedStorage: 20,
        DBInstanceClass: 'db.t4g.micro',
        DBInstanceIdentifier: 'db',
        DBSubnetGroupName: 'shop',
        Engine: 'postgres',
        EngineVersion: '16',
        MasterUsername: 'admin1',
        Port: 5433,
        PreferredMaintenanceWindow: 'mon:00:00-mon:03:00',
        Tags: tagsOf(instance),
        VpcSecurityGroupIds: ['sg-1'],
      });
      assert.equal(password.reveal(), 'hunter2');
      assert.doesNotMatch(JSON.stringify(call), /hunter2/);
    });

    it('leaves the password to RDS where it manages it', () => {
      const [call] = created({ manageMasterUserPassword: true });
      assert.ok(call);
      assert.equal('ManageMasterUserPassword' in call[1], true);
      assert.equal('MasterUserPassword' in call[1], false);
    });

    it('has no word for "no autoscaling" but silence', () => {
      assert.equal('MaxAllocatedStorage' in (created({ maxAllocatedStorage: 0 })[0]?.[1] ?? {}), false);
      assert.equal('MaxAllocatedStorage' in (created({ maxAllocatedStorage: 100 })[0]?.[1] ?? {}), true);
    });

    it('sends no directive', () => {
      const directives = { applyImmediately: true, skipFinalSnapshot: true, deleteAutomatedBackups: false, allowMajorVersionUpgrade: true };
      assert.deepEqual(created(directives, false), created({}, false));
    });

    it('knows tags and owner afterwards', () => {
      const context = createContextOf(instance, desired, { tags: { team: 'a' } });
      const made = instance.created({ DBInstance: { ...item, TagList: undefined, DBInstanceStatus: 'creating' } }, context, 3);
      assert.deepEqual(made?.tags, { team: 'a' });
      assert.deepEqual(made.owner, ownerOf(instance));
      assert.equal(made.state.phase, 'pending');
      assert.equal(instance.created({}, context, 3), undefined);
    });
  });

  describe('delete', () => {
    const context = (more: FieldValues) => ({ ...contextOf(instance, { ...desired, ...more }), observed });
    const deleted = (more: FieldValues) => instance.delete(context(more)).map(shown);
    const cases: readonly { name: string; wanted: FieldValues; input: object }[] = [
      { name: 'keeps a snapshot', wanted: {}, input: { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: 'db-final-01234567' } },
      {
        name: 'keeps a snapshot of the given name',
        wanted: { finalSnapshotIdentifier: 'last' },
        input: { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: 'last' },
      },
      { name: 'keeps none', wanted: { skipFinalSnapshot: true, finalSnapshotIdentifier: 'last' }, input: { SkipFinalSnapshot: true } },
      {
        name: 'keeps automated backups',
        wanted: { skipFinalSnapshot: true, deleteAutomatedBackups: false },
        input: { SkipFinalSnapshot: true, DeleteAutomatedBackups: false },
      },
    ];
    for (const { name, wanted, input } of cases) {
      it(name, () => assert.deepEqual(deleted(wanted), [['DeleteDBInstance', { DBInstanceIdentifier: 'db', ...input }]]));
    }

    it('waits for one that is on its way out', () => {
      assert.deepEqual(instance.delete({ ...context({}), observed: seen({ DBInstanceStatus: 'deleting' }) }), []);
    });

    it('takes a snapshot of its own name for done, and no other', () => {
      const again = (more: FieldValues, code: string) => instance.deleteAgain?.(context(more), code)?.map(shown);
      const rest = [['DeleteDBInstance', { DBInstanceIdentifier: 'db', SkipFinalSnapshot: true }]];
      assert.deepEqual(again({}, 'DBSnapshotAlreadyExists'), rest);
      assert.deepEqual(again({}, 'DBSnapshotAlreadyExistsFault'), rest);
      assert.equal(again({ finalSnapshotIdentifier: 'last' }, 'DBSnapshotAlreadyExists'), undefined);
      assert.equal(again({}, 'InvalidDBInstanceState'), undefined);
    });
  });

  it('fills the connection secret', () => {
    const values = (from: typeof observed, secrets: Record<string, Secret>) => {
      const secret = instance.connection?.(from, contextOf(instance, desired, { secrets })) ?? {};
      return Object.fromEntries(Object.entries(secret).map(([key, value]) => [key, value.reveal()]));
    };
    const host = 'db.example.eu-west-1.rds.amazonaws.com';
    const shownValues = { username: 'admin1', endpoint: `${host}:5432`, host, address: host, port: '5432' };
    assert.deepEqual(values(observed, { passwordSecretRef: new Secret('hunter2') }), { ...shownValues, password: 'hunter2' });
    assert.deepEqual(values(observed, {}), shownValues);
    assert.deepEqual(values(seen({ Endpoint: undefined }), {}), { username: 'admin1' });
  });

  it('makes a password up where that is asked for', () => {
    assert.deepEqual(instance.generatesSecret, { when: 'autoGeneratePassword', into: 'passwordSecretRef' });
  });

  it('sets and removes tags by ARN', () => {
    const ResourceName = 'arn:aws:rds:eu-west-1:111122223333:db:db';
    assert.deepEqual(instance.tag?.({ ...contextOf(instance, desired), observed, changes: [] }, { a: '1' }, ['b']).map(shown), [
      ['AddTagsToResource', { ResourceName, Tags: [{ Key: 'a', Value: '1' }] }],
      ['RemoveTagsFromResource', { ResourceName, TagKeys: ['b'] }],
    ]);
  });
});
