import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, tagsField } from '../common-fields.ts';
import { backupFields } from './instance-fields/backup.ts';
import { credentialFields } from './instance-fields/credentials.ts';
import { engineFields } from './instance-fields/engine.ts';
import { monitoringFields } from './instance-fields/monitoring.ts';
import { networkFields } from './instance-fields/network.ts';
import { storageFields } from './instance-fields/storage.ts';
import { unsupportedFields } from './instance-fields/unsupported.ts';

export const instanceSchema = {
  group: 'rds.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'Instance',
  plural: 'instances',
  stateful: true,
  description: 'A database server that RDS runs: PostgreSQL, MySQL, MariaDB, Oracle, SQL Server or Db2.',
  externalName: {
    from: 'name',
    pattern: '^[a-zA-Z](-?[a-zA-Z0-9])*$',
    maxLength: 63,
    description:
      'The DB instance identifier: a letter, then letters, digits and hyphens, no hyphen at the end and no two in a row. AWS keeps it in lower case. Default: identifier, else metadata.name.',
    example: 'shop-database',
  },
  forProvider: {
    ...engineFields,
    ...storageFields,
    ...networkFields,
    ...credentialFields,
    ...backupFields,
    ...monitoringFields,
    tags: tagsField('CreateDBInstance.Tags'),
    ...unsupportedFields,
  },
  atProvider: {
    address: { type: 'string', description: 'DNS name of the server.' },
    arn: arnField,
    endpoint: { type: 'string', description: 'DNS name and port, joined by a colon.' },
    engineVersionActual: { type: 'string', description: 'The whole version that runs.' },
    hostedZoneId: { type: 'string', description: 'Id of the Route 53 zone of the DNS name.' },
    latestRestorableTime: { type: 'string', description: 'Latest moment that a restore can go back to, in UTC.', volatile: true },
    listenerEndpoint: {
      type: 'objects',
      description: 'Listener of a SQL Server Always On group.',
      fields: {
        address: { type: 'string', description: 'DNS name.' },
        hostedZoneId: { type: 'string', description: 'Id of the Route 53 zone of the DNS name.' },
        port: { type: 'integer', description: 'TCP port.' },
      },
    },
    masterUserSecret: {
      type: 'objects',
      description: 'Secret in Secrets Manager that RDS keeps with manageMasterUserPassword.',
      fields: {
        kmsKeyId: { type: 'string', description: 'KMS key that encrypts it.' },
        secretArn: { type: 'string', description: 'Its ARN.' },
        secretStatus: { type: 'string', description: 'creating, active, rotating or impaired.' },
      },
    },
    replicas: { type: 'strings', description: 'Identifiers of its read replicas.' },
    resourceId: { type: 'string', description: 'Id that AWS never gives twice: db-...' },
    status: { type: 'string', description: "AWS's own word for the state, such as available, creating or modifying." },
    upgradeRolloutOrder: { type: 'string', description: 'When automatic minor upgrades reach it: first, second or last.' },
  },
  requiredOneOf: [['passwordSecretRef', 'manageMasterUserPassword']],
  rules: [
    {
      rule: '!has(self.autoGeneratePassword) || !self.autoGeneratePassword || has(self.passwordSecretRef)',
      message: 'autoGeneratePassword needs passwordSecretRef: it names the Secret that the password is written to',
    },
    {
      rule: '!has(self.manageMasterUserPassword) || !self.manageMasterUserPassword || !has(self.passwordSecretRef)',
      message: 'give either manageMasterUserPassword or passwordSecretRef, not both',
    },
    {
      rule: '!has(self.monitoringInterval) || self.monitoringInterval in [0, 1, 5, 10, 15, 30, 60]',
      message: 'monitoringInterval must be 0, 1, 5, 10, 15, 30 or 60',
    },
    {
      rule: '!has(self.performanceInsightsRetentionPeriod) || self.performanceInsightsRetentionPeriod in [7, 731] || self.performanceInsightsRetentionPeriod % 31 == 0',
      message: 'performanceInsightsRetentionPeriod must be 7, 731 or a multiple of 31',
    },
    {
      rule: '!(has(self.multiAz) && self.multiAz && has(self.availabilityZone))',
      message: 'availabilityZone must be left out where multiAz is true: AWS places both instances',
    },
    {
      rule: '!has(self.kmsKeyId) || (has(self.storageEncrypted) && self.storageEncrypted)',
      message: 'kmsKeyId needs storageEncrypted: true',
    },
  ],
  connectionKeys: ['username', 'password', 'endpoint', 'host', 'address', 'port'],
  columns: [
    { name: 'STATUS', jsonPath: '.status.atProvider.status', type: 'string' },
    { name: 'ENGINE', jsonPath: '.status.atProvider.engine', type: 'string' },
  ],
} as const satisfies KindSchema;
