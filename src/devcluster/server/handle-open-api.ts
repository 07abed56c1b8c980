import { json } from './api-request.ts';
import type { ApiRequest, Reply } from './api-request.ts';
import { acceptedRanges } from './media-range.ts';
import { refusals } from './refusals.ts';
import { servedGroups } from './served-groups.ts';
import type { ServeContext } from './serve-context.ts';

/** The names under which clients ask for OpenAPI v2 as protobuf: those up to kubectl 1.32 write the first, which is no valid media type. */
const protobufTypes: readonly string[] = [
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
];

/** Answers /openapi/v2, /openapi/v3 and the documents below it. Throws 404. */
export function handleOpenApi({ api, openApi }: ServeContext, request: ApiRequest): Reply {
  const resources = api.resources();
  const [, version, ...below] = request.segments;
  if (version === 'v2' && below.length === 0) {
    const [first] = acceptedRanges(request.headers.accept);
    if (first === undefined || !protobufTypes.includes(first.type)) return json(openApi.v2Json(resources));
    return { type: 'raw', code: 200, body: openApi.v2Protobuf(resources), contentType: protobufTypes[1] ?? '' };
  }
  if (version !== 'v3') throw refusals.notServed();
  if (below.length === 0) return json(openApi.index(resources));
  const [root, ...names] = below;
  const groupVersion = names.join('/');
  const served = servedGroups(resources).some(
    ({ name, versions }) => (name === '') === (root === 'api') && versions.some((one) => one.groupVersion === groupVersion),
  );
  if (!served) throw refusals.notServed();
  return json(openApi.v3(resources, below.join('/')));
}
