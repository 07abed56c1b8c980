import { ApiError, isConflict } from '../../kubernetes/api-error.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Engine } from '../engine.ts';
import type { Kind } from '../kind.ts';
import { parseManaged } from '../object/managed.ts';
import type { Requeue } from '../report/requeue.ts';
import type { Outcome } from '../report/outcome.ts';
import { afterConflict } from './after-conflict.ts';
import { Quiet } from './halt.ts';
import type { PassEnd } from './pass-end.ts';
import { writeReport } from './write-report.ts';
import type { ObjectMemory } from './object-memory.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { isApplied, type Pass } from './pass.ts';
import { bringAbout } from './steps/bring-about.ts';
import { checkSchema } from './steps/check-schema.ts';
import { writeConnectionSecret } from './steps/connection-secret.ts';
import { checkReferences, ensure } from './steps/ensure.ts';
import { clearDuplicates } from './steps/duplicates.ts';
import { identify } from './steps/identify.ts';
import { openAccess } from './steps/open-access.ts';
import { reach, releaseWithCrd, remove } from './steps/remove.ts';
import { resolve } from './steps/resolve.ts';
import { releaseUnnamed } from './steps/secrets.ts';

/** What a pass starts from. */
export interface PassInput {
  readonly engine: Engine;
  readonly kind: Kind;
  readonly object: KubernetesObject;
  readonly memory: ObjectMemory;
  readonly signal: AbortSignal;
}

/**
 * One pass over one managed object: an ordered list of steps, of which any may end it by throwing. What comes of it is
 * reported in one status patch, and only if it says something new. Rejects only when the signal aborts.
 */
export async function reconcileObject(input: PassInput): Promise<PassEnd> {
  const pass = newPass(input);
  try {
    const outcome = pass.managed.deleting ? await deletion(pass) : await upkeep(pass);
    if (outcome === 'released') return { requeue: { type: 'none' }, events: [], managed: undefined };
    return await writeReport(pass, outcome);
  } catch (error) {
    return await endEarly(pass, error);
  }
}

function newPass({ engine, kind, object, memory, signal }: PassInput): Pass {
  const managed = parseManaged(kind, object);
  return {
    engine,
    kind,
    memory,
    signal,
    startedAt: engine.clock.now(),
    generation: managed.generation,
    managed,
    wasApplied: isApplied(managed),
    looked: false,
    filtered: [],
    leftovers: [],
    applied: managed.status.applied,
    secretHashes: { ...managed.status.applied?.secrets, ...memory.secretHashes },
    done: [],
  };
}

async function upkeep(pass: Pass): Promise<Outcome> {
  checkSchema(pass);
  releaseUnnamed(pass);
  await openAccess(pass);
  resolve(pass);
  await identify(pass);
  await ensure(pass);
  if (pass.observed === undefined && pass.managed.paused)
    return { type: 'progressing', reason: 'Paused', message: 'nothing was created yet' };
  await clearDuplicates(pass);
  checkReferences(pass);
  const outcome = await bringAbout(pass);
  await writeConnectionSecret(pass);
  return outcome;
}

async function deletion(pass: Pass): Promise<Outcome | 'released'> {
  if (!pass.managed.hasFinalizer || (await releaseWithCrd(pass)) || !(await reach(pass))) return 'released';
  resolve(pass);
  await identify(pass);
  await remove(pass);
  return 'released';
}

async function endEarly(pass: Pass, error: unknown): Promise<PassEnd> {
  if (pass.signal.aborted) throw error;
  if (isConflict(error)) return afterConflict(pass);
  if (error instanceof Quiet) return { requeue: quietly(error), events: [], managed: pass.managed };
  logUnexpected(pass, error);
  try {
    return await writeReport(pass, outcomeOfError(pass, error));
  } catch (failure) {
    if (pass.signal.aborted) throw failure;
    return isConflict(failure) ? afterConflict(pass) : afterFailedReport(pass, failure);
  }
}

function quietly(error: Quiet): Requeue {
  return error.after === undefined ? { type: 'none' } : { type: 'after', afterMs: error.after };
}

/** A fault of ours is worth a line with its stack; what AWS or the user caused stands in status. */
function logUnexpected(pass: Pass, error: unknown): void {
  if (!(error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)) return;
  pass.engine.logger.error({ ...pass.managed.key, error: error.stack }, 'a pass failed in a way that it should not');
}

function afterFailedReport(pass: Pass, failure: unknown): PassEnd {
  if (failure instanceof ApiError && failure.code === 404) return { requeue: { type: 'none' }, events: [], managed: undefined };
  pass.engine.logger.warn({ ...pass.managed.key, error: String(failure) }, 'status could not be written');
  return { requeue: { type: 'rateLimited' }, events: [], managed: pass.managed };
}
