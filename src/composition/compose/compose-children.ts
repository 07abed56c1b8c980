import { isObject, stableStringify, type JsonObject } from '../../base/json.ts';
import type { ResourceType } from '../../kubernetes/object.ts';
import type { CompositionStep } from '../api/composition.ts';
import type { FunctionState } from '../function/pipeline-function.ts';
import { runPipeline, type PipelineOutcome } from '../pipeline/run-pipeline.ts';
import { applyChildren } from './apply-children.ts';
import type { LiveChild, SelectedRevision } from './composer.ts';
import { ownConditions, type CompositeOutcome } from './composite-conditions.ts';
import type { CompositePass } from './composite-pass.ts';
import { ownStatus, userStatusOf, type CompositeFindings } from './composite-status.ts';
import { ConnectionSecrets, ForeignSecret } from './connection-secrets.ts';
import { cycleOf } from './cycle-of.ts';
import { UnusableChild } from './desired-child.ts';
import { matchChildren, type Match, type Matching } from './match-children.ts';
import { ChildrenUnknown } from './children-unknown.ts';
import { needsApply } from './needs-apply.ts';
import { observeComposite } from './observe-composite.ts';
import { removeUnwanted, type Removed } from './remove-children.ts';
import { tellResults } from './tell-results.ts';

/** What came of composing. `goOn`: children were still changed in the last run, so that another pass shall follow. */
export interface Composed {
  readonly findings: CompositeFindings;
  readonly goOn: boolean;
}

/** What the pipeline made of it could not be done. Nothing was touched. */
class Refused extends Error {
  readonly outcome: Extract<CompositeOutcome, { readonly type: 'failed' }>;

  constructor(reason: string, message: string, stalled: boolean) {
    super(message);
    this.name = 'Refused';
    this.outcome = { type: 'failed', reason, message, stalled };
  }
}

/** What the pass was made from has moved on: the next pass sees it. Status stays. */
class StalePass extends Error {
  constructor() {
    super('what this pass was made from has moved on');
    this.name = 'StalePass';
  }
}

const nothingRemoved: Removed = { leaving: [], held: [] };
/** Runs in one pass: children that a run made are seen by the next, so that most composites are written to once. */
const mostRuns = 3;
const mostProblems = 5;

/** Runs the pipeline and does its will, until it wants nothing new. `unchanged`: nothing has moved since the last pass came to rest. */
export async function composeChildren(pass: CompositePass, revision: SelectedRevision): Promise<Composed | 'unchanged'> {
  const { composer, composite, memory, signal } = pass;
  const cycle = cycleOf(composer, composite, revision);
  if (cycle !== undefined) return failure(pass, revision, new Refused('CyclicComposition', cycle, true));
  const secrets = new ConnectionSecrets(composer, composite, signal);
  memory.loop.begin(`${composite.metadata.generation ?? 0} ${revision.revisionName}`);
  try {
    return await runToRest(pass, revision, secrets);
  } catch (error) {
    memory.fingerprint = undefined;
    if (error instanceof Refused) return failure(pass, revision, error);
    if (error instanceof ChildrenUnknown) return failure(pass, revision, new Refused('ChildrenUnknown', error.message, false));
    throw error;
  } finally {
    secrets.keep(memory.secretNamespaces);
  }
}

async function runToRest(pass: CompositePass, revision: SelectedRevision, secrets: ConnectionSecrets): Promise<Composed | 'unchanged'> {
  for (let runs = 1; ; runs += 1) {
    const { live, state, fingerprint } = await observeComposite(pass, revision, secrets);
    if (runs === 1 && isAtRest(pass, fingerprint, revision)) return 'unchanged';
    const { findings, changed, atRest } = await runOnce(pass, { revision, secrets, live, state });
    pass.memory.fingerprint = changed === 0 && atRest ? wholeFingerprint(pass, fingerprint, revision) : undefined;
    if (changed === 0 || runs === mostRuns) return { findings, goOn: changed > 0 };
  }
}

function isAtRest(pass: CompositePass, fingerprint: string, revision: SelectedRevision): boolean {
  const { memory, composer, composite } = pass;
  if (memory.status !== stableStringify(composite['status'])) return false;
  if (memory.expiresAt !== undefined && composer.clock.now() >= memory.expiresAt) return false;
  return memory.fingerprint === wholeFingerprint(pass, fingerprint, revision);
}

function wholeFingerprint({ composer, composite, memory }: CompositePass, fingerprint: string, { steps }: SelectedRevision): string {
  return `${fingerprint} ${composer.versionOf(composite, memory.selectors, steps)}`;
}

function failure({ composer }: CompositePass, revision: SelectedRevision, { outcome }: Refused): Composed {
  return { findings: { outcome, conditions: [], revision, now: composer.clock.now() }, goOn: false };
}

interface Run {
  readonly revision: SelectedRevision;
  readonly secrets: ConnectionSecrets;
  readonly live: readonly LiveChild[];
  readonly state: FunctionState;
}

interface RunEnd {
  readonly findings: CompositeFindings;
  readonly changed: number;
  /** Nothing failed that would have to be tried again. */
  readonly atRest: boolean;
}

async function runOnce(pass: CompositePass, run: Run): Promise<RunEnd> {
  const { composer, composite, memory } = pass;
  const outcome = await pipelineOutcome(pass, run);
  const matching = await matched(pass, outcome.desired, run.live);
  await validated(pass, matching.matches);
  const userStatus = await statusOf(pass, outcome.desired);
  const applied = await applyChildren(composer, composite, matching.matches, memory);
  const isWhole = applied.looping.length === 0 && applied.states.every(({ failure: failed }) => failed !== 'write');
  // New before old: what replaces a child has to be there before it goes.
  const removal = { composite, revision: run.revision, unwanted: matching.unwanted, all: run.live };
  const removed = isWhole ? await removeUnwanted(composer, removal) : nothingRemoved;
  if (removed === 'stale') throw new StalePass();
  await writeSecret(run.secrets, outcome.desired);
  return {
    findings: {
      outcome: {
        type: 'composed',
        ready: outcome.desired.composite.ready,
        children: applied.states,
        held: removed.held,
        leaving: removed.leaving,
        looping: applied.looping,
      },
      conditions: outcome.conditions.filter(({ type }) => !ownConditions.has(type)),
      userStatus,
      resources: applied.states.map(({ report }) => report).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      revision: run.revision,
      now: composer.clock.now(),
    },
    changed: applied.changed,
    atRest: isWhole,
  };
}

async function pipelineOutcome(
  { composer, composite, memory, signal }: CompositePass,
  { revision, state, secrets }: Run,
): Promise<Extract<PipelineOutcome, { readonly type: 'done' }>> {
  composer.ran?.();
  const deps = { ...composer.pipeline(composite), credentialsOf: (step: CompositionStep) => secrets.credentials(step) };
  const outcome = await runPipeline(deps, { steps: revision.steps, observed: state }, signal);
  memory.selectors = outcome.selectors;
  tellResults(composer, composite, memory, outcome);
  if (outcome.type === 'fatal') {
    memory.expiresAt = undefined;
    throw new Refused('PipelineFailed', `step ${JSON.stringify(outcome.step)}: ${outcome.message}`, outcome.answered);
  }
  memory.expiresAt = outcome.ttlMs === undefined ? undefined : composer.clock.now() + outcome.ttlMs;
  return outcome;
}

async function matched(
  { composer, composite, memory }: CompositePass,
  desired: FunctionState,
  live: readonly LiveChild[],
): Promise<Matching> {
  const types = new Map<string, ResourceType>();
  for (const [key, { resource }] of Object.entries(desired.resources)) {
    const { apiVersion, kind } = resource;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string')
      throw new Refused('InvalidResource', `resource ${JSON.stringify(key)}: apiVersion and kind are missing`, true);
    const type = await composer.types.resolve(apiVersion, kind);
    if (type === undefined)
      throw new Refused('KindNotServed', `resource ${JSON.stringify(key)}: the API server serves no ${kind} in ${apiVersion}`, false);
    types.set(key, type);
    memory.types.set(`${apiVersion}/${kind}`, type);
  }
  await Promise.all([...new Set(types.values())].map((type) => composer.children.watch(type)));
  try {
    // A type that was not watched until now may hold children of ours: a lost status is no reason to make them twice.
    const all = [...live, ...composer.children.childrenOf(composite.metadata.uid).filter((each) => !isKnown(live, each))];
    return matchChildren(composite, desired.resources, types, all);
  } catch (error) {
    if (error instanceof UnusableChild) throw new Refused('InvalidResource', error.message, true);
    throw error;
  }
}

function isKnown(live: readonly LiveChild[], { object }: LiveChild): boolean {
  return live.some((each) => each.object.metadata.uid === object.metadata.uid);
}

/** All that is to be written is held against its schema before any of it is. */
async function validated({ composer }: CompositePass, matches: readonly Match[]): Promise<void> {
  const problems: string[] = [];
  for (const { child, live } of matches) {
    if (live !== undefined && !needsApply(live, child)) continue;
    const found = await composer.types.problemsOf(child.type, child.object);
    problems.push(...found.map((problem) => `resource ${JSON.stringify(child.key)} (${child.type.kind}): ${problem}`));
  }
  if (problems.length === 0) return;
  const more = problems.length - mostProblems;
  throw new Refused('InvalidResource', `${problems.slice(0, mostProblems).join('; ')}${more > 0 ? ` (and ${more} more)` : ''}`, true);
}

/** Status as the pipeline wants it, which has to fit the composite's own schema. */
async function statusOf({ composer, composite }: CompositePass, desired: FunctionState): Promise<JsonObject> {
  const wanted = desired.composite.resource['status'] ?? {};
  if (!isObject(wanted)) throw new Refused('InvalidStatus', 'status of the composite: not an object', true);
  const status = Object.fromEntries(Object.entries(wanted).filter(([member]) => !ownStatus.has(member))) as JsonObject;
  if (stableStringify(status) === stableStringify(userStatusOf(composite))) return status;
  const { apiVersion, kind, metadata } = composite;
  const object = { ...composite, apiVersion, kind, metadata, status } as unknown as JsonObject;
  const problems = await composer.types.problemsOf(composer.type, object);
  if (problems.length > 0)
    throw new Refused('InvalidStatus', `status of the composite: ${problems.slice(0, mostProblems).join('; ')}`, true);
  return status;
}

async function writeSecret(secrets: ConnectionSecrets, desired: FunctionState): Promise<void> {
  try {
    await secrets.write(desired.composite.connectionDetails);
  } catch (error) {
    if (error instanceof ForeignSecret) throw new Refused('ForeignSecret', error.message, true);
    throw error;
  }
}
