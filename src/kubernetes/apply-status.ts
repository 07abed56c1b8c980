import { isConflict } from './api-error.ts';
import type { KubernetesClient } from './client.ts';
import type { KubernetesObject, ResourceType } from './object.ts';
import { apiVersionOf } from './object.ts';

const statusManager = 'evenkeel-status';

/** The whole new status of an object, and the object as it was when that was found. */
export interface StatusWrite {
  readonly type: ResourceType;
  readonly object: KubernetesObject;
  readonly status: object;
}

/**
 * Writes an object's status whole, by server-side apply, never forced. The resourceVersion guards it, since the server does not look at
 * the uid of a status: an object made anew under the name must not get its predecessor's. An object that merely moved rejects with the
 * conflict: it is looked at again. Where somebody edited status by hand and so owns a part of it, a JSON patch brings the whole truth back.
 */
export async function applyStatus(
  client: KubernetesClient,
  { type, object, status }: StatusWrite,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  const body = { apiVersion: apiVersionOf(type), kind: type.kind, metadata: { namespace, name, uid, resourceVersion }, status };
  try {
    return await client.patch(type, { namespace, name }, body, { kind: 'apply', subresource: 'status', fieldManager: statusManager });
  } catch (error) {
    if (!isConflict(error) || (await hasMoved(client, type, object, signal))) throw error;
  }
  const operations = [
    { op: 'test', path: '/metadata/uid', value: uid },
    { op: 'add', path: '/status', value: status },
  ];
  return client.patch(type, { namespace, name }, operations, { kind: 'json', subresource: 'status', fieldManager: statusManager });
}

/** Is there a newer object than the one that the caller knows? */
async function hasMoved(
  client: KubernetesClient,
  type: ResourceType,
  { metadata }: KubernetesObject,
  signal?: AbortSignal,
): Promise<boolean> {
  const fresh = await client.get(type, metadata, signal);
  return fresh.metadata.resourceVersion !== metadata.resourceVersion;
}
