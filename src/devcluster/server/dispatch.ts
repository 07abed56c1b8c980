import { authorize } from './authorize.ts';
import type { ApiRequest, Reply } from './api-request.ts';
import { handleDiscovery } from './handle-discovery.ts';
import { handleOpenApi } from './handle-open-api.ts';
import { handleResource } from './handle-resource.ts';
import { healthReply, notFoundReply, versionReply } from './handle-status-paths.ts';
import { refusals } from './refusals.ts';
import { parseResourcePath } from './resource-path.ts';
import type { ServeContext } from './serve-context.ts';

const openPaths: readonly string[] = ['healthz', 'livez', 'readyz', 'version'];

/** Whether a path may be read by anybody. */
export function isOpen([first = '']: readonly string[]): boolean {
  return openPaths.includes(first);
}

/** Answers a request. Rejects with `StatusError` where it is refused. */
export async function dispatch(context: ServeContext, request: ApiRequest): Promise<Reply> {
  const path = parseResourcePath(request.segments);
  if (path !== undefined) return handleResource(context, request, path);
  if (!isOpen(request.segments)) {
    await authorize(context.access, request.caller, {
      type: 'path',
      verb: request.method.toLowerCase(),
      path: `/${request.segments.join('/')}`,
    });
  }
  const answer = pathHandlers[request.segments[0] ?? ''];
  if (answer === undefined) return notFoundReply();
  if (request.method !== 'GET' && request.method !== 'HEAD') throw refusals.methodNotAllowed();
  return answer(context, request);
}

const health = (_context: ServeContext, { segments, query }: ApiRequest): Reply =>
  segments.length > 2 ? notFoundReply() : healthReply(segments[0] ?? '', query.has('verbose'));

/** What answers paths that hold no resources, by their first segment. */
const pathHandlers: Readonly<Record<string, (context: ServeContext, request: ApiRequest) => Reply>> = {
  api: handleDiscovery,
  apis: handleDiscovery,
  openapi: handleOpenApi,
  version: ({ version }) => versionReply(version),
  healthz: health,
  livez: health,
  readyz: health,
};
