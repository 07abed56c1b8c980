import type { Fields } from '../../../engine/schema/kind-schema.ts';

/** What runs: engine, version, class and what is fixed with them. */
export const engineFields = {
  allowMajorVersionUpgrade: {
    type: 'boolean',
    description: 'Whether a change of engineVersion may be one to another major version. Default: false.',
    aws: 'ModifyDBInstance.AllowMajorVersionUpgrade',
    directive: true,
  },
  applyImmediately: {
    type: 'boolean',
    description: 'Whether changes are made at once; otherwise AWS makes many of them in the next maintenance window. Default: false.',
    aws: 'ModifyDBInstance.ApplyImmediately',
    directive: true,
  },
  autoMinorVersionUpgrade: {
    type: 'boolean',
    description: 'Whether AWS moves the instance to new minor versions in the maintenance window. Default: true.',
    aws: 'CreateDBInstance.AutoMinorVersionUpgrade, ModifyDBInstance.AutoMinorVersionUpgrade',
    whenRemoved: true,
  },
  characterSetName: {
    type: 'string',
    description: 'Character set of an Oracle database, or collation of a SQL Server one. Default: the engine decides.',
    aws: 'CreateDBInstance.CharacterSetName',
    maxLength: 128,
    createOnly: true,
  },
  customIamInstanceProfile: {
    type: 'string',
    description: 'Instance profile of an RDS Custom instance; its name begins with AWSRDSCustom.',
    aws: 'CreateDBInstance.CustomIamInstanceProfile',
    pattern: '^AWSRDSCustom',
    maxLength: 128,
    createOnly: true,
  },
  dbName: {
    type: 'string',
    description:
      'Name of the database that is made in the instance; what it means and may be depends on the engine. Default: none is made (Oracle: ORCL).',
    aws: 'CreateDBInstance.DBName',
    minLength: 1,
    maxLength: 64,
    createOnly: true,
  },
  engine: {
    type: 'string',
    description: 'Database engine, such as postgres, mysql, mariadb, oracle-ee or sqlserver-web.',
    aws: 'CreateDBInstance.Engine',
    pattern: '^[a-z0-9-]+$',
    maxLength: 64,
    createOnly: true,
    required: true,
  },
  engineLifecycleSupport: {
    type: 'string',
    description:
      "Whether the instance goes into paid extended support when its major version's standard support ends. Default: open-source-rds-extended-support.",
    aws: 'CreateDBInstance.EngineLifecycleSupport, ModifyDBInstance.EngineLifecycleSupport',
    enum: ['open-source-rds-extended-support', 'open-source-rds-extended-support-disabled'],
  },
  engineVersion: {
    type: 'string',
    description:
      "Engine version. A prefix such as 16 or 16.3 is satisfied by any version that begins with it, so that AWS's minor upgrades are no drift. Default: the engine's default version.",
    aws: 'CreateDBInstance.EngineVersion, ModifyDBInstance.EngineVersion',
    maxLength: 64,
  },
  identifier: {
    type: 'string',
    description:
      'DB instance identifier. Where the external-name annotation stands too, both must be the same. Default: the external name, else metadata.name.',
    aws: 'CreateDBInstance.DBInstanceIdentifier',
    pattern: '^[a-zA-Z](-?[a-zA-Z0-9])*$',
    maxLength: 63,
    createOnly: true,
  },
  instanceClass: {
    type: 'string',
    description: 'Compute and memory class, such as db.t4g.micro.',
    aws: 'CreateDBInstance.DBInstanceClass, ModifyDBInstance.DBInstanceClass',
    pattern: '^db\\.[a-z0-9.-]+$',
    maxLength: 64,
    required: true,
  },
  licenseModel: {
    type: 'string',
    description: "How the engine is licensed. Default: the engine's own.",
    aws: 'CreateDBInstance.LicenseModel, ModifyDBInstance.LicenseModel',
    enum: [
      'bring-your-own-license',
      'bring-your-own-media',
      'general-public-license',
      'license-included',
      'marketplace-license',
      'postgresql-license',
    ],
  },
  maintenanceWindow: {
    type: 'string',
    description:
      'Weekly window for maintenance in UTC, ddd:hh:mm-ddd:hh:mm, at least 30 minutes, apart from backupWindow. Default: AWS picks one.',
    aws: 'CreateDBInstance.PreferredMaintenanceWindow, ModifyDBInstance.PreferredMaintenanceWindow',
    pattern: '^[A-Za-z]{3}:([01][0-9]|2[0-3]):[0-5][0-9]-[A-Za-z]{3}:([01][0-9]|2[0-3]):[0-5][0-9]$',
    maxLength: 19,
  },
  multiAz: {
    type: 'boolean',
    description: 'Whether a standby is kept in another availability zone. Default: false.',
    aws: 'CreateDBInstance.MultiAZ, ModifyDBInstance.MultiAZ',
    whenRemoved: false,
  },
  ncharCharacterSetName: {
    type: 'string',
    description: 'National character set of an Oracle database. Default: AL16UTF16.',
    aws: 'CreateDBInstance.NcharCharacterSetName',
    enum: ['AL16UTF16', 'UTF8'],
    createOnly: true,
  },
  optionGroupName: {
    type: 'string',
    description: "Name of the option group. Default: the engine version's default group.",
    aws: 'CreateDBInstance.OptionGroupName, ModifyDBInstance.OptionGroupName',
    maxLength: 255,
  },
  parameterGroupName: {
    type: 'string',
    description:
      "Name of the DB parameter group. Some of its parameters take effect with a restart, which AWS leaves to you. Default: the engine version's default group.",
    aws: 'CreateDBInstance.DBParameterGroupName, ModifyDBInstance.DBParameterGroupName',
    maxLength: 255,
    reference: { kind: 'ParameterGroup', unsupported: true },
  },
  timezone: {
    type: 'string',
    description: 'Time zone of a SQL Server or Db2 instance. Default: the engine decides.',
    aws: 'CreateDBInstance.Timezone',
    maxLength: 64,
    createOnly: true,
  },
} as const satisfies Fields;
