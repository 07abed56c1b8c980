import type { DevObject } from '../api/dev-object.ts';
import type { DevList, ListRequest } from '../api/dev-api.ts';
import type { Position } from './continue-token.ts';
import { readContinue, writeContinue } from './continue-token.ts';
import type { Ledger } from './ledger.ts';
import type { ObjectTable } from './object-table.ts';
import { badRequest, expired, invalid } from './refusals.ts';
import { readVersion, tooLarge } from './resource-versions.ts';
import type { CompiledSelection } from './selection.ts';
import { candidateKeys, compileSelection } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';

/** The objects at one revision: keys, sorted, and what is under each. */
interface Moment {
  readonly revision: number;
  readonly keys: readonly string[];
  get(key: string): DevObject | undefined;
}

const listOptions = { group: 'meta.k8s.io', plural: 'listoptions', kind: 'ListOptions' };

/** One page of a list. All pages of one list show the state at the revision of the first; 410 when that is forgotten. */
export function listObjects(ledger: Ledger, entry: ServedEntry, request: ListRequest): DevList {
  const selection = compileSelection(entry, request);
  const table = ledger.table(entry.resource.storageKey);
  const start = request.continue === undefined || request.continue === '' ? undefined : readContinue(request.continue);
  const moment = momentOf(ledger, table, selection, askedRevision(ledger, request, start));
  const limit = request.limit === undefined || request.limit <= 0 ? Number.POSITIVE_INFINITY : request.limit;
  const first = start === undefined ? 0 : firstAfter(moment.keys, start.key);
  const items: DevObject[] = [];
  let index = first;
  let lastKey = '';
  for (; index < moment.keys.length && items.length < limit; index++) {
    const key = moment.keys[index] ?? '';
    const object = moment.get(key);
    if (object === undefined || !selection.matches(object)) continue;
    items.push(entry.view(object));
    lastKey = key;
  }
  const page = { items, resourceVersion: String(moment.revision) };
  const left = moment.keys.length - index;
  if (left === 0) return page;
  const remaining = selection.selective ? {} : { remainingItemCount: left };
  return { ...page, continue: writeContinue({ revision: moment.revision, key: lastKey }), ...remaining };
}

/** The revision whose state is to be shown; undefined: that of now. */
function askedRevision(ledger: Ledger, request: ListRequest, start: Position | undefined): number | undefined {
  const { resourceVersionMatch } = request;
  const version = readVersion(request.resourceVersion);
  if (start !== undefined) {
    if (version !== undefined && version !== 0) throw badRequest('specifying resource version is not allowed when using continue');
    return start.revision;
  }
  if (resourceVersionMatch !== undefined && version === undefined) {
    throw forbiddenMatch('resourceVersionMatch is forbidden unless resourceVersion is provided');
  }
  if (resourceVersionMatch === 'Exact' && version === 0) {
    throw forbiddenMatch('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  if (version !== undefined && version > ledger.revision) throw tooLarge(version, ledger.revision);
  return resourceVersionMatch === 'Exact' ? version : undefined;
}

function forbiddenMatch(why: string): Error {
  return invalid(listOptions, '', [{ reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field: 'resourceVersionMatch' }]);
}

function momentOf(ledger: Ledger, table: ObjectTable, selection: CompiledSelection, revision: number | undefined): Moment {
  const keys = candidateKeys(table, selection);
  const get = (key: string): DevObject | undefined => table.get(key);
  if (revision === undefined || revision > ledger.revision) return { revision: ledger.revision, keys, get };
  const since = table.changes.after(revision);
  if (since === undefined) {
    throw expired('The provided continue parameter is too old to display a consistent list result. Start a new list without it.');
  }
  // What was there is what is there with the changes since then taken back, the last one first.
  const before = new Map<string, DevObject | undefined>();
  for (let sequence = table.changes.end - 1; sequence >= since; sequence--) {
    const change = table.changes.at(sequence);
    if (change !== undefined) before.set(change.key, change.previous);
  }
  if (before.size === 0) return { revision, keys, get };
  const known = new Set(keys);
  const more = [...before.keys()].filter((key) => !known.has(key));
  return { revision, keys: [...keys, ...more].toSorted(), get: (key) => (before.has(key) ? before.get(key) : get(key)) };
}

function firstAfter(keys: readonly string[], key: string): number {
  const index = keys.findIndex((each) => each > key);
  return index < 0 ? keys.length : index;
}
