import { CloudError } from '../../cloud.ts';
import type { Observation } from '../../observation.ts';
import { preferred } from '../../ownership/verdict.ts';
import { unseenAfterMs } from '../../report/ready-as-it-was.ts';
import { attemptEnd } from '../attempt-end.ts';
import { Quiet, Waiting } from '../halt.ts';
import { nextLook } from '../object-memory.ts';
import { isApplied, settled, type Pass } from '../pass.ts';
import { isRequested, readOptions, type Found } from './look.ts';
import { observeParts } from './observe-parts.ts';

const firstListingPatienceMs = 5_000;

/** Looks at the cloud through the view: what is cached and recent enough costs no call. */
export async function observe(pass: Pass): Promise<Found> {
  const { view, createContext } = settled(pass);
  const name = createContext.externalName;
  view.watch(pass.managed.key, { keys: name === undefined ? [] : [name], parents: pass.kind.parents?.(createContext) ?? [] });
  checkListed(pass);
  pass.memory.lastLook = Math.max(pass.memory.lastLook, view.listedAt() ?? 0);
  const found = await withTags(pass, await find(pass, name));
  pass.looked = true;
  pass.memory.rereadFrom = 0;
  pass.memory.lastLook = Math.max(pass.memory.lastLook, found.state === 'present' ? found.observation.seenAt : pass.startedAt);
  if (found.state === 'present') watchFound(pass, found.observation);
  return found;
}

/** Parts have names that only a look tells: they are watched too, so that the object is told what becomes of them. */
function watchFound(pass: Pass, observation: Observation): void {
  pass.observed = observation;
  if (observation.parts === undefined) return;
  const { view, createContext } = settled(pass);
  const names = [observation.key, ...observation.parts.map(({ key }) => key)];
  view.watch(pass.managed.key, { keys: names, parents: pass.kind.parents?.(createContext) ?? [] });
}

/** Where a look shows no tags it doesn't tell whose a resource is: they are read before anything is concluded from it. */
async function withTags(pass: Pass, found: Found): Promise<Found> {
  const { kind, signal } = pass;
  if (found.state === 'absent' || !kind.tagged || kind.assemble !== undefined || found.observation.tags !== undefined) return found;
  const { key, seenAt } = found.observation;
  const read = await settled(pass).view.read(key, { notBefore: seenAt, deep: ['tags'], signal });
  return read === undefined ? { state: 'absent', proven: false } : { state: 'present', observation: read };
}

function find(pass: Pass, name: string | undefined): Promise<Found> {
  if (pass.kind.assemble !== undefined) return observeParts(pass);
  return name === undefined ? findByOwner(pass) : findByName(pass, name);
}

/**
 * Nothing is concluded before the first listing is in. No worker is held for it: the object is woken when it comes. A listing that
 * fails shows on the provider config, not on every object: those that were ready stay as they are, for as long as that is believed.
 */
function checkListed(pass: Pass): void {
  const { view } = settled(pass);
  if (view.listedAt() !== undefined) return;
  wakeWhenListed(pass);
  const { providerConfigRef, created } = pass.managed;
  const message = `the first listing of ${pass.kind.schema.plural} is not complete; ${providerConfigRef.kind} ${providerConfigRef.name} says why`;
  if (isApplied(pass.managed))
    throw isUnseen(pass) ? new CloudError('transient', 'NotListed', message) : new Quiet(message, believedFor(pass));
  const patience = created + firstListingPatienceMs - pass.startedAt;
  if (patience > 0) throw new Quiet(message, patience);
  throw new Waiting('WaitingForFirstLook', message);
}

function wakeWhenListed({ engine, managed, memory, view, signal }: Pass): void {
  if (view === undefined || memory.awaitsListingOf === view) return;
  memory.awaitsListingOf = view;
  const end = (): void => {
    if (memory.awaitsListingOf === view) memory.awaitsListingOf = undefined;
  };
  view.synced(signal).then(() => {
    end();
    engine.wake([managed.key]);
  }, end);
}

/** How long the last look will still be believed (ms). */
function believedFor({ engine, memory }: Pass): number {
  return memory.lastLook + unseenAfterMs + 1 - engine.clock.now();
}

function isUnseen(pass: Pass): boolean {
  return believedFor(pass) <= 0;
}

async function findByName(pass: Pass, name: string): Promise<Found> {
  const { view } = settled(pass);
  const sighting = view.get(name);
  const options = readOptions(pass);
  if (sighting.state === 'present' && isEnough(pass, sighting.observation, options.notBefore)) return sighting;
  const isGone = sighting.state === 'gone' && sighting.confirmedAt > pass.memory.lastMutation;
  if (isGone && sighting.confirmedAt > hiddenUntil(pass)) return { state: 'absent', proven: true };
  const read = await view.read(name, isGone ? { ...options, notBefore: pass.startedAt } : options);
  if (read !== undefined) return { state: 'present', observation: read };
  return { state: 'absent', proven: neverMade(pass) || (isGone && pass.startedAt > hiddenUntil(pass)) };
}

/** Until then (ms) what our create call made may not be shown yet, however often it is looked for. */
function hiddenUntil(pass: Pass): number {
  const { attempt } = pass.managed;
  return attempt === undefined ? 0 : attemptEnd(pass, attempt);
}

/** Recent enough, and all of it that is needed. */
function isEnough(pass: Pass, observation: Observation, notBefore: number): boolean {
  return observation.seenAt >= notBefore && !needsDeep(pass, observation);
}

/** A name that was never created under: not finding it is enough, since the create call's AlreadyExists guards the rest. */
function neverMade({ managed, kind }: Pass): boolean {
  return kind.schema.externalName.from !== 'assigned' && managed.account === undefined && managed.attempt === undefined;
}

async function findByOwner(pass: Pass): Promise<Found> {
  const { view, owner } = settled(pass);
  const seen = preferred(view.owned(owner), pass.managed.uid);
  const [kept] = seen;
  if (kept !== undefined) return keep(pass, kept);
  if (!mustLook(pass)) return { state: 'absent', proven: true };
  const looked = preferred(await view.lookUpOwner(owner, { ...readOptions(pass), notBefore: pass.startedAt }), pass.managed.uid);
  const [first] = looked;
  if (first !== undefined) return keep(pass, first);
  pass.memory.looked = true;
  return { state: 'absent', proven: pass.startedAt > hiddenUntil(pass) };
}

/** Without a name and an attempt the cloud is looked at first, unless that was done before any call, or the object came to us fresh. */
function mustLook({ managed, memory }: Pass): boolean {
  if (managed.attempt !== undefined) return managed.attempt.n !== memory.refusedAttempt;
  return !memory.looked || memory.lastMutation > 0;
}

/** Several may carry our identity: the object goes on with this one (see `clearDuplicates` for the others). */
async function keep(pass: Pass, kept: Observation): Promise<Found> {
  const options = readOptions(pass);
  if (isEnough(pass, kept, pass.memory.rereadFrom > 0 ? options.notBefore : 0)) return { state: 'present', observation: kept };
  const read = await settled(pass).view.read(kept.key, options);
  if (read !== undefined) return { state: 'present', observation: read };
  throw new Waiting(
    'Confirming',
    `${pass.kind.schema.kind} ${kept.key} was not seen in AWS; this is being confirmed`,
    nextLook(pass.memory),
  );
}

/** Deep values are waited for only where the spec asks for one that no read has shown and the object is not known to be in order. */
function needsDeep(pass: Pass, observation: Observation): boolean {
  if (isRequested(pass)) return observation.seenAt < pass.startedAt;
  if (isApplied(pass.managed)) return false;
  const { desired } = settled(pass).context;
  return observation.unknown?.some((field) => desired[field] !== undefined) ?? false;
}
