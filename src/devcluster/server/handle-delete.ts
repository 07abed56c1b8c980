import type { DevObject, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { json } from './api-request.ts';
import type { Reply } from './api-request.ts';
import { deleteRequest } from './delete-options.ts';
import { selectionOf } from './list-options.ts';
import { representation } from './represent.ts';
import { targetOf } from './resource-request.ts';
import type { ResourceRequest } from './resource-request.ts';
import type { ServeContext } from './serve-context.ts';

/** Of an object that is gone comes a Status, of one that waits for finalizers the object. */
export async function handleDelete(context: ServeContext, on: ResourceRequest): Promise<Reply> {
  const { request, resource } = on;
  const form = representation(request, resource, () => context.clock.now());
  const { object, gone } = await context.api.delete(targetOf(on), await deleteRequest(request));
  return json(gone ? deletedStatus(resource, object) : form.one(object));
}

export async function handleDeleteCollection(context: ServeContext, { request, resource, path }: ResourceRequest): Promise<Reply> {
  const form = representation(request, resource, () => context.clock.now());
  const selection = selectionOf(request.query, path.namespace);
  const { items, ...page } = await context.api.deleteCollection(resource, selection, await deleteRequest(request));
  return json(form.list(items, { ...page }));
}

function deletedStatus({ group, plural }: ServedResource, { metadata }: DevObject): JsonObject {
  const details = { name: metadata.name, ...(group === '' ? {} : { group }), kind: plural, uid: metadata.uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
