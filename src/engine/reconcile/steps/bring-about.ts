import type { Observation } from '../../observation.ts';
import type { Action, Plan } from '../../plan/action.ts';
import { plan } from '../../plan/plan.ts';
import { planReason } from '../../plan/plan-reason.ts';
import { rememberWrites } from '../../plan/settle.ts';
import type { Outcome } from '../../report/outcome.ts';
import { Quiet, Waiting } from '../halt.ts';
import { mutateAll } from '../mutate.ts';
import { nextLook, resetLook } from '../object-memory.ts';
import { isApplied, settled, type Pass } from '../pass.ts';
import { planInput, settlingOf } from '../plan-pass.ts';
import { applyStatus } from './apply-status.ts';
import { checkOwner } from './check-owner.ts';
import { filterOf } from '../filter-of.ts';
import { changedSecrets, noteSent, secretsOf, type SecretValues } from './secrets.ts';

/** Changes of one pass: what is set at creation, what that makes possible, and a check that nothing is left. */
const maxRounds = 4;
/** Looks at what is in flight fall on multiples of it (ms). */
const sharedLookMs = 1_000;

type Doable = Extract<Action, { calls: unknown }>;

/** Plans, does what policies allow, looks again, and says how it stands. */
export async function bringAbout(pass: Pass): Promise<Outcome> {
  const secrets = await presentSecrets(pass);
  for (let round = 0; round < maxRounds; round += 1) {
    const observed = await known(pass, observedOf(pass));
    const input = planInput(pass, observed, changedSecrets(pass, secrets));
    const { actions, leftovers } = plan({ ...input, context: { ...input.context, secrets: secrets.values } });
    const { allowed, filtered } = filterOf(pass, actions);
    pass.filtered = filtered;
    pass.leftovers = leftovers;
    const doable = allowed.filter(isDoable);
    if (doable.length === 0) return conclude(pass, { input, allowed, observed });
    if (await isStale(pass, observed)) continue;
    await carryOut(pass, doable, secrets);
  }
  return { type: 'progressing', reason: 'Applying', message: 'AWS does not show all changes yet', after: nextLook(pass.memory) };
}

function observedOf(pass: Pass): Observation {
  if (pass.observed !== undefined) return pass.observed;
  throw new Waiting('Creating', `${pass.kind.schema.kind} was created; AWS does not show it yet`, nextLook(pass.memory));
}

/** What spec sets and no look has shown yet is read before anything is concluded from the rest. */
async function known(pass: Pass, observed: Observation): Promise<Observation> {
  const { view, context } = settled(pass);
  const deep = (observed.unknown ?? []).filter((name) => context.desired[name] !== undefined);
  if (deep.length === 0 || isApplied(pass.managed)) return observed;
  const read = await view.read(observed.key, { notBefore: observed.seenAt, deep, signal: pass.signal });
  pass.observed = read;
  return observedOf(pass);
}

/** A Secret that is missing keeps nothing away from a resource that runs: its value is merely not compared. */
async function presentSecrets(pass: Pass): Promise<SecretValues> {
  try {
    return await secretsOf(pass, settled(pass).context.desired);
  } catch (error) {
    if (error instanceof Waiting && isApplied(pass.managed)) return { values: {}, hashes: {} };
    throw error;
  }
}

function isDoable(action: Action): action is Doable {
  return 'calls' in action && action.type !== 'delete';
}

/**
 * A name may stand for another resource than the one that was seen: kinds known by name are read afresh before the first change.
 * True when the new look differs, so that the plan is made anew.
 */
async function isStale(pass: Pass, observed: Observation): Promise<boolean> {
  if (pass.kind.schema.externalName.from !== 'name' || observed.seenAt >= pass.startedAt) return false;
  const read = await settled(pass).view.read(observed.key, { notBefore: pass.startedAt, deep: ['tags'], signal: pass.signal });
  if (read === undefined) throw notShown(pass, `AWS does not show ${pass.kind.schema.kind} ${observed.key} any more`);
  checkOwner(pass, read);
  pass.observed = read;
  return true;
}

async function carryOut(pass: Pass, actions: readonly Doable[], secrets: SecretValues): Promise<void> {
  const { memory, observed } = pass;
  for (const action of actions) {
    // Noted before the calls: one that fails half-way may have opened something.
    if (pass.kind.assemble !== undefined && action.type === 'update') memory.lastOpened = pass.engine.clock.now();
    await mutateAll(pass, action.calls);
    memory.writes = rememberWrites(settlingOf(pass), [action], observed);
    noteSent(pass, sentHashes(action, secrets));
    pass.done.push(action);
  }
  resetLook(memory);
  await lookAgain(pass, actions);
}

function sentHashes(action: Doable, secrets: SecretValues): Record<string, string> {
  const sent = action.type === 'update' ? action.changes.filter(({ cause }) => cause === 'secret') : [];
  return Object.fromEntries(sent.flatMap(({ path }) => (secrets.hashes[path] === undefined ? [] : [[path, secrets.hashes[path]]])));
}

/** Reads what was just changed, deep parts only where they show it. */
async function lookAgain(pass: Pass, actions: readonly Doable[]): Promise<void> {
  const { view } = settled(pass);
  const { observed, memory, signal, kind } = pass;
  if (observed === undefined) return;
  if (kind.assemble !== undefined) {
    pass.observed = await lookAtParts(pass);
    return;
  }
  const changed = actions.flatMap((action) =>
    action.type === 'update' ? action.changes.map(({ path }) => path.split('.')[0] ?? path) : action.type === 'tag' ? ['tags'] : [],
  );
  const read = await view.read(observed.key, { notBefore: memory.lastMutation, deep: changed, deepAlone: true, signal });
  if (read === undefined) throw notShown(pass, `AWS does not show ${kind.schema.kind} ${observed.key} after the change yet`);
  memory.shownMutation = memory.lastMutation;
  pass.observed = read;
}

/** What ran before it was mended is not called in doubt by one read. */
function notShown(pass: Pass, message: string): Error {
  const after = nextLook(pass.memory);
  return pass.wasApplied ? new Quiet(message, after) : new Waiting('Applying', message, after);
}

async function lookAtParts(pass: Pass): Promise<Observation | undefined> {
  const { view, owner, createContext } = settled(pass);
  const parts = await view.lookUpOwner(owner, { notBefore: pass.memory.lastMutation, signal: pass.signal });
  return pass.kind.assemble?.(parts, createContext);
}

interface Conclusion {
  readonly input: ReturnType<typeof planInput>;
  readonly allowed: Plan;
  readonly observed: Observation;
}

/** Nothing (more) to do: what does that make of the object? */
function conclude(pass: Pass, { input, allowed, observed }: Conclusion): Outcome {
  const { state } = observed;
  const replaced = allowed.find((action) => action.type === 'replace');
  if (replaced !== undefined) return { type: 'replacement', changes: replaced.changes, reason: replaced.reason };
  pass.applied = applyStatus(pass, input);
  const waiting = allowed.find((action) => action.type === 'wait' && action.reason !== planReason.pendingMaintenance);
  if (waiting !== undefined && !isMending(pass, waiting.reason, observed)) return waitFor(pass, waiting.reason, observed);
  if (state.phase === 'impaired') return { type: 'unusable', state };
  if (state.phase !== 'usable')
    return { type: 'progressing', reason: state.reason, message: stateMessage(pass, observed), after: inFlight(pass) };
  const after = waiting === undefined ? undefined : inFlight(pass);
  if (after === undefined) resetLook(pass.memory);
  const pending = changesOf(allowed.filter((action) => action.type === 'wait' && action !== waiting));
  return { type: 'ready', state, drift: changesOf(pass.filtered), pending, ...(after === undefined ? {} : { after }) };
}

/** Drift of a generation that runs was just mended, and AWS does not show it yet: no reason to take Ready away. */
function isMending(pass: Pass, reason: string, { state }: Observation): boolean {
  return reason === planReason.settling && pass.wasApplied && state.phase === 'usable';
}

function waitFor(pass: Pass, reason: string, observed: Observation): Outcome {
  const after = inFlight(pass);
  if (reason === planReason.settling)
    return { type: 'progressing', reason: 'Applying', message: 'AWS does not show the change yet', after };
  return { type: 'progressing', reason: observed.state.reason, message: stateMessage(pass, observed), after };
}

/** Looks fall on whole seconds, so that objects which wait at the same time are asked for in one call; a listing until then does as well. */
function inFlight(pass: Pass): number {
  const { memory, engine } = pass;
  const now = engine.clock.now();
  memory.rereadFrom = now + 1;
  return Math.round((now + nextLook(memory)) / sharedLookMs) * sharedLookMs - now;
}

function stateMessage(pass: Pass, { key, state }: Observation): string {
  return state.message ?? `${pass.kind.schema.kind} ${key}: ${state.reason}`;
}

function changesOf(actions: Plan) {
  return actions.flatMap((action) => {
    if (action.type === 'update' || action.type === 'wait' || action.type === 'replace') return action.changes;
    if (action.type !== 'tag') return [];
    const set = Object.entries(action.set).map(([key, to]) => ({ path: `tags.${key}`, from: undefined, to, cause: 'spec' as const }));
    return [...set, ...action.remove.map((key) => ({ path: `tags.${key}`, from: undefined, to: undefined, cause: 'removed' as const }))];
  });
}
