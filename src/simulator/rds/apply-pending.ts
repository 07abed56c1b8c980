import type { PendingModifiedValues } from '@aws-sdk/client-rds';
import type { CallContext } from '../core/operation.ts';
import { defaultOptionGroup, defaultParameterGroup } from './engines.ts';
import { rdsArn } from './hosts.ts';
import { spread } from './instance-place.ts';
import { durations, endOf, endpointOf, moved } from './lifecycle.ts';
import type { InstanceChange, InstanceRow, PendingName } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';
import { storageNames } from './storage-change.ts';

/** States in which RDS takes a change on. */
const idle: ReadonlySet<string> = new Set(['available', 'storage-optimization', 'storage-full']);

/** May an instance in this state be modified? */
export function isModifiable({ DBInstanceStatus: status }: InstanceRow): boolean {
  return idle.has(status);
}

/** While what is in `applying` is done; the first that fits. */
const states: readonly { readonly status: string; readonly is: (names: readonly PendingName[]) => boolean; readonly lasts: number }[] = [
  { status: 'upgrading', is: (names) => names.includes('EngineVersion'), lasts: durations.upgrading },
  { status: 'renaming', is: (names) => names.includes('DBInstanceIdentifier'), lasts: durations.renaming },
  { status: 'resetting-master-credentials', is: (names) => only(names, 'MasterUserPassword'), lasts: durations.configuring },
  { status: 'configuring-log-exports', is: (names) => only(names, 'PendingCloudwatchLogsExports'), lasts: durations.configuring },
  { status: 'configuring-iam-database-auth', is: (names) => only(names, 'IAMDatabaseAuthenticationEnabled'), lasts: durations.configuring },
  { status: 'modifying', is: () => true, lasts: durations.modifying },
];

const working: ReadonlySet<string> = new Set(states.map(({ status }) => status));

function only(names: readonly PendingName[], name: PendingName): boolean {
  return names.every((other) => other === name);
}

/**
 * Makes the changes that are in the row's `applying`, or all pending ones where `start` is that of a maintenance window: it shows
 * in the state a little later, and then takes its time. Answers when it is over (ms).
 */
export function scheduleChanges(row: InstanceRow, names: readonly PendingName[], start: number, context: CallContext): number {
  const { instances } = context.state.of(rdsKey);
  const id = row.DBInstanceIdentifier;
  const state = states.find(({ is }) => is(names));
  const at: CallContext = { ...context, now: start };
  const end = endOf(durations.noticing + (state?.lasts ?? durations.modifying), at);
  instances.schedule(id, endOf(durations.noticing, at), (current) => {
    const applying = start > context.now ? allPending(current) : current.applying;
    return applying.length === 0 || !isModifiable(current)
      ? current
      : { ...current, applying, DBInstanceStatus: state?.status ?? 'modifying' };
  });
  instances.schedule(id, end, (current) => (working.has(current.DBInstanceStatus) ? done(current, end, context) : current));
  if (enlarges(names)) {
    const optimized = endOf(durations.optimizing, { ...context, now: end });
    instances.schedule(id, optimized, (current) => moved(current, 'storage-optimization', 'available'));
  }
  return end;
}

function enlarges(names: readonly PendingName[]): boolean {
  return storageNames.some((name) => names.includes(name));
}

/** Names of all that waits. */
export function allPending(row: InstanceRow): readonly PendingName[] {
  const names = Object.keys(row.PendingModifiedValues) as PendingName[];
  return names.filter((name) => row.PendingModifiedValues[name] !== undefined);
}

function done(row: InstanceRow, now: number, context: CallContext): InstanceRow | undefined {
  const changed = changedRow(row, context);
  const settled = { ...changed, DBInstanceStatus: enlarges(row.applying) ? 'storage-optimization' : 'available' };
  if (settled.DBInstanceIdentifier === row.DBInstanceIdentifier) return settled;
  context.state.of(rdsKey).instances.put(settled.DBInstanceIdentifier, { ...settled, DBInstanceStatus: 'available' }, now);
  return undefined;
}

function changedRow(row: InstanceRow, context: CallContext): InstanceRow {
  const entries = Object.entries(row.PendingModifiedValues).filter(([, value]) => value !== undefined);
  const isApplied = ([name]: [string, unknown]): boolean => row.applying.some((other) => other === name);
  const values: PendingModifiedValues = Object.fromEntries(entries.filter(isApplied));
  const { MasterUserPassword: _password, PendingCloudwatchLogsExports: logs, ...plain } = values;
  const next: InstanceRow = {
    ...row,
    ...(plain as InstanceChange),
    PendingModifiedValues: Object.fromEntries(entries.filter((entry) => !isApplied(entry))),
    applying: [],
  };
  return { ...next, ...logsWith(row, logs), ...groupsWith(row, next), ...zonesWith(row, next, context), ...namesOf(next, context) };
}

function logsWith(row: InstanceRow, change: PendingModifiedValues['PendingCloudwatchLogsExports']): InstanceChange {
  if (change === undefined) return {};
  const left = (row.EnabledCloudwatchLogsExports ?? []).filter((log) => change.LogTypesToDisable?.includes(log) !== true);
  return { EnabledCloudwatchLogsExports: [...new Set([...left, ...(change.LogTypesToEnable ?? [])])].toSorted() };
}

/** The default groups go with the major version. */
function groupsWith(row: InstanceRow, next: InstanceRow): InstanceChange {
  if (next.EngineVersion === row.EngineVersion) return {};
  return {
    DBParameterGroups: [{ DBParameterGroupName: defaultParameterGroup(next.Engine, next.EngineVersion), ParameterApplyStatus: 'in-sync' }],
    OptionGroupMemberships: [{ OptionGroupName: defaultOptionGroup(next.Engine, next.EngineVersion), Status: 'in-sync' }],
  };
}

function zonesWith(row: InstanceRow, next: InstanceRow, context: CallContext): InstanceChange {
  const group = context.state.of(rdsKey).subnetGroups.get(row.DBSubnetGroupName, context.now);
  if (next.MultiAZ === row.MultiAZ || group === undefined) return {};
  const other = spread(group, 2).zones.find((zone) => zone !== row.AvailabilityZone);
  return { SecondaryAvailabilityZone: next.MultiAZ ? other : undefined };
}

function namesOf(next: InstanceRow, context: CallContext): InstanceChange {
  return { DBInstanceArn: rdsArn('db', next.DBInstanceIdentifier, context), Endpoint: endpointOf(next, context) };
}
