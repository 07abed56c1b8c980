import type { ListRequest } from '../api/dev-api.ts';
import type { Position } from './continue-token.ts';
import { badRequest, invalid } from './refusals.ts';
import { readVersion, tooLarge } from './resource-versions.ts';

const listOptions = { group: 'meta.k8s.io', plural: 'listoptions', kind: 'ListOptions' };

/** The revision whose state a list is to show; undefined: that of now. `start`: where it goes on. Throws 400, 422 and 504. */
export function listRevision(current: number, request: ListRequest, start: Position | undefined): number | undefined {
  const version = readVersion(request.resourceVersion);
  if (start !== undefined) {
    if (version !== undefined && version !== 0) throw badRequest('specifying resource version is not allowed when using continue');
    return start.revision;
  }
  checkMatch(request, version);
  if (version !== undefined && version > current) throw tooLarge(version, current);
  return request.resourceVersionMatch === 'Exact' ? version : undefined;
}

function checkMatch({ resourceVersionMatch }: ListRequest, version: number | undefined): void {
  if (resourceVersionMatch === undefined) return;
  if (version === undefined) throw forbidden('resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (resourceVersionMatch === 'Exact' && version === 0) {
    throw forbidden('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
}

function forbidden(why: string): Error {
  return invalid(listOptions, '', [{ reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field: 'resourceVersionMatch' }]);
}
