import { sleep } from '../../base/clock.ts';
import { ApiError, ApiUnreachable, isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import { annotation, finalizer, formatAttempt, type CreateAttempt } from '../object/metadata.ts';
import { parseManaged } from '../object/managed.ts';
import type { Kind } from '../kind.ts';
import type { Pass } from './pass.ts';

/** Field manager of the finalizer and annotations that we write. */
export const fieldManager = 'evenkeel';
const retryMs = 500;
const longestRetryMs = 10_000;
/** The worker is held no longer than this. */
const retryForMs = 30_000;

/** A kind, as the client asks for its objects. */
export function resourceTypeOf(kind: Kind): ResourceType {
  const { group, version, plural } = kind.schema;
  return { group, version, plural, kind: kind.schema.kind, namespaced: true };
}

interface MetadataPatch {
  /** null removes. */
  readonly annotations?: Readonly<Record<string, string | null>>;
  readonly finalizers?: readonly string[];
}

/**
 * Writes annotations and finalizers by merge patch. `guarded`: with uid and resourceVersion, so that a stale cache is
 * refused with a conflict (rejects with ApiError 409); else with the uid alone, for what has to be written whatever moved.
 */
async function patchMetadata(pass: Pass, patch: MetadataPatch, guarded: boolean): Promise<void> {
  const { metadata } = pass.managed.object;
  const precondition = guarded ? { uid: metadata.uid, resourceVersion: metadata.resourceVersion } : { uid: metadata.uid };
  const written = await pass.engine.client.patch(
    resourceTypeOf(pass.kind),
    { namespace: metadata.namespace, name: metadata.name },
    { metadata: { ...patch, ...precondition } },
    { kind: 'merge', fieldManager },
  );
  took(pass, written);
}

function took(pass: Pass, written: KubernetesObject): void {
  pass.managed = parseManaged(pass.kind, written);
  pass.engine.wrote(written);
}

function withFinalizer(pass: Pass): readonly string[] {
  const present = pass.managed.object.metadata.finalizers ?? [];
  return present.includes(finalizer) ? present : [...present, finalizer];
}

/**
 * The intent to create: finalizer and attempt, and the external name of kinds whose name is known before the call, in one
 * guarded patch. The name and account of a resource that is gone are taken away with it.
 */
export async function writeAttempt(pass: Pass, attempt: CreateAttempt, externalName: string | undefined): Promise<void> {
  const present = pass.managed.object.metadata.annotations ?? {};
  const gone = [...(externalName === undefined ? [annotation.externalName] : []), annotation.account].filter(
    (name) => present[name] !== undefined,
  );
  const annotations = {
    [annotation.createAttempt]: formatAttempt(attempt),
    ...(externalName === undefined ? {} : { [annotation.externalName]: externalName }),
    ...Object.fromEntries(gone.map((name) => [name, null])),
  };
  pass.memory.attemptSeen = { time: attempt.time, at: attempt.time };
  await patchMetadata(pass, { finalizers: withFinalizer(pass), annotations }, true);
}

/** The resource was taken in: finalizer, external name and account in one guarded patch; none if all are there. */
export async function writeAdoption(pass: Pass, externalName: string, account: string): Promise<void> {
  const { managed } = pass;
  if (managed.hasFinalizer && managed.externalName === externalName && managed.account === account) return;
  const annotations = { [annotation.externalName]: externalName, [annotation.account]: account };
  await patchMetadata(pass, { finalizers: withFinalizer(pass), annotations }, true);
}

/**
 * What was just created: external name and account. An API server that can't answer now is asked again for half a minute. Then,
 * or if it refuses, this rejects: the attempt is on record, and the next pass looks for what it made.
 */
export async function writeCreated(pass: Pass, externalName: string, account: string): Promise<void> {
  const { clock, logger } = pass.engine;
  const annotations = { [annotation.externalName]: externalName, [annotation.account]: account };
  const until = clock.now() + retryForMs;
  for (let delay = retryMs; ; delay = Math.min(delay * 2, longestRetryMs)) {
    try {
      await patchMetadata(pass, { annotations }, false);
      return;
    } catch (error) {
      if (!isPassing(error) || clock.now() + delay > until) throw error;
      logger.warn({ ...pass.managed.key, error: String(error) }, 'the external name could not be written yet');
    }
    await sleep(clock, delay, pass.signal);
  }
}

/** No answer, too many requests, or a fault of the server. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiUnreachable || (error instanceof ApiError && (error.code === 429 || error.code >= 500));
}

/** Lets the object go. A conflict rejects (the pass is run again); an object that is gone already is fine. */
export async function removeFinalizer(pass: Pass): Promise<void> {
  const finalizers = (pass.managed.object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
  try {
    await patchMetadata(pass, { finalizers }, true);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
