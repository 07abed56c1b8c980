import type { CloudCall, ObjectKey } from '../../cloud.ts';
import type { DeleteContext } from '../../kind.ts';
import { annotation, finalizer } from '../../object/metadata.ts';
import type { Observation } from '../../observation.ts';
import { ownerTagKeys } from '../../ownership/owner-tags.ts';
import { judgeOwner } from '../../ownership/verdict.ts';
import type { Action } from '../../plan/action.ts';
import { DeletionBlocked, Terminal, Waiting } from '../halt.ts';
import { CallFailed, mutate, mutateAll } from '../mutate.ts';
import { attemptEnd } from '../attempt-end.ts';
import { nextLook } from '../object-memory.ts';
import { settled, type Pass } from '../pass.ts';
import { removeFinalizer } from '../write-metadata.ts';
import { carryingOurUid, clearDuplicates } from './duplicates.ts';
import { isOurMaking, isReplaced } from './check-owner.ts';
import { filterOf } from '../filter-of.ts';
import { isOutbid } from './identify.ts';
import { observe } from './observe.ts';
import { openAccess } from './open-access.ts';

const wanted = { type: 'delete', calls: [], reason: 'the object is being deleted' } as const satisfies Action;

/** While its CRD is being deleted, nothing is deleted in the cloud on an object's account: it goes at once, without a look. */
export async function releaseWithCrd(pass: Pass): Promise<boolean> {
  if (!(await pass.engine.crdTerminating(pass.kind))) return false;
  await removeFinalizer(pass);
  return true;
}

/** Opens access for a deletion. An object whose resource stays in the cloud needs none: what can't be reached is let go as it is, and false comes back. */
export async function reach(pass: Pass): Promise<boolean> {
  try {
    await openAccess(pass);
    return true;
  } catch (error) {
    if (!(error instanceof Terminal) || !filterOf(pass, [wanted]).release) throw error;
    await removeFinalizer(pass);
    return false;
  }
}

/** Deletes the resource, or lets it go, and then the object. Returns once the finalizer is off; throws while it has to stay. */
export async function remove(pass: Pass): Promise<void> {
  const { release, blocked } = filterOf(pass, [wanted]);
  if (blocked !== undefined) throw heldBack(blocked);
  const outbid = isOutbid(pass);
  if (!outbid && !release) checkUsers(pass);
  if (!outbid || pass.kind.tagged) await clearAway(pass, { release, outbid });
  await removeFinalizer(pass);
}

interface Leaving {
  /** The resource stays in the cloud. */
  readonly release: boolean;
  /** Another object claims the name: only our own uid counts. */
  readonly outbid: boolean;
}

async function clearAway(pass: Pass, { release, outbid }: Leaving): Promise<void> {
  const found = await observe(pass);
  const observation = found.state === 'present' ? found.observation : carryingOurUid(pass)[0];
  if (observation === undefined) checkGone(pass, found.state === 'absent' && (found.proven || release));
  else if (isTitled(pass, observation, outbid)) await (release ? orphan(pass, observation) : destroy(pass, observation));
}

function heldBack(by: 'paused' | 'protected'): DeletionBlocked {
  const [reason, name] = by === 'paused' ? (['Paused', annotation.paused] as const) : (['Protected', annotation.protect] as const);
  return new DeletionBlocked(reason, `the object is ${by} (annotation ${name}): remove the annotation to let it be deleted`);
}

/** Others that live and use this resource keep it. */
function checkUsers(pass: Pass): void {
  const { engine, managed } = pass;
  const users = engine.edges.users(managed.key, managed.externalName).filter((user) => isStarted(pass, user));
  if (users.length === 0) return;
  const names = users.map(({ kind, name }) => `${kind.split('.')[0] ?? kind} ${name}`).toSorted();
  const shown = names.slice(0, 5).join(', ');
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  throw new DeletionBlocked('InUse', `still used by ${shown}${more}; it is deleted as soon as they are gone`);
}

/** An object that has nothing in the cloud and no intent to make something there uses nothing. */
function isStarted({ engine }: Pass, user: ObjectKey): boolean {
  return engine.targets.get(user.kind, user.namespace, user.name)?.metadata.finalizers?.includes(finalizer) === true;
}

/** The finalizer stays until it is certain that nothing is there, nor will be shown later. */
function checkGone(pass: Pass, proven: boolean): void {
  const { managed, memory } = pass;
  checkHidden(pass);
  if (memory.deleted) return;
  if (pass.startedAt <= shownBy(pass)) {
    throw new Waiting(
      'CreateOutcomeUnknown',
      'whether a create call took effect is not known yet: what it made is deleted as soon as AWS shows it',
      nextLook(memory),
    );
  }
  if (proven || managed.account === undefined) return;
  throw new Waiting('Deleting', 'it is being confirmed that AWS no longer has the resource', nextLook(memory));
}

/**
 * The moment (ms) by which a look shows what the last create attempt made: an open one may have made something, and parts that
 * have no name to be asked for may be there unseen. 0: no attempt can have made anything that is not known.
 */
function shownBy(pass: Pass): number {
  const { managed, memory, kind } = pass;
  const { attempt } = managed;
  if (attempt === undefined || attempt.n === memory.refusedAttempt) return 0;
  return managed.account === undefined || kind.assemble !== undefined ? attemptEnd(pass, attempt) : 0;
}

/** Parts that an update opened may not be shown yet, and nothing else names them. */
function checkHidden({ memory, engine, kind }: Pass): void {
  const { visibilityWindowMs = kind.visibilityWindowMs, requestTimeoutMs } = engine.settings;
  if (memory.lastOpened === 0 || engine.clock.now() > memory.lastOpened + requestTimeoutMs + visibilityWindowMs) return;
  throw new Waiting('Deleting', 'what was opened last may not be shown by AWS yet: it is waited for', nextLook(memory));
}

/** What is not ours is left alone, and the object goes. */
function isTitled(pass: Pass, observation: Observation, outbid = false): boolean {
  const verdict = judgeOwner(observation.owner, settled(pass).owner);
  if (outbid) return verdict === 'ours';
  if (verdict === 'foreign' || isReplaced(pass, observation)) return false;
  return verdict !== 'unowned' || pass.managed.account !== undefined || isOurMaking(pass, observation);
}

/** Takes the owner tags away, where the policy lets us, so that another object may take the resource over. */
async function orphan(pass: Pass, observation: Observation): Promise<void> {
  if (observation.owner === undefined) return;
  const keys = Object.values(ownerTagKeys);
  const context = { ...settled(pass).context, observed: observation, changes: [] };
  const calls = pass.kind.tag?.(context, {}, keys) ?? [];
  const { allowed } = filterOf(pass, [{ type: 'tag', set: {}, remove: keys, calls, reason: 'the resource is let go' }]);
  for (const action of allowed) if (action.type === 'tag') await mutateAll(pass, action.calls);
}

async function destroy(pass: Pass, observation: Observation): Promise<void> {
  await clearDuplicates(pass);
  const { kind, memory } = pass;
  const fresh = await freshLook(pass, observation);
  if (fresh === undefined) return;
  if (fresh.state.phase !== 'deleting') await callDelete(pass, fresh);
  memory.rereadFrom = Number.POSITIVE_INFINITY;
  const left = await lookAgain(pass, fresh);
  if (left === undefined) return checkHidden(pass);
  throw new Waiting('Deleting', `${kind.schema.kind} ${fresh.key} is being deleted in AWS`, nextLook(memory));
}

/** A name may have come to stand for another resource: it is read right before it is deleted, and left alone if it is not ours. */
async function freshLook(pass: Pass, observation: Observation): Promise<Observation | undefined> {
  if (pass.kind.schema.externalName.from !== 'name' || observation.seenAt >= pass.startedAt) return observation;
  const read = await settled(pass).view.read(observation.key, { notBefore: pass.startedAt, deep: ['tags'], signal: pass.signal });
  if (read === undefined) throw new Waiting('Deleting', 'it is being confirmed that AWS no longer has the resource', nextLook(pass.memory));
  return isTitled(pass, read) ? read : undefined;
}

async function callDelete(pass: Pass, observed: Observation): Promise<void> {
  const context: DeleteContext = { ...settled(pass).context, externalName: observed.key, observed };
  const calls = pass.kind.delete(context);
  await callEach(pass, context, calls);
  pass.memory.deleted = true;
  pass.done.push({ ...wanted, calls });
}

/** A step that finds nothing left to do was done before. */
async function callEach(pass: Pass, context: DeleteContext, calls: readonly CloudCall[]): Promise<void> {
  for (const call of calls) {
    try {
      await mutate(pass, call);
    } catch (error) {
      if (!(error instanceof CallFailed) || error.outcome === 'unknown') throw error;
      const rest = error.error.errorClass === 'notFound' ? [] : pass.kind.deleteAgain?.(context, error.error.code);
      if (rest === undefined) throw error;
      await mutateAll(pass, rest);
    }
  }
}

async function lookAgain(pass: Pass, observed: Observation): Promise<Observation | undefined> {
  const { view, owner } = settled(pass);
  const options = { notBefore: pass.memory.lastMutation, signal: pass.signal };
  if (pass.kind.assemble === undefined) {
    const read = await view.read(observed.key, options);
    if (read === undefined) view.forget(observed.key);
    return read;
  }
  const [part] = await view.lookUpOwner(owner, options);
  if (part === undefined) for (const { key } of observed.parts ?? []) view.forget(key);
  return part;
}
