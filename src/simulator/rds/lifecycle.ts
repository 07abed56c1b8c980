import type { CallContext } from '../core/operation.ts';
import { hostedZoneOf, hostOf } from './hosts.ts';
import type { InstanceRow } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';

const second = 1000;
const minute = 60 * second;

/** About how long RDS takes for each, before `stateDelayFactor` (ms). */
export const durations = {
  creating: 5 * minute,
  backingUp: 2 * minute,
  deleting: 3 * minute,
  snapshot: 2 * minute,
  secret: 30 * second,
  /** Until a change that was accepted shows in the state. */
  noticing: 10 * second,
  modifying: 5 * minute,
  configuring: 30 * second,
  upgrading: 10 * minute,
  renaming: minute,
  /** RDS refuses another change of the storage for as long. */
  optimizing: 360 * minute,
} as const;

/** When something that begins now is over. */
export function endOf(duration: number, { now, settings }: CallContext): number {
  return now + Math.round(duration * settings.stateDelayFactor);
}

/** What becomes of an instance that is being created: it backs itself up once there is something to back up. */
export function scheduleCreation(id: string, context: CallContext): void {
  const { instances } = context.state.of(rdsKey);
  const created = endOf(durations.creating, context);
  instances.schedule(id, created, (row) =>
    row.DBInstanceStatus === 'creating'
      ? { ...row, DBInstanceStatus: row.BackupRetentionPeriod > 0 ? 'backing-up' : 'available', Endpoint: endpointOf(row, context) }
      : row,
  );
  instances.schedule(id, endOf(durations.creating + durations.backingUp, context), (row) => moved(row, 'backing-up', 'available'));
  scheduleSecret(id, context);
}

/** The secret of the password that RDS manages is there a little after it is asked for. */
export function scheduleSecret(id: string, context: CallContext): void {
  context.state.of(rdsKey).instances.schedule(id, endOf(durations.secret, context), (row) => {
    const { MasterUserSecret: secret } = row;
    return secret === undefined ? row : { ...row, MasterUserSecret: { ...secret, SecretStatus: 'active' } };
  });
}

/** The row in its next state, unless it is in another one than expected by now. */
export function moved(row: InstanceRow, from: string, to: string): InstanceRow {
  return row.DBInstanceStatus === from ? { ...row, DBInstanceStatus: to } : row;
}

/** The endpoint of an instance by its name and port. */
export function endpointOf({ DBInstanceIdentifier, Port }: InstanceRow, context: CallContext): NonNullable<InstanceRow['Endpoint']> {
  return { Address: hostOf(DBInstanceIdentifier, context), Port, HostedZoneId: hostedZoneOf(context) };
}
