import type { Json, JsonObject } from '../api/dev-object.ts';
import { isEmpty, isJsonObject } from './members.ts';
import { badRequest } from './refusals.ts';

/** ObjectMeta as it is read, and the paths of what it does not have. */
export interface ReadMetadata {
  readonly metadata: JsonObject;
  readonly unknown: readonly string[];
}

type Reader = (value: Json, path: string) => Json;

const text: Reader = (value, path) => (typeof value === 'string' ? value : refuse(value, path, 'string'));
const truth: Reader = (value, path) => (typeof value === 'boolean' ? value : refuse(value, path, 'bool'));
const whole: Reader = (value, path) => (Number.isInteger(value) ? value : refuse(value, path, 'int64'));
const any: Reader = (value) => value;

const ownerReference: Readonly<Record<string, Reader>> = {
  apiVersion: text,
  kind: text,
  name: text,
  uid: text,
  controller: truth,
  blockOwnerDeletion: truth,
};

/** The members of ObjectMeta, and how each is read. */
const readers: Readonly<Record<string, Reader>> = {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid: text,
  resourceVersion: text,
  generation: whole,
  creationTimestamp: text,
  deletionTimestamp: text,
  deletionGracePeriodSeconds: whole,
  labels: texts,
  annotations: texts,
  finalizers: (value, path) => listOf(value, path, (item, at) => (item === null ? '' : text(item, at))),
  ownerReferences: (value, path) => listOf(value, path, (item, at) => members(item ?? {}, at, { known: ownerReference, unknown: [] })),
  managedFields: any,
};

/**
 * Metadata as Go reads ObjectMeta: what is null or empty is as good as absent, what ObjectMeta does not have is left out.
 * Throws 400 for a wrong type, with the text of Go's decoder.
 */
export function readMetadata(metadata: JsonObject): ReadMetadata {
  const unknown: string[] = [];
  const read = members(metadata, 'metadata', { known: readers, unknown });
  const kept = Object.entries(read).filter(([name, value]) => name === 'managedFields' || !isEmpty(value));
  return { metadata: Object.fromEntries(kept), unknown };
}

interface Known {
  readonly known: Readonly<Record<string, Reader>>;
  readonly unknown: string[];
}

function members(value: Json, path: string, { known, unknown }: Known): JsonObject {
  if (!isJsonObject(value)) return refuse(value, path, 'object');
  const read: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const reader = Object.hasOwn(known, name) ? known[name] : undefined;
    if (reader === undefined) unknown.push(`${path}.${name}`);
    else if (member !== undefined && member !== null) read[name] = reader(member, `${path}.${name}`);
  }
  return read;
}

/** A map of texts; null stands for an empty one. */
function texts(value: Json, path: string): JsonObject {
  if (!isJsonObject(value)) return refuse(value, path, 'map[string]string');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item ?? '', path)]));
}

function listOf(value: Json, path: string, read: Reader): readonly Json[] {
  if (!Array.isArray(value)) return refuse(value, path, 'slice');
  return (value as readonly Json[]).map((item) => read(item, path));
}

function refuse(value: Json, path: string, wanted: string): never {
  throw badRequest(
    `json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go struct field ${path} of type ${wanted}`,
  );
}
