import type { CreateDBInstanceMessage, ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { Members } from '../core/operation.ts';
import { unsupported } from './rds-errors.ts';

type CreateName = keyof CreateDBInstanceMessage;
type ModifyName = keyof ModifyDBInstanceMessage;

const both = [
  'AllocatedStorage',
  'AutoMinorVersionUpgrade',
  'BackupRetentionPeriod',
  'CACertificateIdentifier',
  'CopyTagsToSnapshot',
  'DBInstanceClass',
  'DBInstanceIdentifier',
  'DBParameterGroupName',
  'DBSubnetGroupName',
  'DatabaseInsightsMode',
  'DedicatedLogVolume',
  'DeletionProtection',
  'Domain',
  'DomainAuthSecretArn',
  'DomainDnsIps',
  'DomainFqdn',
  'DomainIAMRoleName',
  'DomainOu',
  'EnableIAMDatabaseAuthentication',
  'EnablePerformanceInsights',
  'EngineLifecycleSupport',
  'EngineVersion',
  'Iops',
  'LicenseModel',
  'ManageMasterUserPassword',
  'MasterUserPassword',
  'MasterUserSecretKmsKeyId',
  'MaxAllocatedStorage',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'MultiAZ',
  'NetworkType',
  'OptionGroupName',
  'PerformanceInsightsKMSKeyId',
  'PerformanceInsightsRetentionPeriod',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
  'PubliclyAccessible',
  'StorageThroughput',
  'StorageType',
  'VpcSecurityGroupIds',
] as const satisfies readonly (CreateName & ModifyName)[];

const create: ReadonlySet<string> = new Set<CreateName>([
  ...both,
  'AvailabilityZone',
  'CharacterSetName',
  'DBName',
  'EnableCloudwatchLogsExports',
  'Engine',
  'KmsKeyId',
  'MasterUsername',
  'NcharCharacterSetName',
  'Port',
  'StorageEncrypted',
  'Tags',
  'Timezone',
]);

const modify: ReadonlySet<string> = new Set<ModifyName>([
  ...both,
  'AllowMajorVersionUpgrade',
  'ApplyImmediately',
  'CloudwatchLogsExportConfiguration',
  'DBPortNumber',
  'NewDBInstanceIdentifier',
]);

/** The input as the schemas of the SDK read it from the wire. Throws where it asks for what is not simulated. */
export function createMessage(input: Members): Partial<CreateDBInstanceMessage> {
  refuseOthers(input, create, 'CreateDBInstance');
  return input;
}

/** The input as the schemas of the SDK read it from the wire. Throws where it asks for what is not simulated. */
export function modifyMessage(input: Members): Partial<ModifyDBInstanceMessage> {
  refuseOthers(input, modify, 'ModifyDBInstance');
  return input;
}

function refuseOthers(input: Members, supported: ReadonlySet<string>, operation: string): void {
  const other = Object.keys(input).find((name) => input[name] !== undefined && !supported.has(name));
  if (other !== undefined) throw unsupported(`the parameter ${other} of ${operation}`);
}
