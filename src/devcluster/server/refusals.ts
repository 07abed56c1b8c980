import { StatusError } from '../api/status-error.ts';
import type { StatusCause } from '../api/status-error.ts';
import { invalid } from '../store/refusals.ts';

/** The refusals that the façade itself gives, in kube-apiserver's words, which clients know. */
export const refusals = {
  unauthorized: () => new StatusError(401, 'Unauthorized', 'Unauthorized'),
  notServed: () => new StatusError(404, 'NotFound', 'the server could not find the requested resource', {}),
  methodNotAllowed: () => new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {}),
  badRequest: (message: string) => new StatusError(400, 'BadRequest', message),
  tooLarge: (limit: number) => new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`),
  notAcceptable: (accepted: readonly string[]) =>
    new StatusError(406, 'NotAcceptable', `only the following media types are accepted: ${accepted.join(', ')}`),
  unsupportedMediaType: (accepted: readonly string[]) =>
    new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
    ),
};

/** 422 for options of a request: `kind` is such as `ListOptions`, `causes` has at least one. */
export function invalidOptions(kind: string, causes: readonly StatusCause[]): StatusError {
  return invalid({ group: 'meta.k8s.io', plural: '', kind }, '', causes);
}
