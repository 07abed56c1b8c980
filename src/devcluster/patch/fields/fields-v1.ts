import type { Json, JsonObject } from '../../api/dev-object.ts';
import { emptySet, put, setOf } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import { isJsonObject } from './json-shape.ts';

const decoded = new WeakMap<JsonObject, FieldSet>();
const encoded = new WeakMap<FieldSet, JsonObject>();

/** A set as the `fieldsV1` of managedFields has it; undefined when that is malformed. Remembered by identity. */
export function decodeFieldsV1(fields: JsonObject): FieldSet | undefined {
  const known = decoded.get(fields);
  if (known !== undefined) return known;
  const set = decodeNode(fields);
  if (set !== undefined) remember(fields, set);
  return set;
}

/** The `fieldsV1` of a set, in alphabetical order. Remembered by identity of the set. */
export function encodeFieldsV1(set: FieldSet): JsonObject {
  const known = encoded.get(set);
  if (known !== undefined) return known;
  const fields = encodeNode(set);
  if (set.children.size > 0) remember(fields, set);
  return fields;
}

function remember(fields: JsonObject, set: FieldSet): void {
  decoded.set(fields, set);
  encoded.set(set, fields);
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
