import type { ServedResource } from '../api/served-resource.ts';
import type { StatusCause, StatusDetails } from '../api/status-error.ts';
import { StatusError } from '../api/status-error.ts';

type Named = Pick<ServedResource, 'group' | 'plural' | 'kind'>;

const modified = 'the object has been modified; please apply your changes to the latest version and try again';

/** `widgets.example.com`, `configmaps`. */
export function qualifiedPlural({ group, plural }: Named): string {
  return group === '' ? plural : `${plural}.${group}`;
}

function qualifiedKind({ group, kind }: Named): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function detailsOf({ group }: Named, name: string, kind: string, causes?: readonly StatusCause[]): StatusDetails {
  return {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    ...(kind === '' ? {} : { kind }),
    ...(causes === undefined ? {} : { causes }),
  };
}

/** 404: no such object. */
export function notFound(resource: Named, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${qualifiedPlural(resource)} "${name}" not found`, detailsOf(resource, name, resource.plural));
}

/** 404: no such resource, any more. */
export function notServed(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource');
}

/** 405: that is not done with this resource. */
export function notAllowed(): StatusError {
  return new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

/** 409: an object of that name is there; `going`: it waits for its finalizers. */
export function alreadyExists(resource: Named, name: string, going: boolean): StatusError {
  const message = `${going ? 'object is being deleted: ' : ''}${qualifiedPlural(resource)} "${name}" already exists`;
  return new StatusError(409, 'AlreadyExists', message, detailsOf(resource, name, resource.plural));
}

/** 409: the resourceVersion is not the live one, unless told why else. */
export function conflict(resource: Named, name: string, why = modified): StatusError {
  const message = `Operation cannot be fulfilled on ${qualifiedPlural(resource)} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, detailsOf(resource, name, resource.plural));
}

/** 409: a precondition of a deletion; kube-apiserver names the kind here, not the resource. */
export function deleteConflict(resource: Named, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualifiedKind(resource)} "${name}": ${why}`;
  return new StatusError(409, 'Conflict', message, detailsOf(resource, name, resource.kind));
}

/** 422 with its causes, all of them in the message. */
export function invalid(resource: Named, name: string, causes: readonly StatusCause[]): StatusError {
  const texts = causes.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`));
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const message = `${qualifiedKind(resource)} "${name}" is invalid: ${text}`;
  return new StatusError(422, 'Invalid', message, detailsOf(resource, name, resource.kind, causes));
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function forbidden(resource: Named, name: string, why: string, causes?: readonly StatusCause[]): StatusError {
  const message = `${qualifiedPlural(resource)} "${name}" is forbidden: ${why}`;
  return new StatusError(403, 'Forbidden', message, detailsOf(resource, name, resource.plural, causes));
}

/** 410: that moment of the past is forgotten. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message);
}
