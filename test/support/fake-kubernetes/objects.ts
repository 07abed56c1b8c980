import { isObject } from '../../../src/base/json.ts';
import { ApiError } from '../../../src/kubernetes/api-error.ts';
import type { ObjectName } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../../src/kubernetes/object.ts';
import type { Draft } from './patches.ts';

export function typeKey(type: ResourceType): string {
  return resourceOf(type);
}

export function resourceOf(type: ResourceType): string {
  return type.group === '' ? type.plural : `${type.plural}.${type.group}`;
}

export function metadataName(name: ObjectName): { readonly name: string; readonly namespace?: string } {
  return name.namespace === undefined ? { name: name.name } : { name: name.name, namespace: name.namespace };
}

export function metadataOf(object: Draft): Draft {
  return isObject(object['metadata']) ? object['metadata'] : {};
}

/** As the real server has it: a patch of the status subresource does not look at the uid. */
export function preconditionsOf(body: Draft, subresource: string | undefined): Draft {
  const metadata = metadataOf(body);
  return subresource === undefined ? metadata : { resourceVersion: metadata['resourceVersion'] };
}

export function checkPreconditions(type: ResourceType, old: KubernetesObject, wanted: Draft): void {
  const { name, uid, resourceVersion } = old.metadata;
  if (wanted['uid'] !== undefined && wanted['uid'] !== uid)
    throw conflict(type, name, `Precondition failed: UID in precondition: ${String(wanted['uid'])}`);
  if (wanted['resourceVersion'] === undefined || wanted['resourceVersion'] === resourceVersion) return;
  throw conflict(type, name, 'the object has been modified; please apply your changes to the latest version and try again');
}

export function conflict(type: ResourceType, name: string, why: string): ApiError {
  return new ApiError(409, 'Conflict', `Operation cannot be fulfilled on ${resourceOf(type)} "${name}": ${why}`);
}

export function alreadyExists(type: ResourceType, draft: Draft): ApiError {
  return new ApiError(409, 'AlreadyExists', `${resourceOf(type)} "${String(metadataOf(draft)['name'])}" already exists`);
}

export function refuseNewFinalizers(type: ResourceType, old: KubernetesObject, metadata: Draft): void {
  const before = old.metadata.finalizers ?? [];
  const wanted = Array.isArray(metadata['finalizers']) ? (metadata['finalizers'] as string[]) : [];
  if (wanted.every((each) => before.includes(each))) return;
  throw new ApiError(
    422,
    'Invalid',
    `${type.kind} "${old.metadata.name}" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted`,
  );
}

export function requireTyped(body: unknown): void {
  if (isObject(body) && typeof body['apiVersion'] === 'string' && typeof body['kind'] === 'string') return;
  throw new ApiError(400, 'BadRequest', 'error unmarshaling: an apply patch needs apiVersion and kind');
}

export function withoutPreconditions(body: unknown): unknown {
  if (!isObject(body) || !isObject(body['metadata'])) return body;
  return { ...body, metadata: withoutKeys(body['metadata'], ['uid', 'resourceVersion']) };
}

export function withoutKeys(object: object, keys: readonly string[]): Draft {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

export function defined(object: Draft): Draft {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** As the real server's encoding leaves out empty labels, annotations and lists of metadata. */
export function withoutEmpty(metadata: Draft): Draft {
  return Object.fromEntries(
    Object.entries(metadata).filter(([, value]) => typeof value !== 'object' || Object.keys(value ?? {}).length > 0),
  );
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) deepFreeze(each);
  return Object.freeze(value);
}
