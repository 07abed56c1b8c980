import type { Json, JsonObject } from '../api/dev-object.ts';
import { isJsonList, isJsonObject, membersOf } from './json-members.ts';
import { pruneMetadata } from './embedded-metadata.ts';
import type { SchemaNode } from './schema-node.ts';

/** Members of a resource that its schema does not decide on. */
const typeMembers: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** A custom resource without the fields that its schema does not know, whose paths go into `unknown`. The root's metadata is left alone. */
export function prune(object: JsonObject, schema: SchemaNode, unknown: string[]): JsonObject {
  return pruneObject(object, { node: { ...schema, embedded: true }, path: '', unknown, root: true });
}

interface Place {
  /** Absent: nothing is known here. */
  readonly node: SchemaNode | undefined;
  readonly path: string;
  readonly unknown: string[];
  readonly root?: boolean;
}

function pruneValue(value: Json, place: Place): Json {
  if (isJsonObject(value)) return pruneObject(value, place);
  return isJsonList(value) ? pruneList(value, place) : value;
}

function pruneList(list: readonly Json[], place: Place): Json {
  const { node, path } = place;
  const items = node?.preserveUnknown === true ? preserving(node.items) : node?.items;
  if (items === undefined && node?.preserveUnknown === true) return list;
  return mapped(list, (item, index) => pruneValue(item, { ...place, root: false, node: items, path: `${path}[${index}]` }));
}

/** The list of what `change` makes of the items; the same list when that is nothing new. */
function mapped(list: readonly Json[], change: (item: Json, index: number) => Json): readonly Json[] {
  const changed = list.map(change);
  return changed.some((item, index) => item !== list[index]) ? changed : list;
}

/** Below a place that keeps what it does not know, lists of lists keep it too. */
function preserving(items: SchemaNode | undefined): SchemaNode | undefined {
  return items === undefined ? undefined : { ...items, preserveUnknown: true };
}

function pruneObject(object: JsonObject, place: Place): JsonObject {
  const kept: Record<string, Json> = {};
  let changed = false;
  for (const [key, value] of membersOf(object)) {
    const result = pruneMember(key, value, place);
    if (result !== undefined) kept[key] = result;
    changed ||= result !== value;
  }
  return changed ? kept : object;
}

/** Undefined: the member goes. */
function pruneMember(key: string, value: Json, place: Place): Json | undefined {
  const path = place.path === '' ? key : `${place.path}.${key}`;
  const kept = place.node === undefined ? undefined : keepMember(key, value, { ...place, node: place.node, path });
  if (kept === undefined && !(typeMembers.has(key) && place.path === '')) place.unknown.push(path);
  return kept;
}

function keepMember(key: string, value: Json, { node, path, unknown, root }: Place & { readonly node: SchemaNode }): Json | undefined {
  if (node.embedded && typeMembers.has(key)) return key === 'metadata' && root !== true ? pruneMetadata(value, path, unknown) : value;
  const child = node.properties.get(key) ?? node.additional;
  if (child !== undefined || node.isMap) return pruneValue(value, { node: child, path, unknown });
  return node.preserveUnknown ? value : undefined;
}
