import type { DBInstanceMessage, DescribeDBInstancesMessage } from '@aws-sdk/client-rds';
import type { CallContext, Members } from '../core/operation.ts';
import type { FilterFields } from './filters.ts';
import { filtered } from './filters.ts';
import { shownInstance } from './instance-view.ts';
import { pageOf } from './pages.ts';
import { notFound } from './rds-errors.ts';
import type { InstanceRow } from './rds-state.ts';
import { rdsKey } from './rds-state.ts';

/** There are no clusters. */
const fields: FilterFields<InstanceRow> = {
  'db-cluster-id': () => [],
  'db-instance-id': (row) => [row.DBInstanceIdentifier, row.DBInstanceArn],
  'dbi-resource-id': (row) => [row.DbiResourceId],
  domain: (row) => row.DomainMemberships?.map(({ Domain }) => Domain) ?? [],
  engine: (row) => [row.Engine],
};

export function describeInstances(input: Members, context: CallContext): Members {
  const request: DescribeDBInstancesMessage = input;
  const rows = filtered(shownRows(request.DBInstanceIdentifier, context), request.Filters, fields);
  const { rows: page, marker } = pageOf(rows, (row) => row.DBInstanceIdentifier, request);
  return { DBInstances: page.map((row) => shownInstance(row, context)), Marker: marker } satisfies DBInstanceMessage;
}

function shownRows(name: string | undefined, { state, now, settings }: CallContext): readonly InstanceRow[] {
  const { instances } = state.of(rdsKey);
  if (name === undefined) return instances.allShown(now, settings);
  const row = instances.shown(name.replace(/^arn:.*:db:/, '').toLowerCase(), now, settings);
  if (row === undefined) throw notFound.instance(name);
  return [row];
}
