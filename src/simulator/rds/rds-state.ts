import type { DBInstance, DBSnapshot, DBSubnetGroup, PendingModifiedValues } from '@aws-sdk/client-rds';
import type { StateKey } from '../core/operation.ts';
import { Table } from '../core/table.ts';
import type { PasswordHash } from './passwords.ts';

/** Members of an SDK type that are always there. */
type Known<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> };

type InstanceMembers = Readonly<Omit<DBInstance, 'DBSubnetGroup' | 'PendingModifiedValues'>>;

type KnownOfInstance =
  | 'AllocatedStorage'
  | 'AvailabilityZone'
  | 'BackupRetentionPeriod'
  | 'DBInstanceArn'
  | 'DBInstanceClass'
  | 'DBInstanceIdentifier'
  | 'DBInstanceStatus'
  | 'DbiResourceId'
  | 'Engine'
  | 'EngineVersion'
  | 'InstanceCreateTime'
  | 'LicenseModel'
  | 'MasterUsername'
  | 'MultiAZ'
  | 'PreferredBackupWindow'
  | 'PreferredMaintenanceWindow'
  | 'StorageType'
  | 'TagList'
  | 'VpcSecurityGroups';

/** Names of changes that were accepted for later. */
export type PendingName = keyof PendingModifiedValues;

/** A DB instance as it is, by its identifier. Its password is not in it. */
export type InstanceRow = InstanceMembers &
  Known<DBInstance, KnownOfInstance> & {
    readonly DBSubnetGroupName: string;
    readonly VpcId: string;
    readonly Port: number;
    readonly PendingModifiedValues: Readonly<PendingModifiedValues>;
    /** Ids of its network interfaces. */
    readonly interfaces: readonly string[];
    /** Those of the pending changes that do not wait for the maintenance window. */
    readonly applying: readonly PendingName[];
  };

/** Members of an instance that are to become others. */
export type InstanceChange = Partial<InstanceRow>;

/** A subnet group, by its name; `TagList` is not among what Describe calls show. */
export type SubnetGroupRow = Readonly<DBSubnetGroup> &
  Known<DBSubnetGroup, 'DBSubnetGroupName' | 'DBSubnetGroupArn' | 'Subnets' | 'VpcId'> &
  Known<DBInstance, 'TagList'>;

/** A manual snapshot, by its identifier. */
export type SnapshotRow = Readonly<DBSnapshot> & Known<DBSnapshot, 'DBSnapshotIdentifier' | 'DBInstanceIdentifier' | 'Status' | 'TagList'>;

/** What an account has of RDS in a Region. */
export interface RdsState {
  readonly instances: Table<InstanceRow>;
  readonly subnetGroups: Table<SubnetGroupRow>;
  readonly snapshots: Table<SnapshotRow>;
  /** By DbiResourceId. */
  readonly passwords: Map<string, PasswordHash>;
  /** DB instances that the account may have; AWS's default is 40. */
  instanceQuota: number;
}

/** The state of RDS. */
export const rdsKey: StateKey<RdsState> = {
  name: 'rds',
  create: () => ({
    instances: new Table<InstanceRow>(['DBSubnetGroupName']),
    subnetGroups: new Table<SubnetGroupRow>(),
    snapshots: new Table<SnapshotRow>(),
    passwords: new Map(),
    instanceQuota: 40,
  }),
};
