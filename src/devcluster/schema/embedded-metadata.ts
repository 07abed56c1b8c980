import type { Json, JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { invalid, required } from './cause.ts';
import { isJsonList, isJsonObject, membersOf } from './json-members.ts';
import type { SchemaNode } from './schema-node.ts';
import { label1035 } from './names.ts';

/** The members of ObjectMeta. */
const metadataMembers: ReadonlySet<string> = new Set([
  ...['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp'],
  ...['deletionGracePeriodSeconds', 'labels', 'annotations', 'ownerReferences', 'finalizers', 'managedFields'],
]);

/** The metadata of an embedded resource without what ObjectMeta does not have. */
export function pruneMetadata(value: Json, path: string, unknown: string[]): Json {
  if (!isJsonObject(value)) return value;
  const strange = membersOf(value).filter(([key]) => !metadataMembers.has(key));
  if (strange.length === 0) return value;
  unknown.push(...strange.map(([key]) => `${path}.${key}`));
  return Object.fromEntries(membersOf(value).filter(([key]) => metadataMembers.has(key)));
}

/** What is wrong with the apiVersions and kinds of the resources that are embedded in a value. */
export function checkEmbedded(value: Json, node: SchemaNode | undefined, path: string): readonly StatusCause[] {
  if (node === undefined) return [];
  if (isJsonList(value)) return value.flatMap((item, index) => checkEmbedded(item, node.items, `${path}[${index}]`));
  if (!isJsonObject(value)) return [];
  const causes = node.embedded ? checkTypeMembers(value, path) : [];
  return [...causes, ...membersOf(value).flatMap(([key, member]) => checkMember(key, member, { node, path }))];
}

function checkMember(key: string, value: Json, { node, path }: { node: SchemaNode; path: string }): readonly StatusCause[] {
  const property = node.properties.get(key);
  if (property !== undefined) return checkEmbedded(value, property, path === '' ? key : `${path}.${key}`);
  return checkEmbedded(value, node.additional, `${path}[${key}]`);
}

function checkTypeMembers(object: JsonObject, path: string): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  for (const key of ['apiVersion', 'kind']) {
    const value = object[key];
    const field = `${path}.${key}`;
    if (value === undefined) causes.push(required(field));
    else if (typeof value !== 'string') causes.push(invalid(field, value, 'must be a string'));
    else if (value === '') causes.push(invalid(field, value, 'must not be empty'));
  }
  const { kind } = object;
  if (typeof kind !== 'string' || kind === '') return causes;
  const faults = label1035(kind.toLowerCase());
  if (faults.length > 0) causes.push(invalid(`${path}.kind`, kind, `may have mixed case, but should otherwise match: ${faults.join(',')}`));
  return causes;
}
