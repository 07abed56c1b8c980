import type { ModifyDBInstanceMessage, PendingModifiedValues } from '@aws-sdk/client-rds';
import { invalidCombination } from './rds-errors.ts';
import type { InstanceChange, InstanceRow } from './rds-state.ts';
import type { Storage } from './storage.ts';
import { checkGrowthLimit, grownSize, storageOf } from './storage.ts';

type Message = Partial<ModifyDBInstanceMessage>;

/** Names of the settings of a volume, which belong together. */
export const storageNames = ['AllocatedStorage', 'StorageType', 'Iops', 'StorageThroughput'] as const;

/** The volume's members as they are to become; all of them where one is given, else none. Throws for what can't be done to the volume. */
export function storageChange(message: Message, row: InstanceRow): Pick<PendingModifiedValues, (typeof storageNames)[number]> {
  if (storageNames.every((name) => message[name] === undefined)) return {};
  const current = currentVolume(row);
  checkBothGiven(message, current);
  const { type, size, iops, throughput } = storageOf(row.Engine, changedVolume(message, current));
  const members = { AllocatedStorage: size, StorageType: type, Iops: iops, StorageThroughput: throughput };
  const isChanged = storageNames.some((name) => members[name] !== row[name]);
  if (isChanged && row.DBInstanceStatus === 'storage-optimization')
    throw invalidCombination(
      "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.",
    );
  return members;
}

/** What was provisioned stays so, unless the volume becomes another kind. */
function changedVolume({ StorageType, AllocatedStorage, Iops, StorageThroughput }: Message, current: Storage): Storage {
  const type = StorageType ?? current.type;
  const kept = type === current.type && isProvisioned(current) ? current : undefined;
  return {
    type,
    size: grownSize(current.size, AllocatedStorage ?? current.size),
    iops: Iops ?? kept?.iops,
    throughput: StorageThroughput ?? kept?.throughput,
  };
}

/** The limit of storage autoscaling after the call; the size itself switches it off. */
export function growthLimit({ MaxAllocatedStorage: limit, AllocatedStorage }: Message, row: InstanceRow): InstanceChange {
  if (limit === undefined) return {};
  const size = Math.max(AllocatedStorage ?? 0, row.AllocatedStorage);
  if (limit === size) return { MaxAllocatedStorage: undefined };
  checkGrowthLimit(size, limit);
  return { MaxAllocatedStorage: limit };
}

function currentVolume({ StorageType, AllocatedStorage, Iops, StorageThroughput }: InstanceRow): Storage {
  return { type: StorageType, size: AllocatedStorage, iops: Iops, throughput: StorageThroughput };
}

function isProvisioned({ type, iops }: Storage): boolean {
  return type.startsWith('io') || (type === 'gp3' && (iops ?? 0) > 3000);
}

/** Who changes the size or the IOPS of a volume with provisioned IOPS has to name both. */
function checkBothGiven({ AllocatedStorage: size, Iops: iops }: Message, current: Storage): void {
  if (isProvisioned(current) && (size === undefined) !== (iops === undefined))
    throw invalidCombination(
      'You must specify both the storage size and iops when modifying the storage size or iops on a DB instance that has iops.',
    );
}
