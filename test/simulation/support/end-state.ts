import { isObject } from '../../../src/base/json.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { composites, plainChildren } from './composites.ts';
import { managedObjects } from './managed-objects.ts';
import type { World } from './world.ts';

/** What stands at the end, ids, times and hashes left out, so that two runs can be compared: sorted lines of JSON. */
export async function endState(world: World): Promise<readonly string[]> {
  const all = [...(await managedObjects(world)), ...(await composites(world)), ...(await plainChildren(world))];
  const objects = all.map(describeObject);
  const resources = world.simulator.admin
    .list()
    .map(({ type, tags, members }) => masked({ type, tags: withoutIncarnation(tags), members: withoutIncarnation(members) }));
  return [...objects, ...resources].toSorted();
}

function describeObject({ kind, metadata, spec, data, status }: KubernetesObject): string {
  const conditions =
    isObject(status) && Array.isArray(status['conditions']) ? (status['conditions'] as readonly Record<string, unknown>[]) : [];
  const standing = conditions.map(({ type, status: value, reason, message }) => ({ type, status: value, reason, message }));
  const atProvider = isObject(status) && isObject(status['atProvider']) ? withoutVolatile(status['atProvider']) : undefined;
  return masked({ kind, name: metadata.name, finalizers: metadata.finalizers, spec, data, atProvider, standing });
}

/** What changes by itself, and is written when something else is: whether it is there depends on when that was. */
function withoutVolatile({ latestRestorableTime: _time, ...rest }: Readonly<Record<string, unknown>>): object {
  return rest;
}

const incarnation = new Set(['evenkeel.dev:uid', 'evenkeel.dev:attempt']);

/** Tags that differ from one life of an object to the next are left out, wherever they stand. */
function withoutIncarnation(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((item) => !(isObject(item) && incarnation.has(String(item['Key'])))).map(withoutIncarnation);
  if (value instanceof Date || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !incarnation.has(key))
      .map(([key, member]) => [key, withoutIncarnation(member)]),
  );
}

const ids = /\b([a-z]{2,9})-[0-9a-f]{8,17}(?![0-9a-f-])/g;
const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const resourceIds = /\bdb-[A-Z0-9]{20,}\b/g;

function masked(value: unknown): string {
  return maskedText(sorted(value));
}

function maskedText(value: unknown): string {
  return JSON.stringify(value).replace(times, 'TIME').replace(uuids, 'UUID').replace(resourceIds, 'db-ID').replace(ids, '$1-ID');
}

/** Members and items in one order: which was set first is no difference, nor is what the simulator counts for itself. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).toSorted((a, b) => (maskedText(a) < maskedText(b) ? -1 : 1));
  if (value instanceof Date || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'sequence')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
