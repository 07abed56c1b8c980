import type { DBSnapshotMessage, DeleteDBSnapshotMessage, DescribeDBSnapshotsMessage } from '@aws-sdk/client-rds';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { FilterFields } from './filters.ts';
import { filtered } from './filters.ts';
import { rdsArn } from './hosts.ts';
import { identifierOf } from './identifiers.ts';
import { durations, endOf } from './lifecycle.ts';
import { pageOf } from './pages.ts';
import { notFound, unsupported } from './rds-errors.ts';
import type { InstanceRow, SnapshotRow } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';

const fields: FilterFields<SnapshotRow> = {
  'db-instance-id': (row) => [row.DBInstanceIdentifier],
  'db-snapshot-id': (row) => [row.DBSnapshotIdentifier, row.DBSnapshotArn],
  'dbi-resource-id': (row) => [row.DbiResourceId],
  'snapshot-type': (row) => [row.SnapshotType],
  engine: (row) => [row.Engine],
};

/** Throws unless a snapshot of that name can be made. Answers with its identifier. */
export function newSnapshotName(name: string, { state, now }: CallContext): string {
  const id = identifierOf('FinalDBSnapshotIdentifier', name, 255);
  if (state.of(rdsKey).snapshots.get(id, now) !== undefined)
    throw new AwsError(
      'DBSnapshotAlreadyExists',
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    );
  return id;
}

/** Takes the last snapshot of an instance; it is `creating` for a while. */
export function takeSnapshot(id: string, instance: InstanceRow, context: CallContext): void {
  const { snapshots } = context.state.of(rdsKey);
  snapshots.put(id, rowOf(id, instance, context), context.now);
  snapshots.schedule(id, endOf(durations.snapshot, context), (row) => ({ ...row, Status: 'available', PercentProgress: 100 }));
}

function rowOf(id: string, instance: InstanceRow, context: CallContext): SnapshotRow {
  const { AllocatedStorage, AvailabilityZone, DBInstanceIdentifier, DbiResourceId, Engine, EngineVersion, InstanceCreateTime } = instance;
  const { Iops, KmsKeyId, LicenseModel, MasterUsername, Port, StorageEncrypted, StorageThroughput, StorageType, VpcId } = instance;
  const copied = { AllocatedStorage, AvailabilityZone, DBInstanceIdentifier, DbiResourceId, Engine, EngineVersion, InstanceCreateTime };
  const time = new Date(context.now);
  return {
    ...copied,
    ...{ Iops, KmsKeyId, LicenseModel, MasterUsername, Port, StorageThroughput, StorageType, VpcId },
    DBSnapshotIdentifier: id,
    DBSnapshotArn: rdsArn('snapshot', id, context),
    SnapshotType: 'manual',
    Status: 'creating',
    PercentProgress: 0,
    SnapshotCreateTime: time,
    OriginalSnapshotCreateTime: time,
    Encrypted: StorageEncrypted ?? false,
    IAMDatabaseAuthenticationEnabled: instance.IAMDatabaseAuthenticationEnabled ?? false,
    OptionGroupName: instance.OptionGroupMemberships?.[0]?.OptionGroupName,
    SnapshotTarget: 'region',
    TagList: instance.CopyTagsToSnapshot === true ? instance.TagList : [],
  };
}

export function describeSnapshots(input: Members, context: CallContext): Members {
  const request: DescribeDBSnapshotsMessage = input;
  if (request.IncludeShared === true || request.IncludePublic === true) throw unsupported('shared and public snapshots');
  const { DBInstanceIdentifier: instance, DBSnapshotIdentifier: name, DbiResourceId: resource, SnapshotType: type } = request;
  const rows = context.state
    .of(rdsKey)
    .snapshots.allShown(context.now, context.settings)
    .filter((row) => instance === undefined || row.DBInstanceIdentifier === instance.toLowerCase())
    .filter((row) => name === undefined || row.DBSnapshotIdentifier === nameIn(name))
    .filter((row) => resource === undefined || row.DbiResourceId === resource)
    .filter((row) => type === undefined || row.SnapshotType === type);
  if (name !== undefined && rows.length === 0) throw notFound.snapshot(name);
  const { rows: page, marker } = pageOf(filtered(rows, request.Filters, fields), (row) => row.DBSnapshotIdentifier, request);
  return { DBSnapshots: [...page], Marker: marker } satisfies DBSnapshotMessage;
}

export function deleteSnapshot(input: Members, context: CallContext): Members {
  const { DBSnapshotIdentifier: name = '' }: Partial<DeleteDBSnapshotMessage> = input;
  const { snapshots } = context.state.of(rdsKey);
  const row = snapshots.get(nameIn(name), context.now);
  if (row === undefined) throw notFound.snapshot(name);
  if (row.Status !== 'available')
    throw new AwsError(
      'InvalidDBSnapshotState',
      `Cannot delete the snapshot ${row.DBSnapshotIdentifier} because it is in the ${row.Status} state.`,
    );
  snapshots.remove(row.DBSnapshotIdentifier, context.now);
  return { DBSnapshot: { ...row, Status: 'deleted' } };
}

/** By name or ARN. */
function nameIn(text: string): string {
  return text.replace(/^arn:.*:snapshot:/, '').toLowerCase();
}
