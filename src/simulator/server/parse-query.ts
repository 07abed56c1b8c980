import type { ResourceQuery } from '../core/resource-query.ts';

const members = { account: true, region: true, service: true, type: true, id: true } as const satisfies Readonly<
  Record<keyof ResourceQuery, true>
>;

/** Reads what narrows resources down. Throws a TypeError for a name that narrows nothing: what is misspelt must not find everything. */
export function parseQuery(query: URLSearchParams): ResourceQuery {
  for (const name of query.keys())
    if (!Object.hasOwn(members, name)) throw new TypeError(`resources have no ${name}: they have ${Object.keys(members).join(', ')}`);
  return Object.fromEntries(query);
}
