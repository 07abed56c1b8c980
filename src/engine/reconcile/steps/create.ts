import { createHash } from 'node:crypto';
import type { CloudCall, CloudView } from '../../cloud.ts';
import type { CreateContext, Kind } from '../../kind.ts';
import type { CreateAttempt } from '../../object/metadata.ts';
import type { Observation } from '../../observation.ts';
import { planReason } from '../../plan/plan-reason.ts';
import { attemptEnd } from '../attempt-end.ts';
import { Waiting } from '../halt.ts';
import { CallFailed, mutate } from '../mutate.ts';
import { nameToKeep } from '../name-to-keep.ts';
import { nextLook, resetLook } from '../object-memory.ts';
import { settled, type Pass } from '../pass.ts';
import { desiredTags } from '../plan-pass.ts';
import { writeAttempt, writeCreated } from '../write-metadata.ts';
import { noteSent, secretsOf } from './secrets.ts';

/**
 * Makes the resource, so that a crash at any point leaves at most one: intent first, then the call, then the name.
 * What is here at the start: nothing of ours was found. Whether a call may be made follows from the attempt on record.
 */
export async function create(pass: Pass): Promise<void> {
  const attempt = nextAttempt(pass);
  const { createContext } = settled(pass);
  const secrets = await secretsOf(pass, createContext.desired);
  const name = createContext.externalName;
  const isOpen = attempt.n === pass.managed.attempt?.n && attempt.n !== pass.memory.refusedAttempt;
  await writeAttempt(pass, attempt, name === undefined ? undefined : nameToKeep(pass, { key: name }));
  pass.memory.refusedAttempt = undefined;
  // That it was not there, or gone, is no news any more.
  if (name !== undefined) settled(pass).view.forget(name);
  const context = contextOf(pass, attempt, secrets.values);
  const created = await callCreate(pass, context, isOpen);
  noteSent(pass, secrets.hashes);
  await settleCreated(pass, created?.key ?? name);
  if (created === undefined) await readCreated(pass);
  pass.done.push({ type: 'create', reason: planReason.absent });
}

/** The attempt that may be made now; throws `Waiting` while an earlier one's outcome is open. */
function nextAttempt(pass: Pass): CreateAttempt {
  const { managed, memory, engine, kind, startedAt } = pass;
  const now = engine.clock.now();
  const { attempt } = managed;
  if (attempt === undefined) return { n: 1, time: now };
  if (managed.account !== undefined) return { n: attempt.n + 1, time: now };
  if (attempt.n === memory.refusedAttempt) return { n: attempt.n, time: now };
  switch (kind.unknownOutcome) {
    case 'repeat':
    case 'read':
      return { n: attempt.n, time: now };
    case 'token':
      return memory.tokenBurnt === attempt.n ? afterWindow(pass, attempt, startedAt) : { n: attempt.n, time: now };
    case 'window':
      return afterWindow(pass, attempt, startedAt);
    default:
      return kind.unknownOutcome satisfies never;
  }
}

/** Only a look-up that began after the last moment at which the lost call could have shown its resource allows the next attempt. */
function afterWindow(pass: Pass, attempt: CreateAttempt, lookedAt: number): CreateAttempt {
  const { clock } = pass.engine;
  const end = attemptEnd(pass, attempt);
  if (lookedAt > end) return { n: attempt.n + 1, time: clock.now() };
  const message = `whether create attempt ${attempt.n} took effect is not known: AWS is asked until its answer is certain`;
  throw new Waiting('CreateOutcomeUnknown', message, Math.min(nextLook(pass.memory), Math.max(end - clock.now(), 0) + 1_000));
}

function contextOf(pass: Pass, attempt: CreateAttempt, secrets: CreateContext['secrets']): CreateContext {
  const { createContext, owner } = settled(pass);
  return {
    ...createContext,
    secrets,
    tags: desiredTags(pass, createContext.desired),
    owner: { ...owner, attempt: attempt.n },
    token: createHash('sha256').update(`${owner.uid}/${attempt.n}`).digest('hex'),
  };
}

/**
 * Makes all calls. What their answers show goes into the view, and comes back with what the view knows beside. `isOpen`: an
 * earlier call of this attempt may have taken effect.
 */
async function callCreate(pass: Pass, context: CreateContext, isOpen: boolean): Promise<Observation | undefined> {
  const { view } = settled(pass);
  const seen: Observation[] = [];
  for (const [index, call] of pass.kind.create(context).entries()) {
    const output = await callOnce(pass, call, isOpen || index > 0);
    // What the answer shows is what the call made: it is no older than the call's end.
    const created = pass.kind.created(output, context, pass.engine.clock.now());
    for (const part of created?.parts ?? (created === undefined ? [] : [created])) {
      view.record(part);
      seen.push(part);
    }
  }
  resetLook(pass.memory);
  const known = seen.map((part) => recorded(view, part));
  pass.observed = pass.kind.assemble === undefined ? known.at(-1) : assembled(pass.kind.assemble, known, context);
  return pass.observed;
}

function recorded(view: CloudView, part: Observation): Observation {
  const sighting = view.get(part.key);
  return sighting.state === 'present' ? sighting.observation : part;
}

function assembled(
  assemble: NonNullable<Kind['assemble']>,
  parts: readonly Observation[],
  context: CreateContext,
): Observation | undefined {
  return parts.length === 0 ? undefined : assemble(parts, context);
}

async function callOnce(pass: Pass, call: CloudCall, isOpen: boolean): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await mutate(pass, call);
  } catch (error) {
    if (error instanceof CallFailed) noteFailure(pass, error, isOpen);
    throw error;
  }
}

/** A definite refusal leaves the attempt's number free, unless an earlier call under it may have made something; a burnt token and an unknown outcome do not. */
function noteFailure(pass: Pass, { error, outcome }: CallFailed, isOpen: boolean): void {
  const n = pass.managed.attempt?.n;
  if (error.errorClass === 'tokenMismatch') pass.memory.tokenBurnt = n;
  else if (outcome === 'refused' && error.errorClass !== 'alreadyExists' && !isOpen) pass.memory.refusedAttempt = n;
}

async function settleCreated(pass: Pass, name: string | undefined): Promise<void> {
  if (name === undefined)
    throw new Waiting('Creating', `${pass.kind.schema.kind} was created; AWS has not shown its id yet`, nextLook(pass.memory));
  const { access } = settled(pass);
  await writeCreated(pass, nameToKeep(pass, { key: name }), access.session.account);
  const { context, createContext } = settled(pass);
  pass.context = { ...context, externalName: name };
  pass.createContext = { ...createContext, externalName: name };
}

/** The answer showed nothing: what was made is read by its name. */
async function readCreated(pass: Pass): Promise<void> {
  const { view, createContext } = settled(pass);
  const name = createContext.externalName;
  if (name === undefined || pass.kind.assemble !== undefined) return;
  pass.observed = await view.read(name, { notBefore: pass.memory.lastMutation, signal: pass.signal });
}
