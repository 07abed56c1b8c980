import { setTimeout as pause } from 'node:timers/promises';
import { isNotFound } from '../../../src/kubernetes/api-error.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { keyOf } from '../../../src/kubernetes/object.ts';
import { typeOf } from './object-types.ts';

/** Names one object; namespace `default` unless told. */
export interface ObjectRef {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

/** A managed object as tests look at it. */
export interface ManagedView extends KubernetesObject {
  readonly spec?: { readonly forProvider?: Readonly<Record<string, unknown>> };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastHandledReconcileAt?: string;
    readonly conditions?: readonly Condition[];
    readonly atProvider?: Readonly<Record<string, unknown>>;
    readonly plan?: unknown;
    readonly [member: string]: unknown;
  };
}

/** Decides whether an object is as it should be; undefined: there is no such object. */
export type Wanted = (object: ManagedView | undefined) => boolean;

const everyMs = 100;

/** The condition of a type. */
export function conditionOf(object: ManagedView | undefined, type: string): Condition | undefined {
  return object?.status?.conditions?.find((condition) => condition.type === type);
}

/** True for objects whose condition has this status, and this reason if one is given, for their present generation. */
export function hasCondition(type: string, status = 'True', reason?: string): Wanted {
  return (object) => {
    const condition = conditionOf(object, type);
    const current = condition?.observedGeneration === undefined || condition.observedGeneration === object?.metadata.generation;
    return condition?.status === status && current && (reason === undefined || condition.reason === reason);
  };
}

export const isReady: Wanted = hasCondition('Ready');
export const isGone: Wanted = (object) => object === undefined;

/** The object, or undefined where there is none. */
export async function read(client: KubernetesClient, ref: ObjectRef): Promise<ManagedView | undefined> {
  const type = typeOf(ref.kind);
  const name = type.namespaced ? { namespace: ref.namespace ?? 'default', name: ref.name } : { name: ref.name };
  try {
    return (await client.get(type, name)) as ManagedView;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Waits until every object is as wanted and gives them in order; rejects, saying how the others stand. One list call per kind and namespace and look. */
export async function waitForObjects(
  client: KubernetesClient,
  refs: readonly ObjectRef[],
  wanted: Wanted,
  timeoutMs: number,
): Promise<readonly (ManagedView | undefined)[]> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await readAll(client, refs);
    const open = refs.filter((_, index) => !wanted(found[index]));
    if (open.length === 0) return found;
    if (Date.now() > deadline)
      throw new Error(`after ${timeoutMs} ms ${open.length} of ${refs.length} are not as wanted: ${describe(refs, found, wanted)}`);
    await pause(everyMs);
  }
}

async function readAll(client: KubernetesClient, refs: readonly ObjectRef[]): Promise<readonly (ManagedView | undefined)[]> {
  const places = new Map(refs.map((ref) => [placeOf(ref), ref]));
  const found = new Map<string, ManagedView>();
  for (const [place, { kind, namespace }] of places) {
    for (const object of await listAll(client, kind, namespace ?? 'default')) found.set(`${place} ${object.metadata.name}`, object);
  }
  return refs.map((ref) => found.get(`${placeOf(ref)} ${ref.name}`));
}

function placeOf({ kind, namespace }: ObjectRef): string {
  return `${kind} ${namespace ?? 'default'}`;
}

/** All objects of a kind in a namespace. */
export async function listAll(client: KubernetesClient, kind: string, namespace: string): Promise<readonly ManagedView[]> {
  const type = typeOf(kind);
  const items: KubernetesObject[] = [];
  let next: string | undefined;
  do {
    const page = await client.list(type, {
      ...(type.namespaced ? { namespace } : {}),
      limit: 500,
      ...(next === undefined ? {} : { continue: next }),
    });
    items.push(...page.items);
    next = page.continue;
  } while (next !== undefined);
  return items as ManagedView[];
}

function describe(refs: readonly ObjectRef[], found: readonly (ManagedView | undefined)[], wanted: Wanted): string {
  const lines = refs.flatMap((ref, index) => (wanted(found[index]) ? [] : [`${ref.kind} ${ref.name}: ${stateOf(found[index])}`]));
  return `\n  ${lines.slice(0, 10).join('\n  ')}`;
}

/** How an object stands, for error texts. */
export function stateOf(object: ManagedView | undefined): string {
  if (object === undefined) return 'not there';
  const conditions = object.status?.conditions ?? [];
  const texts = conditions.map(({ type, status, reason, message }) => `${type}=${status} ${reason ?? ''} ${message ?? ''}`.trim());
  return `${keyOf(object)} generation ${object.metadata.generation}: ${texts.join('; ') || 'no conditions'}`;
}
