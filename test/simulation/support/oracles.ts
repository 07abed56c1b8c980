import { isObject } from '../../../src/base/json.ts';
import { annotation } from '../../../src/engine/object/metadata.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { managedObjects } from './managed-objects.ts';
import { canary } from './workload.ts';
import type { World } from './world.ts';

const sweepMs = 60_000;
const uidTag = 'evenkeel.dev:uid';

/** Exactly one resource for each object, and none without one, by owner tag. Gives what is wrong. */
export async function ownership(world: World): Promise<readonly string[]> {
  const objects = new Map((await managedObjects(world)).map((object) => [object.metadata.uid, object]));
  const owned = Map.groupBy(
    world.simulator.admin.list().filter(({ tags }) => tags[uidTag] !== undefined),
    ({ tags }) => tags[uidTag] ?? '',
  );
  const strays = [...owned].flatMap(([uid, all]) =>
    objects.has(uid) ? [] : all.map(({ type, id }) => `${type} ${id} belongs to no object`),
  );
  // A rule object is several rules in AWS.
  const doubled = [...owned].flatMap(([uid, all]) =>
    all.length > 1 && objects.get(uid)?.kind !== 'SecurityGroupRule'
      ? [`${titleOf(objects.get(uid))} has ${all.map(({ id }) => id).join(', ')}`]
      : [],
  );
  const known = new Set(world.simulator.admin.list().map(({ id }) => id));
  const missing = [...objects.values()].flatMap((object) => {
    const name = object.metadata.annotations?.[annotation.externalName];
    if (name === undefined) return [`${titleOf(object)} has no external name`];
    return isAnId(name) && !known.has(name) ? [`${titleOf(object)}: there is no ${name}`] : [];
  });
  return [...strays, ...doubled, ...missing];
}

/** An id that AWS gave; names and composed names are not looked for. */
function isAnId(name: string): boolean {
  return /^[a-z]{2,9}-[0-9a-f]{8,17}$/.test(name);
}

/** Nothing is written and nothing changed in AWS for three sweeps. Gives what was. */
export async function silence(world: World): Promise<readonly string[]> {
  // A provider config is let go a while after its last user.
  await world.advance(sweepMs);
  const from = world.trace.length;
  await world.advance(3 * sweepMs + 1_000);
  return world.trace.slice(from).filter((line) => !isReading(line) && !line.includes(' leases '));
}

function isReading(line: string): boolean {
  return / aws (Describe|List|Get|AssumeRole)/.test(line);
}

/** The secret value stands in Secrets and nowhere else. Gives where else. */
export async function secrecy(world: World): Promise<readonly string[]> {
  const objects = await managedObjects(world);
  const events = await world.client.list({ group: '', version: 'v1', kind: 'Event', plural: 'events', namespaced: true }, {});
  const shown = [
    ...objects.map((object) => [titleOf(object), JSON.stringify(object)] as const),
    ...events.items.map((event) => [`event ${event.metadata.name}`, JSON.stringify(event)] as const),
    ...world.log.lines.map((line) => ['the log', JSON.stringify(line)] as const),
    ...world.simulator.admin.list().map((resource) => [resource.id, JSON.stringify(resource)] as const),
  ];
  return shown.filter(([, text]) => text.includes(canary)).map(([where]) => `the secret stands in ${where}`);
}

/** Ready only where AWS says that the resource can be used. */
export async function readiness(world: World): Promise<readonly string[]> {
  const resources = new Map(world.simulator.admin.list().map((resource) => [resource.id, resource]));
  return (await managedObjects(world)).flatMap((object) => {
    const resource = resources.get(object.metadata.annotations?.[annotation.externalName] ?? '');
    const state: unknown = resource?.members['State'] ?? resource?.members['DBInstanceStatus'];
    const isUsable = state === undefined || ['available', 'backing-up', 'storage-optimization', 'Complete'].includes(String(state));
    return isReady(object) && !isUsable ? [`${titleOf(object)} is Ready while it is ${String(state)}`] : [];
  });
}

export function isReady(object: KubernetesObject): boolean {
  const { status } = object;
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  if (!Array.isArray(conditions)) return false;
  return conditions.some(
    (one) =>
      isObject(one) && one['type'] === 'Ready' && one['status'] === 'True' && one['observedGeneration'] === object.metadata.generation,
  );
}

function titleOf(object: KubernetesObject | undefined): string {
  return object === undefined ? 'an object' : `${object.kind} ${object.metadata.name}`;
}
