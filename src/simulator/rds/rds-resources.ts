import type { ResourceView } from '../core/service.ts';
import { tableView } from '../core/table-view.ts';
import { rdsKey } from './rds-state.ts';
import { tagRecord } from './tags.ts';

/** The account's quota of DB instances, as a resource that can be changed: its `InstanceQuota`. */
const quota: ResourceView = {
  type: 'db-quota',
  list: (state) => [{ type: 'db-quota', id: 'instances', tags: {}, members: { InstanceQuota: state.of(rdsKey).instanceQuota } }],
  change: (state, { id, members }) => {
    const { InstanceQuota: value } = members;
    if (id !== 'instances' || typeof value !== 'number') return false;
    state.of(rdsKey).instanceQuota = value;
    return true;
  },
  remove: () => false,
};

/** RDS's resources for the admin endpoint. None of them has a password. */
export const rdsResources: readonly ResourceView[] = [
  tableView({
    type: 'db-instance',
    table: (state) => state.of(rdsKey).instances,
    idOf: (row) => row.DBInstanceIdentifier,
    tagsOf: (row) => tagRecord(row.TagList),
  }),
  tableView({
    type: 'db-subnet-group',
    table: (state) => state.of(rdsKey).subnetGroups,
    idOf: (row) => row.DBSubnetGroupName,
    tagsOf: (row) => tagRecord(row.TagList),
  }),
  tableView({
    type: 'db-snapshot',
    table: (state) => state.of(rdsKey).snapshots,
    idOf: (row) => row.DBSnapshotIdentifier,
    tagsOf: (row) => tagRecord(row.TagList),
  }),
  quota,
];
