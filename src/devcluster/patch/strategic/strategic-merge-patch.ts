import type { Json, JsonObject } from '../../api/dev-object.ts';
import { StatusError } from '../../api/status-error.ts';
import { isJsonList, isJsonObject } from '../fields/json-shape.ts';
import { mismatch } from '../patch-error.ts';
import { deletedFrom, directives, isDirective, listOfDirective, withoutDirectives } from './directives.ts';
import { mergeKeyed, mergeScalars } from './merge-list.ts';
import { orderAsSaid } from './list-order.ts';
import { patchMetaOf, withPatchableMetadata } from './patch-schema.ts';
import type { PatchMeta } from './patch-schema.ts';
import { badPatchType, badRetainKeys, misfit } from './strategic-error.ts';

type Members = Record<string, Json | undefined>;

/**
 * The object with a strategic merge patch laid over it: lists are merged as the schema's `x-kubernetes-patch-strategy` and
 * `x-kubernetes-patch-merge-key` say, with the directives `$patch`, `$retainKeys`, `$setElementOrder/` and
 * `$deleteFromPrimitiveList/`. Throws `StatusError` as kube-apiserver does: 400 for what is no patch, 500 for directives and
 * lists that don't fit.
 */
export function applyStrategicMergePatch(object: JsonObject, patch: Json, schema: JsonObject): JsonObject {
  if (patch === null) return object;
  if (!isJsonObject(patch)) throw new StatusError(400, 'BadRequest', mismatch(patch, 'map[string]interface {}'));
  return mergeObjects(object, patch, withPatchableMetadata(schema));
}

function mergeObjects(original: JsonObject, patch: JsonObject, schema: JsonObject): JsonObject {
  const type = patch[directives.patch];
  if (type !== undefined) return directed(type, patch);
  const merged: Members = { ...original };
  const left: Members = { ...patch };
  retainKeys(merged, left);
  for (const [name, order] of Object.entries(left)) {
    const field = listOfDirective(directives.order, name);
    if (field === undefined || order === undefined) continue;
    delete left[name];
    mergeInOrder(merged, left, { field, order, meta: patchMetaOf(schema, field) });
  }
  for (const [name, value] of Object.entries(left)) if (value !== undefined) mergeMember(merged, name, value, schema);
  return merged;
}

/** What `$patch` makes of an object. */
function directed(type: Json, patch: JsonObject): JsonObject {
  if (type === 'delete') return {};
  if (type !== 'replace') throw badPatchType(type, patch);
  const { [directives.patch]: _, ...rest } = patch;
  return rest;
}

function mergeMember(merged: Members, name: string, value: Json, schema: JsonObject): void {
  const deletion = listOfDirective(directives.remove, name);
  const field = deletion ?? name;
  const old = merged[field];
  if (value === null) delete merged[field];
  else if (deletion !== undefined) {
    if (isJsonList(old) && isJsonList(value)) merged[field] = deletedFrom(old, value);
  } else merged[field] = mergeValues(old, value, patchMetaOf(schema, field));
}

function mergeValues(old: Json | undefined, value: Json, meta: PatchMeta): Json | undefined {
  if (isJsonObject(old) && isJsonObject(value)) return meta.strategy === 'replace' ? value : mergeObjects(old, value, meta.schema);
  if (isJsonList(old) && isJsonList(value)) return mergeLists(old, value, meta);
  return withoutDirectives(value);
}

function mergeLists(old: readonly Json[], items: readonly Json[], { strategy, schema, mergeKey }: PatchMeta): readonly Json[] {
  if (strategy !== 'merge') return items;
  if (![...old, ...items].some(isJsonObject)) return mergeScalars(old, items);
  const itemSchema = isJsonObject(schema['items']) ? schema['items'] : {};
  return mergeKeyed(old, items, { key: mergeKey, mergeItems: (a, b) => mergeObjects(a, b, itemSchema) });
}

/** Removes what `$retainKeys` doesn't name; the patch may set nothing else. */
function retainKeys(merged: Members, patch: Members): void {
  const kept = patch[directives.retain];
  if (kept === undefined) return;
  delete patch[directives.retain];
  if (!isJsonList(kept)) throw badRetainKeys();
  for (const [name, value] of Object.entries(patch)) {
    if (value !== null && !isDirective(name) && !kept.includes(name)) throw badRetainKeys();
  }
  for (const name of Object.keys(merged)) if (!kept.includes(name)) delete merged[name];
}

interface OrderedList {
  readonly field: string;
  readonly order: Json;
  readonly meta: PatchMeta;
}

/** Merges a list whose order `$setElementOrder/` gives, and takes it out of what is left of the patch. */
function mergeInOrder(merged: Members, patch: Members, { field, order, meta }: OrderedList): void {
  const old = merged[field];
  const items = patch[field];
  for (const list of [order, old, items]) if (list !== undefined && !isJsonList(list)) throw misfit(list);
  if (!isJsonList(order)) return;
  const before = isJsonList(old) ? old : undefined;
  const added = isJsonList(items) ? items : undefined;
  const result = orderAsSaid({ before, added, order, key: meta.mergeKey }, (a, b) => mergeLists(a, b, meta));
  if (result === undefined) return;
  merged[field] = result;
  delete patch[field];
}
