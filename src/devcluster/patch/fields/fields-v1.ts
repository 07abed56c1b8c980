import type { Json, JsonObject } from '../../api/dev-object.ts';
import { emptySet, put, setOf } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { isJsonObject } from './json-shape.ts';

const decoded = new WeakMap<JsonObject, FieldSet>();
const encoded = new WeakMap<FieldSet, JsonObject>();

/** Sets by their text. Objects of one kind mostly have the same fields, and each of their versions that is kept names them. */
const shared = new Map<string, FieldSet>();
const mostShared = 1_000;

/** A set as the `fieldsV1` of managedFields has it; undefined when that is malformed. Equal ones give the same set, as long as it is remembered. */
export function decodeFieldsV1(fields: JsonObject): FieldSet | undefined {
  const known = decoded.get(fields);
  if (known !== undefined) return known;
  const node = decodeNode(fields);
  if (node === undefined) return undefined;
  const set = sharedSet(node);
  decoded.set(fields, set);
  return set;
}

/** The `fieldsV1` of a set, in alphabetical order. Remembered by identity of the set. */
export function encodeFieldsV1(set: FieldSet): JsonObject {
  return encoded.get(set) ?? encodeNode(set);
}

/** The set of these paths that is kept for all who have the same; `fieldsV1` of it is one object too. */
export function sharedSet(set: FieldSet): FieldSet {
  if (set.children.size === 0 || encoded.has(set)) return set;
  const fields = encodeNode(set);
  const text = JSON.stringify(fields);
  const known = shared.get(text);
  if (known !== undefined) return known;
  decoded.set(fields, set);
  encoded.set(set, fields);
  shared.set(text, set);
  for (const oldest of shared.keys()) {
    if (shared.size <= mostShared) break;
    shared.delete(oldest);
  }
  return set;
}

/** A node without anything stands for a path that ends here, unless it is the root. */
function decodeNode(fields: JsonObject): FieldSet | undefined {
  const children = new Map<string, FieldSet>();
  let member = false;
  for (const [element, below] of Object.entries(fields)) {
    if (element === '.') {
      member = true;
      continue;
    }
    const child = decodeChild(element, below);
    if (child === undefined) return undefined;
    put(children, element, child);
  }
  return children.size === 0 && !member ? emptySet : setOf(member, children);
}

function decodeChild(element: string, below: Json | undefined): FieldSet | undefined {
  if (!/^[fkvi]:/.test(element) || !isJsonObject(below)) return undefined;
  const child = decodeNode(below);
  return child?.children.size === 0 ? setOf(true, child.children) : child;
}

function encodeNode(set: FieldSet): JsonObject {
  const fields: Record<string, JsonObject> = {};
  if (set.member) fields['.'] = {};
  for (const element of [...set.children.keys()].toSorted()) {
    const child = set.children.get(element);
    if (child !== undefined) fields[element] = child.children.size === 0 ? {} : encodeNode(child);
  }
  return fields;
}
