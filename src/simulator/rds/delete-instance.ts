import type { DeleteDBInstanceMessage } from '@aws-sdk/client-rds';
import type { CallContext, Members } from '../core/operation.ts';
import { shownInstance } from './instance-view.ts';
import { durations, endOf } from './lifecycle.ts';
import { removeInterfaces } from './network.ts';
import { invalidCombination, notFound, wrongInstanceState } from './rds-errors.ts';
import type { InstanceRow } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';
import { newSnapshotName, takeSnapshot } from './snapshots.ts';

/** Automated backups are not kept as resources, so that `DeleteAutomatedBackups` makes no difference that could be seen. */
export function deleteInstance(input: Members, context: CallContext): Members {
  const message: Partial<DeleteDBInstanceMessage> = input;
  const { instances, passwords } = context.state.of(rdsKey);
  const row = instanceNamed(message.DBInstanceIdentifier ?? '', context);
  checkDeletable(row);
  const snapshot = finalSnapshot(message, row, context);
  if (snapshot !== undefined) takeSnapshot(snapshot, row, context);
  const deleting: InstanceRow = { ...row, DBInstanceStatus: 'deleting' };
  const end = endOf(durations.deleting, context);
  instances.change(row.DBInstanceIdentifier, context.now, () => deleting);
  instances.schedule(row.DBInstanceIdentifier, end, () => {
    passwords.delete(row.DbiResourceId);
    return undefined;
  });
  removeInterfaces(row.interfaces, end, context);
  return { DBInstance: shownInstance(deleting, context) };
}

/** The instance as it is; throws where there is none. */
export function instanceNamed(name: string, { state, now }: CallContext): InstanceRow {
  const row = state.of(rdsKey).instances.get(name.toLowerCase(), now);
  if (row === undefined) throw notFound.instance(name);
  return row;
}

/** RDS deletes what has failed or stopped too, but nothing that it is at work on. */
const undeletable = new Set(['creating', 'modifying', 'rebooting', 'renaming', 'starting', 'stopping', 'upgrading']);

function checkDeletable({ DBInstanceIdentifier: id, DBInstanceStatus: status, DeletionProtection: isProtected }: InstanceRow): void {
  if (status === 'deleting') throw wrongInstanceState(`Instance ${id} is already being deleted.`);
  if (isProtected === true)
    throw invalidCombination('Cannot delete protected DB Instance, please disable deletion protection and try again.');
  if (undeletable.has(status)) throw wrongInstanceState(`Instance ${id} cannot be deleted while it is in the ${status} state.`);
}

/** The identifier of the snapshot that is to be taken. Throws where the call does not say clearly whether one is. */
function finalSnapshot(message: Partial<DeleteDBInstanceMessage>, row: InstanceRow, context: CallContext): string | undefined {
  const { SkipFinalSnapshot: skip = false, FinalDBSnapshotIdentifier: name } = message;
  if (skip && name !== undefined) throw invalidCombination('You cannot specify both FinalDBSnapshotIdentifier and SkipFinalSnapshot');
  if (!skip && name === undefined) throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  if (!skip && /^(failed|incompatible-(restore|network))$/.test(row.DBInstanceStatus))
    throw wrongInstanceState(
      `Cannot create a snapshot because the database instance ${row.DBInstanceIdentifier} is in the ${row.DBInstanceStatus} state.`,
    );
  return name === undefined ? undefined : newSnapshotName(name, context);
}
