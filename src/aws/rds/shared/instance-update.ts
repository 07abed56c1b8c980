import type { ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { Secret } from '../../../base/secret.ts';
import type { CloudCall } from '../../../engine/cloud.ts';
import type { Change, UpdateContext } from '../../../engine/kind.ts';
import { rdsCall, type Guarded } from '../../call.ts';
import { changeOf } from '../../shared/changes.ts';
import { compact } from '../../shared/compact.ts';
import { reader } from '../../shared/reader.ts';
import { instanceMembers } from './instance-members.ts';

type Input = Guarded<Partial<ModifyDBInstanceMessage>>;

/** Fields that RDS wants to see together: where one changes, the desired others are sent along. */
const companions: readonly (readonly string[])[] = [
  ['allocatedStorage', 'storageType', 'iops', 'storageThroughput'],
  ['domain', 'domainIamRoleName', 'domainFqdn', 'domainOu', 'domainAuthSecretArn', 'domainDnsIps'],
  ['databaseInsightsMode', 'performanceInsightsEnabled', 'performanceInsightsRetentionPeriod'],
];

/** One ModifyDBInstance call for all changes. Without `applyImmediately` AWS keeps many of them for the maintenance window. */
export function instanceUpdate(context: UpdateContext): readonly CloudCall[] {
  const { observed, desired } = context;
  return [
    rdsCall('ModifyDBInstance', {
      DBInstanceIdentifier: observed.key,
      ...companionInput(context),
      ...plainInput(context.changes),
      ...storageInput(context),
      ...monitoringInput(context),
      ...logsInput(context),
      ...passwordInput(context),
      ...versionInput(context),
      ApplyImmediately: reader(desired).flag('applyImmediately') ?? false,
    }),
  ];
}

function plainInput(changes: readonly Change[]): Input {
  return input(changes.map(({ path, to }) => [path, to]));
}

function companionInput({ changes, desired }: UpdateContext): Input {
  const groups = companions.filter((group) => group.some((path) => changeOf(changes, path) !== undefined));
  return input(groups.flat().map((path) => [path, desired[path]]));
}

function input(values: readonly (readonly [path: string, value: unknown])[]): Input {
  const members = values.flatMap(([path, value]) => {
    const name = instanceMembers[path]?.modify;
    return name === undefined ? [] : [[name, value]];
  });
  return compact(Object.fromEntries(members) as Input);
}

/** The performance of a volume is set with its size, which may have grown beyond the desired one. A limit of 0 is said by the size itself. */
function storageInput({ changes, desired, observed }: UpdateContext): Input {
  const wanted = changeOf(changes, 'allocatedStorage')?.to;
  const size =
    typeof wanted === 'number'
      ? wanted
      : Math.max(reader(desired).integer('allocatedStorage') ?? 0, reader(observed.fields).integer('allocatedStorage') ?? 0);
  const isChanged = ['allocatedStorage', 'storageType', 'iops', 'storageThroughput'].some((path) => changeOf(changes, path) !== undefined);
  const limit = changeOf(changes, 'maxAllocatedStorage')?.to;
  return {
    ...(isChanged ? { AllocatedStorage: size, ...provisionedIops({ changes, desired, observed }) } : {}),
    ...(typeof limit === 'number' ? { MaxAllocatedStorage: limit === 0 ? size : limit } : {}),
  };
}

/** What gp3 brings to a small volume. RDS wants to be told what it has of a larger one, and refuses to hear it of a small one. */
const gp3Baseline = 3000;

/** RDS enlarges a volume with provisioned IOPS only where the call names them; those that it has, where spec says nothing of them. */
function provisionedIops({ changes, desired, observed }: Pick<UpdateContext, 'changes' | 'desired' | 'observed'>): Input {
  const current = reader(observed.fields).integer('iops');
  if (desired['iops'] !== undefined || current === undefined || changeOf(changes, 'storageType') !== undefined) return {};
  const isProvisioned = observed.fields['storageType'] !== 'gp3' || current > gp3Baseline;
  return isProvisioned ? { Iops: current } : {};
}

/** RDS takes the role only together with an interval other than 0. */
function monitoringInput({ changes, desired, observed }: UpdateContext): Input {
  const interval = changeOf(changes, 'monitoringInterval')?.to ?? desired['monitoringInterval'] ?? observed.fields['monitoringInterval'];
  const isChanged = changeOf(changes, 'monitoringInterval') !== undefined || changeOf(changes, 'monitoringRoleArn') !== undefined;
  if (!isChanged || typeof interval !== 'number' || interval === 0) return {};
  return compact({ MonitoringInterval: interval, MonitoringRoleArn: reader(desired).text('monitoringRoleArn') });
}

/** Told as a difference. */
function logsInput({ changes }: UpdateContext): Input {
  const change = changeOf(changes, 'enabledCloudwatchLogsExports');
  if (change === undefined) return {};
  const { logs: from = [] } = { logs: reader({ logs: change.from }).texts('logs') };
  const { logs: to = [] } = { logs: reader({ logs: change.to }).texts('logs') };
  const EnableLogTypes = to.filter((log) => !from.includes(log));
  const DisableLogTypes = from.filter((log) => !to.includes(log));
  return { CloudwatchLogsExportConfiguration: { EnableLogTypes, DisableLogTypes } };
}

/** Who takes the password back from RDS has to set one in the same call, and RDS takes none while it manages it. */
function passwordInput({ changes, secrets, observed }: UpdateContext): Input {
  const isSent = changeOf(changes, 'passwordSecretRef') !== undefined || changeOf(changes, 'manageMasterUserPassword')?.to === false;
  const password: Secret | undefined = secrets['passwordSecretRef'];
  if (!isSent || password === undefined) return {};
  const isManaged = observed.fields['manageMasterUserPassword'] === true;
  return { MasterUserPassword: password, ...(isManaged ? { ManageMasterUserPassword: false } : {}) };
}

function versionInput({ changes, desired }: UpdateContext): Input {
  if (changeOf(changes, 'engineVersion') === undefined) return {};
  return compact({ AllowMajorVersionUpgrade: reader(desired).flag('allowMajorVersionUpgrade') });
}
