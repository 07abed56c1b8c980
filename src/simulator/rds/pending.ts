import type { ModifyDBInstanceMessage, PendingModifiedValues } from '@aws-sdk/client-rds';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext } from '../core/operation.ts';
import { upgradedVersion } from './engines.ts';
import { identifierOf } from './identifiers.ts';
import type { InstanceRow, PendingName } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';
import { storageChange } from './storage-change.ts';

type Message = Partial<ModifyDBInstanceMessage>;

/** What of a call has to wait, and what not (undefined: it is as wanted already, and no longer to be changed). */
export function pendingOf(message: Message, row: InstanceRow, context: CallContext): PendingModifiedValues {
  const wanted: PendingModifiedValues = {
    ...storageChange(message, row),
    ...given('DBInstanceClass', message.DBInstanceClass),
    ...given('MultiAZ', message.MultiAZ),
    ...given('LicenseModel', message.LicenseModel),
    ...given('CACertificateIdentifier', message.CACertificateIdentifier),
    ...given('DedicatedLogVolume', message.DedicatedLogVolume),
    ...given('IAMDatabaseAuthenticationEnabled', message.EnableIAMDatabaseAuthentication),
    ...given('Port', message.DBPortNumber),
    ...given('BackupRetentionPeriod', message.BackupRetentionPeriod),
    ...given('EngineVersion', versionAfter(message, row)),
    ...given('DBInstanceIdentifier', nameAfter(message, row, context)),
    ...given('MasterUserPassword', message.MasterUserPassword === undefined ? undefined : '****'),
    ...given('PendingCloudwatchLogsExports', logsAfter(message, row)),
  };
  return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, isSo(row, name, value) ? undefined : value]));
}

function given<K extends PendingName>(name: K, value: PendingModifiedValues[K] | undefined): Pick<PendingModifiedValues, K> | object {
  return value === undefined ? {} : { [name]: value };
}

function isSo(row: InstanceRow, name: string, value: unknown): boolean {
  return (row as Readonly<Record<string, unknown>>)[name] === value;
}

function versionAfter({ EngineVersion, AllowMajorVersionUpgrade = false }: Message, row: InstanceRow): string | undefined {
  return EngineVersion === undefined ? undefined : upgradedVersion(row.Engine, row.EngineVersion, EngineVersion, AllowMajorVersionUpgrade);
}

function nameAfter({ NewDBInstanceIdentifier: name }: Message, row: InstanceRow, { state, now }: CallContext): string | undefined {
  if (name === undefined) return undefined;
  const id = identifierOf('NewDBInstanceIdentifier', name, 63);
  if (id !== row.DBInstanceIdentifier && state.of(rdsKey).instances.get(id, now) !== undefined)
    throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
  return id;
}

function logsAfter(
  { CloudwatchLogsExportConfiguration: change }: Message,
  row: InstanceRow,
): PendingModifiedValues['PendingCloudwatchLogsExports'] {
  if (change === undefined) return undefined;
  const now = row.EnabledCloudwatchLogsExports ?? [];
  const on = (change.EnableLogTypes ?? []).filter((log) => !now.includes(log));
  const off = (change.DisableLogTypes ?? []).filter((log) => now.includes(log));
  return on.length + off.length === 0 ? undefined : { LogTypesToEnable: on, LogTypesToDisable: off };
}

/** Changes that RDS makes as soon as it can even if it is not told to; those of backups where they neither begin nor end with it. */
export function isUrgent(name: PendingName, pending: PendingModifiedValues, row: InstanceRow): boolean {
  if (name === 'BackupRetentionPeriod') return row.BackupRetentionPeriod > 0 && (pending.BackupRetentionPeriod ?? 0) > 0;
  return name === 'MasterUserPassword' || name === 'Port' || name === 'PendingCloudwatchLogsExports';
}
