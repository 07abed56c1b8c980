import { StatusError } from '../api/status-error.ts';
import type { StatusCause } from '../api/status-error.ts';

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
export function invalidOptions(kind: string, causes: readonly Required<StatusCause>[]): StatusError {
  const texts = causes.map(({ field, message }) => `${field}: ${message}`);
  const text = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  return new StatusError(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${text}`, { group: 'meta.k8s.io', kind, causes });
}

/** A cause that says why a field may not be there. */
export function forbidden(field: string, why: string): Required<StatusCause> {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field };
}

/** A cause that says which values a field may have; `given` is JSON text. */
export function unsupported(field: string, given: string, supported: readonly string[]): Required<StatusCause> {
  const values = supported.map((value) => JSON.stringify(value)).join(', ');
  return { reason: 'FieldValueNotSupported', message: `Unsupported value: ${given}: supported values: ${values}`, field };
}
