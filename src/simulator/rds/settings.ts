import type { CreateDBInstanceMessage, DBInstance, ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { CallContext } from '../core/operation.ts';
import { kmsKeyArn } from './kms-keys.ts';
import type { InstanceChange } from './rds-state.ts';

type Message = Partial<CreateDBInstanceMessage> & Partial<ModifyDBInstanceMessage>;

/** Settings that RDS takes over as they are and at once, on creation and later: the parameter's name and the member's. */
const plain = [
  ['AutoMinorVersionUpgrade', 'AutoMinorVersionUpgrade'],
  ['CopyTagsToSnapshot', 'CopyTagsToSnapshot'],
  ['DeletionProtection', 'DeletionProtection'],
  ['EngineLifecycleSupport', 'EngineLifecycleSupport'],
  ['NetworkType', 'NetworkType'],
  ['PreferredBackupWindow', 'PreferredBackupWindow'],
  ['PubliclyAccessible', 'PubliclyAccessible'],
  ['DatabaseInsightsMode', 'DatabaseInsightsMode'],
] as const satisfies readonly (readonly [keyof CreateDBInstanceMessage & keyof ModifyDBInstanceMessage, keyof DBInstance])[];

/** The members that come of settings which need no maintenance window. */
export function settingsOf(message: Message, before: InstanceChange, context: CallContext): InstanceChange {
  const given = plain.filter(([parameter]) => message[parameter] !== undefined);
  return {
    ...Object.fromEntries(given.map(([parameter, member]) => [member, message[parameter]])),
    ...(message.PreferredMaintenanceWindow === undefined
      ? {}
      : { PreferredMaintenanceWindow: message.PreferredMaintenanceWindow.toLowerCase() }),
    ...monitoringOf(message),
    ...insightsOf(message, before, context),
    ...domainOf(message),
  };
}

function monitoringOf({ MonitoringInterval: interval, MonitoringRoleArn: role }: Message): InstanceChange {
  if (interval === 0) return { MonitoringInterval: 0, MonitoringRoleArn: undefined };
  return {
    ...(interval === undefined ? {} : { MonitoringInterval: interval }),
    ...(role === undefined ? {} : { MonitoringRoleArn: role }),
  };
}

/** What is switched off has no key and no retention. */
function insightsOf(message: Message, before: InstanceChange, context: CallContext): InstanceChange {
  const enabled = message.EnablePerformanceInsights ?? before.PerformanceInsightsEnabled ?? false;
  if (!enabled)
    return { PerformanceInsightsEnabled: false, PerformanceInsightsKMSKeyId: undefined, PerformanceInsightsRetentionPeriod: undefined };
  return {
    PerformanceInsightsEnabled: true,
    PerformanceInsightsKMSKeyId: kmsKeyArn(
      message.PerformanceInsightsKMSKeyId ?? before.PerformanceInsightsKMSKeyId ?? 'alias/aws/rds',
      context,
    ),
    PerformanceInsightsRetentionPeriod: message.PerformanceInsightsRetentionPeriod ?? before.PerformanceInsightsRetentionPeriod ?? 7,
  };
}

function domainOf(message: Message): InstanceChange {
  const { Domain, DomainFqdn, DomainIAMRoleName, DomainOu, DomainAuthSecretArn, DomainDnsIps } = message;
  if (Domain === undefined && DomainFqdn === undefined) return {};
  return {
    DomainMemberships: [
      {
        Domain,
        FQDN: DomainFqdn,
        IAMRoleName: DomainIAMRoleName,
        OU: DomainOu,
        AuthSecretArn: DomainAuthSecretArn,
        DnsIps: DomainDnsIps,
        Status: 'joined',
      },
    ],
  };
}
