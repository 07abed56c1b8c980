import { deepEqual, isObject } from '../../base/json.ts';
import type { Clock } from '../../base/clock.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { Condition } from '../../kubernetes/condition.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import { apiVersionOf } from '../../kubernetes/object.ts';
import { outcomeConditions, wasReady, type ApiOutcome, type OutcomeContext, type TypedDraft } from './api-outcome.ts';

/** Field manager of metadata, and of objects that we make. */
export const fieldManager = 'evenkeel';
const statusManager = 'evenkeel-status';

/** Through which objects are written, and who is told of what a write returned. */
export interface WriterDeps {
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly wrote: (object: KubernetesObject) => void;
}

/** Merge patch of metadata; null removes. */
export interface MetadataPatch {
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly finalizers?: readonly string[];
}

/** Writes metadata by merge patch with uid and resourceVersion: rejects with a conflict where the object has moved. */
export async function patchMetadata(
  { client, wrote }: WriterDeps,
  type: ResourceType,
  object: KubernetesObject,
  patch: MetadataPatch,
): Promise<KubernetesObject> {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  const body = { metadata: { ...patch, uid, resourceVersion } };
  const written = await client.patch(type, { namespace, name }, body, { kind: 'merge', fieldManager });
  wrote(written);
  return written;
}

/** Writes what an outcome means for an object's status, if that says something new. Rejects with a conflict where the object has moved. */
export async function writeOutcome(
  { client, clock, wrote }: WriterDeps,
  type: ResourceType,
  object: KubernetesObject,
  { outcome, more }: { readonly outcome: ApiOutcome; readonly more: readonly TypedDraft[] },
): Promise<void> {
  const context = contextOf(object, clock.now());
  const status = { observedGeneration: context.generation, conditions: outcomeConditions(outcome, more, context) };
  if (deepEqual(object['status'], status)) return;
  const { namespace, name, uid, resourceVersion } = object.metadata;
  // Conditions rest on those that were there, which somebody may have written to since.
  const body = { apiVersion: apiVersionOf(type), kind: type.kind, metadata: { namespace, name, uid, resourceVersion }, status };
  const options = { kind: 'apply', subresource: 'status', fieldManager: statusManager, force: true } as const;
  wrote(await client.patch(type, { namespace, name }, body, options));
}

/** Does the object's status say that it is ready as it stands now? */
export function isReady(object: KubernetesObject): boolean {
  return wasReady(contextOf(object, 0));
}

function contextOf(object: KubernetesObject, now: number): OutcomeContext {
  const status = isObject(object['status']) ? object['status'] : {};
  return {
    previous: (status['conditions'] ?? []) as readonly Condition[],
    observedGeneration: status['observedGeneration'] as number | undefined,
    generation: object.metadata.generation ?? 0,
    now,
  };
}
