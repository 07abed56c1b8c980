import type { DBInstance, DBSubnetGroup } from '@aws-sdk/client-rds';
import type { Source } from '../../aws-kind.ts';

/** RDS filters by no tag: everything is listed. 100 is the API's maximum a page. */
const common = { service: 'rds', pageSize: 100, tagFilter: false } as const;

/** The Describe calls that show the RDS kinds. */
export const rdsSources = {
  instances: {
    ...common,
    operation: 'DescribeDBInstances',
    items: 'DBInstances',
    idFilter: 'db-instance-id',
    idsPerCall: 100,
    idOf: (item: DBInstance) => item.DBInstanceIdentifier ?? '',
  },
  subnetGroups: {
    ...common,
    operation: 'DescribeDBSubnetGroups',
    items: 'DBSubnetGroups',
    idFilter: '',
    idParameter: 'DBSubnetGroupName',
    idsPerCall: 1,
    idOf: (item: DBSubnetGroup) => item.DBSubnetGroupName ?? '',
  },
} satisfies Record<string, Source>;
