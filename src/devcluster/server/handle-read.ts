import type { DevEvent } from '../api/dev-api.ts';
import type { JsonObject } from '../api/dev-object.ts';
import { json } from './api-request.ts';
import type { Reply } from './api-request.ts';
import { listRequest, watchRequest } from './list-options.ts';
import { representation } from './represent.ts';
import type { Representation } from './represent.ts';
import { targetOf } from './resource-request.ts';
import type { ResourceRequest } from './resource-request.ts';
import type { ServeContext } from './serve-context.ts';

const shortestWatchSeconds = 1800;

export async function handleGet(context: ServeContext, on: ResourceRequest): Promise<Reply> {
  const form = representation(on.request, on.resource, () => context.clock.now());
  return json(form.one(await context.api.get(targetOf(on))));
}

export async function handleList(context: ServeContext, { request, resource, path }: ResourceRequest): Promise<Reply> {
  const form = representation(request, resource, () => context.clock.now());
  const { items, ...page } = await context.api.list(resource, listRequest(request.query, path.namespace));
  return json(form.list(items, { ...page }));
}

/** Watches that say no time-out end after half an hour to an hour, so that clients spread over restarts. */
export async function handleWatch(context: ServeContext, { request, resource, path }: ResourceRequest): Promise<Reply> {
  const form = representation(request, resource, () => context.clock.now());
  const asked = watchRequest(request.query, path.namespace, request.signal);
  const timeoutSeconds = asked.timeoutSeconds ?? Math.round(shortestWatchSeconds * (1 + context.random()));
  const one = path.name === undefined ? {} : { fieldSelector: `metadata.name=${path.name}` };
  const events = await context.api.watch(resource, { ...asked, ...one, timeoutSeconds });
  return { type: 'stream', values: represented(events, form) };
}

async function* represented(events: AsyncIterable<DevEvent>, form: Representation): AsyncGenerator<JsonObject> {
  for await (const event of events) yield { ...form.event(event) };
}
