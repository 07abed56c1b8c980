import type { Fields } from '../../../engine/schema/kind-schema.ts';
import { unsupportedReason } from '../../common-fields.ts';

const restore =
  'restoring an instance from a snapshot, a point in time or S3 is not supported yet: restore it in AWS, then adopt it by its external name';
const replica = 'read replicas are not supported yet';
const writeOnly = 'use passwordSecretRef: the value never appears in status, and a changed one is sent to AWS once';

/** In the catalogue of fields, and refused by name in this release. */
export const unsupportedFields = {
  backupTarget: {
    type: 'string',
    description: 'Where backups are kept: the Region or an Outpost.',
    aws: 'CreateDBInstance.BackupTarget',
    unsupported: unsupportedReason.outposts,
  },
  blueGreenUpdate: {
    type: 'object',
    description: 'Changes by way of a second instance that takes over.',
    unsupported: 'blue/green updates are not supported yet',
    fields: { enabled: { type: 'boolean', description: 'Whether changes are made in this way.' } },
  },
  customerOwnedIpEnabled: {
    type: 'boolean',
    description: 'Whether an instance on an Outpost has a customer-owned address.',
    aws: 'CreateDBInstance.EnableCustomerOwnedIp',
    unsupported: unsupportedReason.outposts,
  },
  identifierPrefix: {
    type: 'string',
    description: 'Beginning of a random identifier.',
    unsupported: 'identifiers are never random, so that an instance can be found again: use identifier or the external-name annotation',
  },
  passwordWoSecretRef: {
    type: 'secretRef',
    description: 'Key of a Secret that holds the password, for write-only handling.',
    unsupported: writeOnly,
  },
  passwordWoVersion: {
    type: 'integer',
    description: 'Number that is raised to send passwordWoSecretRef again.',
    unsupported: writeOnly,
  },
  replicaMode: {
    type: 'string',
    description: 'Mode of an Oracle or Db2 replica.',
    aws: 'CreateDBInstanceReadReplica.ReplicaMode',
    unsupported: replica,
  },
  replicateSourceDb: {
    type: 'string',
    description: 'Instance that this one is a read replica of.',
    aws: 'CreateDBInstanceReadReplica.SourceDBInstanceIdentifier',
    reference: { kind: 'Instance', unsupported: true },
    unsupported: replica,
  },
  restoreToPointInTime: {
    type: 'object',
    description: 'Instance, and the moment of its past, that this one starts from.',
    aws: 'RestoreDBInstanceToPointInTime',
    unsupported: restore,
    fields: {
      restoreTime: { type: 'string', description: 'The moment, in UTC.' },
      sourceDbInstanceAutomatedBackupsArn: { type: 'string', description: 'ARN of replicated automated backups.' },
      sourceDbInstanceIdentifier: { type: 'string', description: 'Identifier of the source.' },
      sourceDbiResourceId: { type: 'string', description: 'Resource id of the source.' },
      useLatestRestorableTime: { type: 'boolean', description: 'Whether the latest possible moment is taken.' },
    },
  },
  s3Import: {
    type: 'object',
    description: 'Backup in S3 that the instance starts from.',
    aws: 'RestoreDBInstanceFromS3',
    unsupported: restore,
    fields: {
      bucketName: { type: 'string', description: 'Name of the bucket.' },
      bucketPrefix: { type: 'string', description: 'Prefix of the keys.' },
      ingestionRole: { type: 'string', description: 'ARN of the role that reads it.' },
      sourceEngine: { type: 'string', description: 'Engine that wrote the backup.' },
      sourceEngineVersion: { type: 'string', description: 'Version of that engine.' },
    },
  },
  snapshotIdentifier: {
    type: 'string',
    description: 'Snapshot that the instance starts from.',
    aws: 'RestoreDBInstanceFromDBSnapshot.DBSnapshotIdentifier',
    unsupported: restore,
  },
  upgradeStorageConfig: {
    type: 'boolean',
    description: "Whether a replica's storage configuration is upgraded.",
    aws: 'CreateDBInstanceReadReplica.UpgradeStorageConfig',
    unsupported: replica,
  },
} as const satisfies Fields;
