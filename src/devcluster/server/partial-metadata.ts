import type { JsonObject } from '../api/dev-object.ts';

/** An object without all but its metadata; `version` is that of meta.k8s.io. */
export function partialMetadata(object: JsonObject, version: string): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata: object['metadata'] ?? {} };
}
