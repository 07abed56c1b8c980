import type { ModifyDBInstanceMessage, VpcSecurityGroupMembership } from '@aws-sdk/client-rds';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import { allPending, isModifiable, scheduleChanges } from './apply-pending.ts';
import { engineOf } from './engines.ts';
import { instanceNamed } from './delete-instance.ts';
import { checkGroups, checkMembers } from './instance-checks.ts';
import { groupsIn } from './instance-place.ts';
import { shownInstance } from './instance-view.ts';
import { durations, endOf, scheduleSecret } from './lifecycle.ts';
import { checkChangedPassword, newSecret } from './master-password.ts';
import { setInterfaceGroups } from './network.ts';
import { hashPassword } from './passwords.ts';
import { isUrgent, pendingOf } from './pending.ts';
import { invalidCombination, unsupported, wrongInstanceState } from './rds-errors.ts';
import type { InstanceChange, InstanceRow, PendingName } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';
import { settingsOf } from './settings.ts';
import { growthLimit } from './storage-change.ts';
import { subnetGroupNamed } from './subnet-groups.ts';
import { modifyMessage } from './supported-members.ts';
import { checkWindows, nextMaintenance } from './windows.ts';

type Message = Partial<ModifyDBInstanceMessage>;

export function modifyInstance(input: Members, context: CallContext): Members {
  const message = modifyMessage(input);
  const before = instanceNamed(message.DBInstanceIdentifier ?? '', context);
  check(message, before, context);
  const pending = pendingOf(message, before, context);
  const waiting = { ...before, PendingModifiedValues: compact({ ...before.PendingModifiedValues, ...pending }) };
  const urgent = urgentOf(message, waiting);
  const row: InstanceRow = {
    ...waiting,
    ...settingsOf(message, before, context),
    ...growthLimit(message, before),
    ...groupMembers(message, before, context),
    ...secretMembers(message, before, context),
    applying: [...new Set([...before.applying, ...urgent])],
  };
  checkWindows(row.PreferredBackupWindow, row.PreferredMaintenanceWindow);
  context.state.of(rdsKey).instances.change(row.DBInstanceIdentifier, context.now, () => row);
  follow(message, row, urgent, context);
  return { DBInstance: shownInstance(row, context) };
}

/** What the call sets going. */
function follow(message: Message, row: InstanceRow, urgent: readonly PendingName[], context: CallContext): void {
  const id = row.DBInstanceIdentifier;
  const end = urgent.length > 0 ? scheduleChanges(row, urgent, context.now, context) : context.now;
  const later = allPending(row).filter((name) => !urgent.includes(name));
  if (later.length > 0) {
    const start = Math.max(nextMaintenance(row.PreferredMaintenanceWindow, context.now), context.now + 1);
    scheduleChanges(row, later, start, context);
  }
  if (message.MasterUserPassword !== undefined) schedulePassword(message.MasterUserPassword, row, end, context);
  if (message.ManageMasterUserPassword === true) {
    context.state.of(rdsKey).passwords.delete(row.DbiResourceId);
    scheduleSecret(id, context);
  }
  if (message.VpcSecurityGroupIds !== undefined) settleGroups(row, context);
}

function check(message: Message, row: InstanceRow, context: CallContext): void {
  const { DBInstanceIdentifier: _id, ApplyImmediately: _now, AllowMajorVersionUpgrade: _major, ...changes } = message;
  if (Object.values(changes).every((value) => value === undefined)) throw invalidCombination('No modifications were requested');
  if (!isModifiable(row)) throw wrongInstanceState('Database instance is not in available state.');
  checkMembers(message, row.Engine);
  checkChangedPassword(message, row, engineOf(row.Engine));
  checkGroups(message, row.Engine, message.EngineVersion ?? row.EngineVersion);
  if (message.DBSubnetGroupName !== undefined) checkSubnetGroup(message.DBSubnetGroupName, row, context);
}

function checkSubnetGroup(name: string, row: InstanceRow, context: CallContext): void {
  const group = subnetGroupNamed(name, context);
  if (group.DBSubnetGroupName === row.DBSubnetGroupName) return;
  if (group.VpcId !== row.VpcId) throw unsupported('moving an instance to another VPC');
  throw new AwsError(
    'InvalidVPCNetworkStateFault',
    `You cannot move DB instance ${row.DBInstanceIdentifier} to subnet group ${group.DBSubnetGroupName}. The specified DB subnet group and DB instance are in the same VPC. Choose a DB subnet group in different VPC than the specified DB instance and try again.`,
  );
}

/** All that waits is done at once with `ApplyImmediately`. */
function urgentOf({ ApplyImmediately: all = false }: Message, row: InstanceRow): readonly PendingName[] {
  return allPending(row).filter((name) => all || isUrgent(name, row.PendingModifiedValues, row));
}

function groupMembers(message: Message, row: InstanceRow, context: CallContext): InstanceChange {
  const { VpcSecurityGroupIds: ids, DBParameterGroupName: parameters, OptionGroupName: options } = message;
  return {
    ...(ids === undefined ? {} : { VpcSecurityGroups: changedGroups(row.VpcSecurityGroups, groupsIn(row.VpcId, ids, context)) }),
    ...(parameters === undefined || parameters === row.DBParameterGroups?.[0]?.DBParameterGroupName
      ? {}
      : { DBParameterGroups: [{ DBParameterGroupName: parameters, ParameterApplyStatus: 'pending-reboot' }] }),
    ...(options === undefined ? {} : { OptionGroupMemberships: [{ OptionGroupName: options, Status: 'in-sync' }] }),
  };
}

function changedGroups(before: readonly VpcSecurityGroupMembership[], ids: readonly string[]): VpcSecurityGroupMembership[] {
  const has = (id: string): boolean => before.some((group) => group.VpcSecurityGroupId === id);
  return [
    ...ids.map((id) => ({ VpcSecurityGroupId: id, Status: has(id) ? 'active' : 'adding' })),
    ...before.filter((group) => !ids.some((id) => id === group.VpcSecurityGroupId)).map((group) => ({ ...group, Status: 'removing' })),
  ];
}

function settleGroups(row: InstanceRow, context: CallContext): void {
  const ids = row.VpcSecurityGroups.filter((group) => group.Status !== 'removing').map((group) => group.VpcSecurityGroupId ?? '');
  setInterfaceGroups(row.interfaces, ids, context);
  context.state.of(rdsKey).instances.schedule(row.DBInstanceIdentifier, endOf(durations.configuring, context), (current) => ({
    ...current,
    VpcSecurityGroups: current.VpcSecurityGroups.filter((group) => group.Status !== 'removing').map((group) => ({
      ...group,
      Status: 'active',
    })),
  }));
}

function secretMembers(message: Message, row: InstanceRow, context: CallContext): InstanceChange {
  const { ManageMasterUserPassword: managed } = message;
  if (managed === undefined || managed === (row.MasterUserSecret !== undefined)) return {};
  return { MasterUserSecret: managed ? newSecret(message, context) : undefined };
}

/** Only the hash waits. */
function schedulePassword(password: string, { DBInstanceIdentifier, DbiResourceId }: InstanceRow, at: number, context: CallContext): void {
  const { instances, passwords } = context.state.of(rdsKey);
  const hash = hashPassword(password, DbiResourceId);
  instances.schedule(DBInstanceIdentifier, at, (row) => {
    passwords.set(DbiResourceId, hash);
    return row;
  });
}

function compact<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
