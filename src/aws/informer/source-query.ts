import { CloudError } from '../../engine/cloud.ts';
import type { SendRead, Source } from '../aws-kind.ts';

/** A filter as EC2 and RDS take it. */
export interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** One page of a listing. */
export interface Page {
  /** Start of the request that brought it (ms). */
  readonly startedAt: number;
  readonly items: readonly unknown[];
}

/** How each service pages. */
const paging = {
  ec2: { size: 'MaxResults', request: 'NextToken', answer: 'NextToken' },
  rds: { size: 'MaxRecords', request: 'Marker', answer: 'Marker' },
} as const satisfies Record<Source['service'], object>;

/** No account holds that many; a service that never ends must not hold us for ever. */
const mostPages = 10_000;

/** What a query needs beside its source. */
export interface QueryDeps {
  readonly send: SendRead;
  readonly now: () => number;
}

/** Every page of what the filters let through, at the API's maximum a page. Rejects with CloudError. */
export async function* queryPages(source: Source, filters: readonly Filter[], deps: QueryDeps): AsyncGenerator<Page> {
  const names = paging[source.service];
  const fixed = {
    ...(filters.length === 0 ? {} : { Filters: source.service === 'ec2' ? filters.map(literal) : filters }),
    ...(source.pageSize > 0 ? { [names.size]: source.pageSize } : {}),
  };
  let token: unknown;
  for (let page = 0; page < mostPages; page++) {
    const startedAt = deps.now();
    const output = await deps.send(source.service, source.operation, token === undefined ? fixed : { ...fixed, [names.request]: token });
    yield { startedAt, items: itemsOf(output[source.items]) };
    const next = output[names.answer];
    if (next === undefined || next === '' || next === null) return;
    if (next === token) throw endless(source);
    token = next;
  }
  throw endless(source);
}

/** Reads items by id, whatever their tags. Ids that AWS does not know are simply not among the answer's items. At most `idsPerCall` ids. */
export async function* queryIds(source: Source, ids: readonly string[], deps: QueryDeps): AsyncGenerator<Page> {
  if (source.idParameter === undefined) {
    yield* queryPages(source, [{ Name: source.idFilter, Values: ids }], deps);
    return;
  }
  for (const id of ids) yield await queryId(source, source.idParameter, id, deps);
}

async function queryId(source: Source, parameter: string, id: string, deps: QueryDeps): Promise<Page> {
  const startedAt = deps.now();
  try {
    const output = await deps.send(source.service, source.operation, { [parameter]: id });
    return { startedAt, items: itemsOf(output[source.items]) };
  } catch (error) {
    if (error instanceof CloudError && error.errorClass === 'notFound') return { startedAt, items: [] };
    throw error;
  }
}

/** EC2 takes * and ? in values of filters as wildcards: a name that has them would bring what it does not name. */
function literal({ Name, Values }: Filter): Filter {
  return { Name, Values: Values.map((value) => value.replace(/[*?\\]/g, '\\$&')) };
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function endless(source: Source): CloudError {
  return new CloudError('transient', 'EndlessListing', `EndlessListing: the pages of ${source.operation} do not come to an end`);
}
