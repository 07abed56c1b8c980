import { createHash } from 'node:crypto';
import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { groupVersionPath } from './definition-name.ts';
import { encodeV2 } from './encode-v2.ts';
import { openApiV2 } from './open-api-v2.ts';
import { openApiV3 } from './open-api-v3.ts';

type Resources = readonly ServedResource[];

/** The OpenAPI documents of what is served. They are pure functions of `resources`, kept for as long as that very array lives. */
export interface OpenApiDocuments {
  /** The index of the v3 documents; each URL carries a hash of the document. */
  index(resources: Resources): JsonObject;
  /** The v3 document of `api/v1` or `apis/GROUP/VERSION`. */
  v3(resources: Resources, groupVersion: string): JsonObject;
  v2Json(resources: Resources): JsonObject;
  v2Protobuf(resources: Resources): Uint8Array;
}

/** A function that is asked once for each array. */
function kept<T>(make: (resources: Resources) => T): (resources: Resources) => T {
  const made = new WeakMap<Resources, { readonly value: T }>();
  return (resources) => {
    const found = made.get(resources) ?? { value: make(resources) };
    made.set(resources, found);
    return found.value;
  };
}

function indexOf(documents: ReadonlyMap<string, JsonObject>): JsonObject {
  const paths = [...documents].map(([path, document]) => {
    const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex').toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(paths) as JsonObject };
}

/** The documents, each made when it is first asked for. */
export function createOpenApi(): OpenApiDocuments {
  const all = kept((resources) => new Map([...new Set(resources.map(groupVersionPath))].map((path) => [path, openApiV3(resources, path)])));
  const v2Json = kept(openApiV2);
  return {
    index: kept((resources) => indexOf(all(resources))),
    v3: (resources, groupVersion) => all(resources).get(groupVersion) ?? openApiV3(resources, groupVersion),
    v2Json,
    v2Protobuf: kept((resources) => encodeV2(v2Json(resources))),
  };
}
