import { aggregatedType, aggregatedVersion, groupDiscoveryList } from './aggregated-discovery.ts';
import { json } from './api-request.ts';
import type { ApiRequest, Reply } from './api-request.ts';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './discovery.ts';
import { refusals } from './refusals.ts';
import type { ServeContext } from './serve-context.ts';

/** Answers /api, /apis, /apis/G, /api/V and /apis/G/V. Throws 404. */
export function handleDiscovery(context: ServeContext, request: ApiRequest): Reply {
  const resources = context.api.resources();
  const [root, first, second] = request.segments;
  if (first === undefined) return handleRoot(context, request);
  const plain =
    root === 'api'
      ? apiResourceList(resources, '', first)
      : second === undefined
        ? apiGroup(resources, first)
        : apiResourceList(resources, first, second);
  if (plain === undefined) throw refusals.notServed();
  return json(plain);
}

function handleRoot({ api }: ServeContext, request: ApiRequest): Reply {
  const resources = api.resources();
  const root = request.segments[0] ?? '';
  const version = aggregatedVersion(request.headers.accept);
  if (version !== undefined) {
    return { type: 'json', code: 200, value: groupDiscoveryList(resources, root, version), contentType: aggregatedType(version) };
  }
  return json(root === 'api' ? apiVersions(resources, request.headers.host ?? '127.0.0.1') : apiGroupList(resources));
}
