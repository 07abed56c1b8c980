import type { ListRequest, Selection, WatchRequest } from '../api/dev-api.ts';
import type { StatusCause } from '../api/status-error.ts';
import { forbidden, unsupported } from '../schema/cause.ts';
import { booleanOption, integerOption, textOption } from './query-value.ts';
import { invalidOptions } from './refusals.ts';

/** Whether a GET of a collection is a watch. */
export function isWatch(query: URLSearchParams): boolean {
  return booleanOption(query, 'watch') ?? false;
}

/** What is selected. */
export function selectionOf(query: URLSearchParams, namespace: string | undefined): Selection {
  const labelSelector = textOption(query, 'labelSelector');
  const fieldSelector = textOption(query, 'fieldSelector');
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
}

/** Options of a list; throws 400 and 422 as kube-apiserver does. */
export function listRequest(query: URLSearchParams, namespace: string | undefined): ListRequest {
  refuse(listCauses(query));
  const limit = integerOption(query, 'limit');
  const token = textOption(query, 'continue');
  const resourceVersion = textOption(query, 'resourceVersion');
  const match = textOption(query, 'resourceVersionMatch');
  return {
    ...selectionOf(query, namespace),
    ...(limit === undefined || limit <= 0 ? {} : { limit }),
    ...(token === undefined ? {} : { continue: token }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(match === 'Exact' || match === 'NotOlderThan' ? { resourceVersionMatch: match } : {}),
  };
}

/** Options of a watch; throws 400 and 422 as kube-apiserver does. */
export function watchRequest(query: URLSearchParams, namespace: string | undefined, signal: AbortSignal): WatchRequest {
  refuse(watchCauses(query));
  const resourceVersion = textOption(query, 'resourceVersion');
  const timeoutSeconds = integerOption(query, 'timeoutSeconds');
  return {
    ...selectionOf(query, namespace),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(timeoutSeconds === undefined || timeoutSeconds <= 0 ? {} : { timeoutSeconds }),
    ...flags(query),
    signal,
  };
}

function flags(query: URLSearchParams): Pick<WatchRequest, 'allowWatchBookmarks' | 'sendInitialEvents'> {
  const allowWatchBookmarks = booleanOption(query, 'allowWatchBookmarks');
  const sendInitialEvents = booleanOption(query, 'sendInitialEvents');
  return {
    ...(allowWatchBookmarks === undefined ? {} : { allowWatchBookmarks }),
    ...(sendInitialEvents === undefined ? {} : { sendInitialEvents }),
  };
}

function refuse(causes: readonly StatusCause[]): void {
  if (causes.length > 0) throw invalidOptions('ListOptions', causes);
}

const field = 'resourceVersionMatch';

function listCauses(query: URLSearchParams): readonly StatusCause[] {
  const initial = query.has('sendInitialEvents') ? [forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list')] : [];
  const match = textOption(query, field);
  return match === undefined ? initial : [...initial, ...matchCauses(query, match)];
}

function matchCauses(query: URLSearchParams, match: string): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const resourceVersion = textOption(query, 'resourceVersion');
  if (resourceVersion === undefined) causes.push(forbidden(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
  if (query.has('continue')) causes.push(forbidden(field, 'resourceVersionMatch is forbidden when continue is provided'));
  if (match !== 'Exact' && match !== 'NotOlderThan') causes.push(unsupported(field, match, ['Exact', 'NotOlderThan', '']));
  if (match === 'Exact' && resourceVersion === '0') {
    causes.push(forbidden(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  }
  return causes;
}

function watchCauses(query: URLSearchParams): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const initial = query.has('sendInitialEvents');
  const match = textOption(query, field);
  if (match !== undefined && !initial)
    causes.push(forbidden(field, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'));
  if (initial && match !== 'NotOlderThan')
    causes.push(forbidden(field, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
  if (match !== undefined && match !== 'NotOlderThan') causes.push(unsupported(field, match, ['NotOlderThan']));
  return causes;
}
