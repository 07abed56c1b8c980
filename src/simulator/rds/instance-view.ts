import type { DBInstance } from '@aws-sdk/client-rds';
import type { CallContext } from '../core/operation.ts';
import type { InstanceRow } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';

const fiveMinutesMs = 300_000;

/** An instance as RDS's answers show it. */
export function shownInstance(row: InstanceRow, context: CallContext): DBInstance {
  const { DBSubnetGroupName, VpcId: _vpc, Port: _port, applying: _applying, interfaces: _interfaces, ...members } = row;
  const group = context.state.of(rdsKey).subnetGroups.get(DBSubnetGroupName, context.now);
  const restorable = latestRestorableTime(row, context.now);
  const shown: DBInstance = { ...members, PendingModifiedValues: { ...row.PendingModifiedValues } };
  if (restorable !== undefined) shown.LatestRestorableTime = restorable;
  if (group === undefined) return shown;
  const { DBSubnetGroupDescription, SubnetGroupStatus, Subnets, VpcId } = group;
  return { ...shown, DBSubnetGroup: { DBSubnetGroupName, DBSubnetGroupDescription, VpcId, SubnetGroupStatus, Subnets } };
}

/** Logs are saved every five minutes, beginning with the first backup. */
function latestRestorableTime({ BackupRetentionPeriod, Endpoint, InstanceCreateTime }: InstanceRow, now: number): Date | undefined {
  const latest = Math.floor(now / fiveMinutesMs - 1) * fiveMinutesMs;
  const isBackedUp = BackupRetentionPeriod > 0 && Endpoint !== undefined && latest > InstanceCreateTime.getTime();
  return isBackedUp ? new Date(latest) : undefined;
}
