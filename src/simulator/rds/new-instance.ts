import type { CreateDBInstanceMessage } from '@aws-sdk/client-rds';
import type { CallContext } from '../core/operation.ts';
import { defaultOptionGroup, defaultParameterGroup, engineOf, resolveVersion } from './engines.ts';
import { rdsArn } from './hosts.ts';
import { checkGroups } from './instance-checks.ts';
import type { InstancePlace } from './instance-place.ts';
import { kmsKeyArn } from './kms-keys.ts';
import { newSecret } from './master-password.ts';
import { invalidCombination, missingParameter } from './rds-errors.ts';
import type { InstanceChange, InstanceRow } from './rds-state.ts';
import { settingsOf } from './settings.ts';
import { checkGrowthLimit, storageOf } from './storage.ts';
import { withTags } from './tags.ts';
import { checkWindows, randomWindows } from './windows.ts';

type Message = Partial<CreateDBInstanceMessage>;

/** A new instance as a call asks for it. Throws for what can't be had. */
export function newInstance(id: string, message: Message, place: InstancePlace, context: CallContext): InstanceRow {
  const { Engine = '', DBInstanceClass, MasterUsername = '' } = message;
  if (DBInstanceClass === undefined) throw missingParameter('DBInstanceClass');
  const EngineVersion = resolveVersion(Engine, message.EngineVersion);
  checkGroups(message, Engine, EngineVersion);
  return {
    DBInstanceIdentifier: id,
    DBInstanceArn: rdsArn('db', id, context),
    DbiResourceId: newResourceId(context),
    DBInstanceStatus: 'creating',
    DBInstanceClass,
    Engine,
    EngineVersion,
    MasterUsername,
    InstanceCreateTime: new Date(context.now),
    ...switchedOff,
    ...chosen(message),
    ...windowsOf(message, context),
    ...volumeOf(message),
    ...groupsOf(message, EngineVersion),
    ...fixedOf(message, context),
    ...placed(place),
    ...settingsOf(message, {}, context),
    TagList: withTags([], message.Tags ?? []),
    PendingModifiedValues: {},
    applying: [],
    interfaces: [],
  };
}

/** What a call may leave to RDS. */
function chosen(message: Message) {
  const { port, licenses } = engineOf(message.Engine ?? '');
  return {
    LicenseModel: message.LicenseModel ?? licenses[0],
    Port: message.Port ?? port,
    BackupRetentionPeriod: message.BackupRetentionPeriod ?? 1,
    CACertificateIdentifier: message.CACertificateIdentifier ?? 'rds-ca-rsa2048-g1',
    IAMDatabaseAuthenticationEnabled: message.EnableIAMDatabaseAuthentication ?? false,
    DedicatedLogVolume: message.DedicatedLogVolume ?? false,
  };
}

/** What is off unless it is asked for. */
const switchedOff: InstanceChange = {
  DbInstancePort: 0,
  AutoMinorVersionUpgrade: true,
  CopyTagsToSnapshot: false,
  DeletionProtection: false,
  MonitoringInterval: 0,
  PerformanceInsightsEnabled: false,
  DatabaseInsightsMode: 'standard',
  NetworkType: 'IPV4',
  ReadReplicaDBInstanceIdentifiers: [],
  DBSecurityGroups: [],
  DomainMemberships: [],
  AssociatedRoles: [],
  ActivityStreamStatus: 'stopped',
  BackupTarget: 'region',
  CustomerOwnedIpEnabled: false,
};

function windowsOf(message: Message, { random }: CallContext): Pick<InstanceRow, 'PreferredBackupWindow' | 'PreferredMaintenanceWindow'> {
  const chosen = randomWindows(random);
  const { PreferredBackupWindow = chosen.backup, PreferredMaintenanceWindow = chosen.maintenance } = message;
  const maintenance = PreferredMaintenanceWindow.toLowerCase();
  checkWindows(PreferredBackupWindow, maintenance);
  return { PreferredBackupWindow, PreferredMaintenanceWindow: maintenance };
}

function volumeOf({ Engine = '', AllocatedStorage, StorageType, Iops, StorageThroughput, MaxAllocatedStorage }: Message) {
  if (AllocatedStorage === undefined) throw missingParameter('AllocatedStorage');
  const wanted = StorageType ?? (Iops === undefined ? 'gp3' : 'io1');
  const { type, size, iops, throughput } = storageOf(Engine, {
    type: wanted,
    size: AllocatedStorage,
    iops: Iops,
    throughput: StorageThroughput,
  });
  if (MaxAllocatedStorage !== undefined) checkGrowthLimit(size, MaxAllocatedStorage);
  return {
    AllocatedStorage: size,
    StorageType: type,
    Iops: iops,
    StorageThroughput: throughput,
    MaxAllocatedStorage,
  };
}

function groupsOf({ Engine = '', DBParameterGroupName, OptionGroupName }: Message, version: string) {
  return {
    DBParameterGroups: [
      { DBParameterGroupName: DBParameterGroupName ?? defaultParameterGroup(Engine, version), ParameterApplyStatus: 'in-sync' },
    ],
    OptionGroupMemberships: [{ OptionGroupName: OptionGroupName ?? defaultOptionGroup(Engine, version), Status: 'in-sync' }],
  };
}

/** What can't be changed later, and the secret. */
function fixedOf(message: Message, context: CallContext): InstanceChange {
  const { CharacterSetName, DBName, NcharCharacterSetName, Timezone } = message;
  return {
    ...{ CharacterSetName, DBName, NcharCharacterSetName, Timezone },
    ...encryptionOf(message, context),
    EnabledCloudwatchLogsExports: message.EnableCloudwatchLogsExports?.toSorted(),
    MasterUserSecret: message.ManageMasterUserPassword === true ? newSecret(message, context) : undefined,
  };
}

function encryptionOf({ StorageEncrypted = false, KmsKeyId }: Message, context: CallContext): InstanceChange {
  if (StorageEncrypted) return { StorageEncrypted, KmsKeyId: kmsKeyArn(KmsKeyId ?? 'alias/aws/rds', context) };
  if (KmsKeyId !== undefined) throw invalidCombination('A KmsKeyId can only be specified for an instance whose storage is encrypted.');
  return { StorageEncrypted };
}

function placed({ subnetGroup, zones, groups, isPublic, isMultiAz }: InstancePlace) {
  const [zone = '', other] = zones;
  return {
    DBSubnetGroupName: subnetGroup.DBSubnetGroupName,
    VpcId: subnetGroup.VpcId,
    AvailabilityZone: zone,
    ...(isMultiAz && other !== undefined ? { SecondaryAvailabilityZone: other } : {}),
    MultiAZ: isMultiAz,
    VpcSecurityGroups: groups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
    PubliclyAccessible: isPublic,
  };
}

const idLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function newResourceId({ random }: CallContext): string {
  const letters = Array.from({ length: 26 }, () => idLetters[Math.floor(random() * idLetters.length)]);
  return `db-${letters.join('')}`;
}
