import type { JsonObject } from '../../api/dev-object.ts';
import { objectAt } from '../fields/json-shape.ts';

const merged = (key?: string): JsonObject => ({
  type: 'array',
  items: {},
  'x-kubernetes-patch-strategy': 'merge',
  ...(key === undefined ? {} : { 'x-kubernetes-patch-merge-key': key }),
});

/** How ObjectMeta is patched: finalizers as a set, ownerReferences by uid. */
const metadata: JsonObject = { type: 'object', properties: { finalizers: merged(), ownerReferences: merged('uid') } };

/** What a strategic merge patch does to a field. */
export interface PatchMeta {
  readonly schema: JsonObject;
  /** Of lists; objects are merged unless `replace`. */
  readonly strategy: 'merge' | 'replace' | undefined;
  /** The member that tells the items of a list apart; absent for lists of scalars. */
  readonly mergeKey?: string;
}

/** The schema of a whole object, with metadata as every object has it. */
export function withPatchableMetadata(schema: JsonObject): JsonObject {
  return { ...schema, properties: { ...objectAt(schema, 'properties'), metadata } };
}

/** How the member of an object of this schema is patched. Members that are not declared: maps are merged, lists replaced. */
export function patchMetaOf(schema: JsonObject, member: string): PatchMeta {
  const property = { ...objectAt(schema, 'additionalProperties'), ...objectAt(objectAt(schema, 'properties'), member) };
  const strategies = String(property['x-kubernetes-patch-strategy'] ?? '').split(',');
  const strategy = (['merge', 'replace'] as const).find((name) => strategies.includes(name));
  const key = property['x-kubernetes-patch-merge-key'];
  return { schema: property, strategy, ...(typeof key === 'string' ? { mergeKey: key } : {}) };
}
