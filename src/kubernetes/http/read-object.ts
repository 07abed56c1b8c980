import { isObject } from '../../base/json.ts';
import type { ListPage, ManagedFieldsEntry } from '../client.ts';
import { ApiUnreachable } from '../api-error.ts';
import type { KubernetesObject, ResourceType } from '../object.ts';
import { apiVersionOf } from '../object.ts';

/**
 * An object as it arrived, without `metadata.managedFields` (often half of it, and of no use to us) and with the
 * apiVersion and kind that items of lists lack. What isn't an object is handed on as it is: whoever keeps it looks
 * closer, and one malformed object must not hide the others.
 */
export function arrived(type: ResourceType, value: unknown): KubernetesObject {
  if (!isObject(value)) return value as KubernetesObject;
  const { metadata } = value;
  if (isObject(metadata)) delete metadata['managedFields'];
  return { ...value, apiVersion: value['apiVersion'] ?? apiVersionOf(type), kind: value['kind'] ?? type.kind } as KubernetesObject;
}

/** The answer to a request for one object; rejects what has no metadata. */
export function readObject(type: ResourceType, value: unknown): KubernetesObject {
  if (!isObject(value) || !isObject(value['metadata'])) throw new ApiUnreachable(`the answer is not a ${type.kind}`);
  return arrived(type, value);
}

/** The managedFields of the object that a request was answered with; entries without a manager are left out. */
export function readManagedFields(type: ResourceType, value: unknown): readonly ManagedFieldsEntry[] {
  const metadata = isObject(value) ? value['metadata'] : undefined;
  if (!isObject(metadata)) throw new ApiUnreachable(`the answer is not a ${type.kind}`);
  const entries: readonly unknown[] = Array.isArray(metadata['managedFields']) ? metadata['managedFields'] : [];
  return entries.flatMap(readEntry);
}

function readEntry(entry: unknown): readonly ManagedFieldsEntry[] {
  if (!isObject(entry)) return [];
  const { manager, operation, subresource, fieldsV1 } = entry;
  if (typeof manager !== 'string' || typeof operation !== 'string') return [];
  return [{ manager, operation, fieldsV1, ...(typeof subresource === 'string' ? { subresource } : {}) }];
}

/** The answer to a list request. */
export function readPage(type: ResourceType, value: unknown): ListPage {
  if (!isObject(value) || !isObject(value['metadata'])) throw new ApiUnreachable(`the answer is not a list of ${type.plural}`);
  const { resourceVersion, continue: more } = value['metadata'];
  if (typeof resourceVersion !== 'string') throw new ApiUnreachable(`the list of ${type.plural} has no resourceVersion`);
  const items: readonly unknown[] = Array.isArray(value['items']) ? value['items'] : [];
  const page = { items: items.map((item) => arrived(type, item)), resourceVersion };
  return typeof more === 'string' && more !== '' ? { ...page, continue: more } : page;
}

/** The token that a TokenRequest was answered with. */
export function readToken(value: unknown): string {
  const status = isObject(value) ? value['status'] : undefined;
  const token = isObject(status) ? status['token'] : undefined;
  if (typeof token !== 'string') throw new ApiUnreachable('the answer has no token');
  return token;
}
