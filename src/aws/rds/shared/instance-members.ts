import type { CreateDBInstanceMessage, DBInstance, ModifyDBInstanceMessage, PendingModifiedValues } from '@aws-sdk/client-rds';

/** Where a forProvider field stands in RDS's messages. */
export interface InstanceMember {
  readonly create?: keyof CreateDBInstanceMessage;
  /** Absent: it can't be changed, or its change takes more than its value (see `instanceUpdate`). */
  readonly modify?: keyof ModifyDBInstanceMessage;
  readonly observed: (item: DBInstance) => unknown;
  /** What RDS has accepted for later. */
  readonly pending?: (values: PendingModifiedValues, item: DBInstance) => unknown;
}

/** All compared fields of the kind. What RDS leaves out of its answer where it is off is filled in. */
export const instanceMembers: Readonly<Record<string, InstanceMember>> = {
  allocatedStorage: { ...both('AllocatedStorage'), observed: (i) => i.AllocatedStorage, pending: (p) => p.AllocatedStorage },
  autoMinorVersionUpgrade: { ...both('AutoMinorVersionUpgrade'), observed: (i) => i.AutoMinorVersionUpgrade },
  availabilityZone: { create: 'AvailabilityZone', observed: (i) => i.AvailabilityZone },
  backupRetentionPeriod: {
    ...both('BackupRetentionPeriod'),
    observed: (i) => i.BackupRetentionPeriod,
    pending: (p) => p.BackupRetentionPeriod,
  },
  backupWindow: { ...both('PreferredBackupWindow'), observed: (i) => i.PreferredBackupWindow },
  caCertIdentifier: {
    ...both('CACertificateIdentifier'),
    observed: (i) => i.CACertificateIdentifier,
    pending: (p) => p.CACertificateIdentifier,
  },
  characterSetName: { create: 'CharacterSetName', observed: (i) => i.CharacterSetName },
  copyTagsToSnapshot: { ...both('CopyTagsToSnapshot'), observed: (i) => i.CopyTagsToSnapshot ?? false },
  customIamInstanceProfile: { create: 'CustomIamInstanceProfile', observed: (i) => i.CustomIamInstanceProfile },
  databaseInsightsMode: { ...both('DatabaseInsightsMode'), observed: (i) => i.DatabaseInsightsMode ?? 'standard' },
  dbName: { create: 'DBName', observed: (i) => i.DBName },
  dbSubnetGroupName: {
    ...both('DBSubnetGroupName'),
    observed: (i) => i.DBSubnetGroup?.DBSubnetGroupName,
    pending: (p) => p.DBSubnetGroupName,
  },
  dedicatedLogVolume: {
    ...both('DedicatedLogVolume'),
    observed: (i) => i.DedicatedLogVolume ?? false,
    pending: (p) => p.DedicatedLogVolume,
  },
  deletionProtection: { ...both('DeletionProtection'), observed: (i) => i.DeletionProtection ?? false },
  domain: { ...both('Domain'), observed: (i) => directory(i)?.Domain },
  domainAuthSecretArn: { ...both('DomainAuthSecretArn'), observed: (i) => directory(i)?.AuthSecretArn },
  domainDnsIps: { ...both('DomainDnsIps'), observed: (i) => directory(i)?.DnsIps },
  domainFqdn: { ...both('DomainFqdn'), observed: (i) => directory(i)?.FQDN },
  domainIamRoleName: { ...both('DomainIAMRoleName'), observed: (i) => directory(i)?.IAMRoleName },
  domainOu: { ...both('DomainOu'), observed: (i) => directory(i)?.OU },
  enabledCloudwatchLogsExports: {
    create: 'EnableCloudwatchLogsExports',
    observed: (i) => i.EnabledCloudwatchLogsExports ?? [],
    pending: pendingLogs,
  },
  engine: { create: 'Engine', observed: (i) => i.Engine },
  engineLifecycleSupport: { ...both('EngineLifecycleSupport'), observed: (i) => i.EngineLifecycleSupport },
  engineVersion: { ...both('EngineVersion'), observed: (i) => i.EngineVersion, pending: (p) => p.EngineVersion },
  iamDatabaseAuthenticationEnabled: {
    ...both('EnableIAMDatabaseAuthentication'),
    observed: (i) => i.IAMDatabaseAuthenticationEnabled ?? false,
    pending: (p) => p.IAMDatabaseAuthenticationEnabled,
  },
  identifier: { create: 'DBInstanceIdentifier', observed: (i) => i.DBInstanceIdentifier },
  instanceClass: { ...both('DBInstanceClass'), observed: (i) => i.DBInstanceClass, pending: (p) => p.DBInstanceClass },
  iops: { ...both('Iops'), observed: (i) => i.Iops, pending: (p) => p.Iops },
  kmsKeyId: { create: 'KmsKeyId', observed: (i) => i.KmsKeyId },
  licenseModel: { ...both('LicenseModel'), observed: (i) => i.LicenseModel, pending: (p) => p.LicenseModel },
  maintenanceWindow: { ...both('PreferredMaintenanceWindow'), observed: (i) => i.PreferredMaintenanceWindow },
  manageMasterUserPassword: { ...both('ManageMasterUserPassword'), observed: (i) => i.MasterUserSecret !== undefined },
  masterUserSecretKmsKeyId: { ...both('MasterUserSecretKmsKeyId'), observed: (i) => i.MasterUserSecret?.KmsKeyId },
  maxAllocatedStorage: { create: 'MaxAllocatedStorage', observed: (i) => i.MaxAllocatedStorage ?? 0 },
  monitoringInterval: { ...both('MonitoringInterval'), observed: (i) => i.MonitoringInterval ?? 0 },
  monitoringRoleArn: { ...both('MonitoringRoleArn'), observed: (i) => i.MonitoringRoleArn },
  multiAz: { ...both('MultiAZ'), observed: (i) => i.MultiAZ ?? false, pending: (p) => p.MultiAZ },
  ncharCharacterSetName: { create: 'NcharCharacterSetName', observed: (i) => i.NcharCharacterSetName },
  networkType: { ...both('NetworkType'), observed: (i) => i.NetworkType ?? 'IPV4' },
  optionGroupName: { ...both('OptionGroupName'), observed: (i) => optionGroup(i, inForce), pending: (_, i) => optionGroup(i, isComing) },
  parameterGroupName: { ...both('DBParameterGroupName'), observed: (i) => i.DBParameterGroups?.[0]?.DBParameterGroupName },
  performanceInsightsEnabled: { ...both('EnablePerformanceInsights'), observed: (i) => i.PerformanceInsightsEnabled ?? false },
  performanceInsightsKmsKeyId: { ...both('PerformanceInsightsKMSKeyId'), observed: (i) => i.PerformanceInsightsKMSKeyId },
  performanceInsightsRetentionPeriod: {
    ...both('PerformanceInsightsRetentionPeriod'),
    observed: (i) => i.PerformanceInsightsRetentionPeriod,
  },
  // Before there is an endpoint, DbInstancePort is 0.
  port: {
    create: 'Port',
    modify: 'DBPortNumber',
    observed: (i) => i.Endpoint?.Port ?? (i.DbInstancePort || undefined),
    pending: (p) => p.Port,
  },
  publiclyAccessible: { ...both('PubliclyAccessible'), observed: (i) => i.PubliclyAccessible },
  storageEncrypted: { create: 'StorageEncrypted', observed: (i) => i.StorageEncrypted ?? false },
  storageThroughput: { ...both('StorageThroughput'), observed: (i) => i.StorageThroughput, pending: (p) => p.StorageThroughput },
  storageType: { ...both('StorageType'), observed: (i) => i.StorageType, pending: (p) => p.StorageType },
  timezone: { create: 'Timezone', observed: (i) => i.Timezone },
  username: { create: 'MasterUsername', observed: (i) => i.MasterUsername },
  vpcSecurityGroupIds: { ...both('VpcSecurityGroupIds'), observed: securityGroups },
};

function both<Name extends keyof CreateDBInstanceMessage & keyof ModifyDBInstanceMessage>(name: Name) {
  return { create: name, modify: name } as const;
}

function directory(item: DBInstance) {
  return item.DomainMemberships?.[0];
}

function securityGroups(item: DBInstance): readonly string[] {
  const groups = (item.VpcSecurityGroups ?? []).filter((group) => group.Status !== 'removing');
  return groups.map((group) => group.VpcSecurityGroupId ?? '').toSorted();
}

/** An instance that changes its option group shows the old and the new one for a while. */
function optionGroup(item: DBInstance, is: (status: string) => boolean): string | undefined {
  return item.OptionGroupMemberships?.find((membership) => is(membership.Status ?? 'in-sync'))?.OptionGroupName;
}

const isComing = (status: string): boolean => status.startsWith('pending-') && !status.includes('removal');
const inForce = (status: string): boolean => !status.startsWith('pending-') && status !== 'removing';

function pendingLogs({ PendingCloudwatchLogsExports: logs }: PendingModifiedValues, item: DBInstance): readonly string[] | undefined {
  if (logs === undefined) return undefined;
  const left = (item.EnabledCloudwatchLogsExports ?? []).filter((log) => logs.LogTypesToDisable?.includes(log) !== true);
  return [...new Set([...left, ...(logs.LogTypesToEnable ?? [])])].toSorted();
}
