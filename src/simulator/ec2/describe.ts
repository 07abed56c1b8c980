import type { Filter, Tag } from '@aws-sdk/client-ec2';
import type { CallContext } from '../core/operation.ts';
import type { Table } from '../core/table.ts';
import type { IdType } from './ec2-errors.ts';
import { unknownIds } from './ec2-errors.ts';
import type { FilterFields } from './filters.ts';
import { filtered } from './filters.ts';
import type { Page } from './pages.ts';
import { pageOf } from './pages.ts';

interface DescribeRequest {
  readonly Filters?: readonly Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** How a type is listed. */
export interface Listing<T extends object> {
  readonly type: IdType;
  readonly idOf: (row: T) => string;
  readonly fields: FilterFields<T>;
  readonly largestPage: number;
}

interface Asked {
  readonly ids: readonly string[] | undefined;
  readonly request: DescribeRequest;
  readonly context: CallContext;
}

/** What a Describe call shows: the listed ids, each of which must be known, or all; of those what passes the filters; of that one page. */
export function describe<T extends { readonly Tags?: Tag[] }>(
  table: Table<T>,
  listing: Listing<T>,
  { ids, request, context }: Asked,
): Page<T> {
  const rows =
    ids === undefined || ids.length === 0 ? table.allShown(context.now, context.settings) : shownOf(table, listing.type, ids, context);
  return pageOf(filtered(rows, request.Filters, listing.fields), request, {
    sequenceOf: (row) => table.sequenceOf(listing.idOf(row)),
    largestPage: listing.largestPage,
  });
}

function shownOf<T extends object>(table: Table<T>, type: IdType, ids: readonly string[], { now, settings }: CallContext): T[] {
  const unknown = ids.filter((id) => table.shown(id, now, settings) === undefined);
  if (unknown.length > 0) throw unknownIds(type, unknown);
  const inOrder = [...new Set(ids)].toSorted((a, b) => table.sequenceOf(a) - table.sequenceOf(b));
  return inOrder.flatMap((id) => table.shown(id, now, settings) ?? []);
}
