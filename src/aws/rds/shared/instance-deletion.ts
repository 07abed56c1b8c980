import type { CloudCall } from '../../../engine/cloud.ts';
import type { DeleteContext } from '../../../engine/kind.ts';
import { rdsCall } from '../../call.ts';
import { compact } from '../../shared/compact.ts';
import { reader } from '../../shared/reader.ts';

/** Deletes an instance, after a last snapshot unless that is not wanted. An instance that is on its way out is waited for. */
export function deleteInstance(context: DeleteContext): readonly CloudCall[] {
  const desired = reader(context.desired);
  if (context.observed.state.phase === 'deleting') return [];
  if (desired.flag('skipFinalSnapshot') === true) return deleteWithoutSnapshot(context);
  const snapshot = desired.text('finalSnapshotIdentifier') ?? ownSnapshotName(context);
  return [deleteCall(context, { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: snapshot })];
}

/**
 * The last snapshot is there already. Under the name that is made from the object's uid it is this object's own, left by a
 * delete that got so far: it counts, and the instance goes without another. Under a name that the user gave it may be anything: an error.
 */
export function deleteInstanceAgain(context: DeleteContext, code: string): readonly CloudCall[] | undefined {
  const isThere = code === 'DBSnapshotAlreadyExists' || code === 'DBSnapshotAlreadyExistsFault';
  const isOwn = reader(context.desired).text('finalSnapshotIdentifier') === undefined;
  return isThere && isOwn ? deleteWithoutSnapshot(context) : undefined;
}

function deleteWithoutSnapshot(context: DeleteContext): readonly CloudCall[] {
  return [deleteCall(context, { SkipFinalSnapshot: true })];
}

function deleteCall(
  { observed, desired }: DeleteContext,
  snapshot: { SkipFinalSnapshot: boolean; FinalDBSnapshotIdentifier?: string },
): CloudCall {
  const backups = compact({ DeleteAutomatedBackups: reader(desired).flag('deleteAutomatedBackups') });
  return rdsCall('DeleteDBInstance', { DBInstanceIdentifier: observed.key, ...snapshot, ...backups });
}

function ownSnapshotName({ observed, uid }: DeleteContext): string {
  return `${observed.key}-final-${uid.slice(0, 8)}`;
}
