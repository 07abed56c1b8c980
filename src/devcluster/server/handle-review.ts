import { json } from './api-request.ts';
import type { Reply } from './api-request.ts';
import { readObject } from './read-object.ts';
import type { ResourceRequest } from './resource-request.ts';
import type { ServeContext } from './serve-context.ts';
import { writeOptions } from './write-options.ts';

/** Access and identity reviews: answered, and stored nowhere. */
export async function handleReview(context: ServeContext, { request, resource, path }: ResourceRequest): Promise<Reply> {
  const review = await readObject(request, resource, writeOptions(request, 'CreateOptions'));
  const apiVersion = `${resource.group}/${resource.version}`;
  return json(await context.reviews.answer({ ...review, apiVersion, kind: resource.kind }, request.caller, path.namespace), 201);
}

/** A token for a ServiceAccount. */
export async function handleToken(context: ServeContext, { request, resource, path }: ResourceRequest): Promise<Reply> {
  const body = await readObject(request, resource, writeOptions(request, 'CreateOptions'));
  return json(await context.reviews.issueToken(body, { namespace: path.namespace ?? '', name: path.name ?? '' }), 201);
}
