import type { Access, Attempt, Caller } from '../api/access.ts';
import { StatusError } from '../api/status-error.ts';

/** Throws 403, in kube-apiserver's words, what `access` does not allow. */
export async function authorize(access: Access, caller: Caller, attempt: Attempt): Promise<void> {
  const { allowed, reason = '' } = await access.authorize(caller, attempt);
  if (allowed) return;
  const why = reason === '' ? '' : `: ${reason}`;
  const user = `User "${caller.username}" cannot ${attempt.verb}`;
  if (attempt.type === 'path') throw new StatusError(403, 'Forbidden', `forbidden: ${user} path "${attempt.path}"${why}`, {});
  const { group, resource, subresource, name = '' } = attempt;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const message = `${subjectOf(attempt)} is forbidden: ${user} resource "${whole}" in API group "${group}" ${placeOf(attempt)}${why}`;
  throw new StatusError(403, 'Forbidden', message, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: resource,
  });
}

type ResourceAttempt = Extract<Attempt, { type: 'resource' }>;

function subjectOf({ group, resource, name = '' }: ResourceAttempt): string {
  const qualified = group === '' ? resource : `${resource}.${group}`;
  return name === '' ? qualified : `${qualified} "${name}"`;
}

function placeOf({ namespace }: ResourceAttempt): string {
  return namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
}
