import { json } from './api-request.ts';
import type { Reply } from './api-request.ts';
import { readObject } from './read-object.ts';
import { readPatch } from './read-patch.ts';
import { representation } from './represent.ts';
import { targetOf } from './resource-request.ts';
import type { ResourceRequest } from './resource-request.ts';
import type { ServeContext } from './serve-context.ts';
import { writeOptions } from './write-options.ts';

export async function handleCreate(context: ServeContext, on: ResourceRequest): Promise<Reply> {
  const { request, resource } = on;
  const form = representation(request, resource, () => context.clock.now());
  const options = writeOptions(request, 'CreateOptions');
  const object = await readObject(request, resource, options);
  return json(form.one(await context.api.create(targetOf(on), object, options)), 201);
}

export async function handleUpdate(context: ServeContext, on: ResourceRequest): Promise<Reply> {
  const { request, resource } = on;
  const form = representation(request, resource, () => context.clock.now());
  const options = writeOptions(request, 'UpdateOptions');
  const object = await readObject(request, resource, options);
  return json(form.one(await context.api.update(targetOf(on), object, options)));
}

export async function handlePatch(context: ServeContext, on: ResourceRequest): Promise<Reply> {
  const { request, resource } = on;
  const form = representation(request, resource, () => context.clock.now());
  const { patch, options } = await readPatch(request, resource);
  const { object, created } = await context.api.patch(targetOf(on), patch, options);
  return json(form.one(object), created ? 201 : 200);
}
