import { StatusError } from '../../api/status-error.ts';
import { pathsOf } from '../fields/field-set.ts';
import { pathText } from '../fields/path-text.ts';
import type { Conflict } from './change-owners.ts';
import type { Manager } from './managers.ts';
import { managerKey } from './managers.ts';

/** 409 Conflict with a cause for each field, as a real server words it. Clients read the causes. */
export function conflictError(conflicts: readonly Conflict[]): StatusError {
  const sorted = conflicts.toSorted((a, b) => (managerKey(a.manager) < managerKey(b.manager) ? -1 : 1));
  const groups = sorted.map(({ manager, set }) => ({ manager: nameOf(manager), paths: [...pathsOf(set)].map(pathText) }));
  const causes = groups.flatMap(({ manager, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field })),
  );
  const single = causes.length === 1 ? causes[0] : undefined;
  const text =
    single === undefined
      ? groups.flatMap(({ manager, paths }) => [`conflicts with ${manager}:`, ...paths.map((path) => `- ${path}`)]).join('\n')
      : `${single.message}: ${single.field}`;
  const count = single === undefined ? `${causes.length} conflicts` : '1 conflict';
  return new StatusError(409, 'Conflict', `Apply failed with ${count}: ${text}`, { causes });
}

function nameOf({ manager, operation, apiVersion, subresource }: Manager): string {
  const name = subresource ? `"${manager}" with subresource "${subresource}"` : `"${manager}"`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
