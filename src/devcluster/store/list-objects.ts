import type { DevObject } from '../api/dev-object.ts';
import type { DevList, ListRequest } from '../api/dev-api.ts';
import { readContinue, writeContinue } from './continue-token.ts';
import type { Ledger } from './ledger.ts';
import { listRevision } from './list-revision.ts';
import type { Moment } from './moment.ts';
import { momentOf } from './moment.ts';
import type { CompiledSelection } from './selection.ts';
import { compileSelection } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';

interface Page {
  readonly items: readonly DevObject[];
  /** Of the last item. */
  readonly lastKey: string;
  /** Keys that were not looked at. */
  readonly left: number;
}

/** One page of a list. All pages of one list show the state at the revision of the first; 410 when that is forgotten. */
export function listObjects(ledger: Ledger, entry: ServedEntry, request: ListRequest): DevList {
  const selection = compileSelection(entry, request);
  const { continue: token = '', limit = 0 } = request;
  const start = token === '' ? undefined : readContinue(token);
  const revision = listRevision(ledger.revision, request, start);
  const moment = momentOf(ledger, ledger.table(entry.resource.storageKey), selection, revision);
  const first = start === undefined ? 0 : firstAfter(moment.keys, start.key);
  const { items, lastKey, left } = pageOf(moment, selection, first, limit > 0 ? limit : Number.POSITIVE_INFINITY);
  const page = { items: items.map((item) => entry.view(item)), resourceVersion: String(moment.revision) };
  if (left === 0) return page;
  const remaining = selection.selective ? {} : { remainingItemCount: left };
  return { ...page, continue: writeContinue({ revision: moment.revision, key: lastKey }), ...remaining };
}

function pageOf(moment: Moment, { matches }: CompiledSelection, first: number, limit: number): Page {
  const items: DevObject[] = [];
  let lastKey = '';
  let index = first;
  for (; index < moment.keys.length && items.length < limit; index++) {
    const key = moment.keys[index] ?? '';
    const object = moment.get(key);
    if (object === undefined || !matches(object)) continue;
    items.push(object);
    lastKey = key;
  }
  return { items, lastKey, left: moment.keys.length - index };
}

function firstAfter(keys: readonly string[], key: string): number {
  const index = keys.findIndex((each) => each > key);
  return index < 0 ? keys.length : index;
}
