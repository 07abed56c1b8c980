import assert from 'node:assert/strict';
import { listAccount } from './account-listing.ts';
import type { CrashLane } from './crash-lane.ts';
import type { Stage } from './crash-life.ts';
import { create, remove } from './crash-life.ts';
import type { CrashPoint, Fault, Mishap } from './crash-point.ts';
import { describePoint, faults, numbered } from './crash-point.ts';
import { secretValue } from './crash-secrets.ts';
import type { CrashSubject } from './crash-subjects.ts';

/** One mishap and what came of it. */
export interface CaseResult {
  readonly kind: string;
  readonly stage: 'create' | 'delete' | 'rotate';
  readonly point: string;
  readonly fault: string;
  /** Time, and calls that reached AWS. */
  readonly seen: string;
  /** What was not as it had to be. */
  readonly failure: string | undefined;
}

/** Seen of a call that is not made each time, such as a second write after a conflict. */
export const notReached = 'not reached';

/** Which mishaps are tried, and what is demanded beside the end of a life without. */
export interface CrashRules {
  readonly faults: readonly Fault[];
  readonly isTried: (point: CrashPoint, subject: CrashSubject) => boolean;
  /** A create call takes effect once. Where AWS shows late what there is, only a second one finds out: by its token, or by being refused. */
  readonly createsOnce: boolean;
}

/** Everything, where AWS shows at once what there is. Events are written beside everything else and read by nobody but users: trying them with one kind is enough. */
const everywhere: CrashRules = {
  faults,
  isTried: ({ call }, { withEvents }) => call !== 'POST events' || withEvents === true,
  createsOnce: true,
};

/** The course of both stages without mishap. */
interface Model {
  readonly created: Stage;
  readonly removed: Stage;
}

/**
 * Lets an object of the subject be made and deleted with every mishap, in as many lives as that takes, and holds each
 * end against that of a life without mishap. Rejects if the latter is not in order.
 */
export async function runCases(lane: CrashLane, subject: CrashSubject, rules: CrashRules = everywhere): Promise<readonly CaseResult[]> {
  const model = await runModel(lane, subject);
  const creations = mishapsOf(subject, rules, model.created.points);
  const deletions = mishapsOf(subject, rules, model.removed.points);
  const results: CaseResult[] = [];
  for (let life = 0; life < Math.max(creations.length, deletions.length); life += 1) {
    const name = nameOf(subject, life + 1);
    const createCase = { lane, subject, rules, name, mishap: creations[life] };
    results.push(...(await runCase(createCase, 'create', () => creation(createCase, model))));
    const deleteCase = { lane, subject, rules, name, mishap: deletions[life] };
    results.push(...(await runCase(deleteCase, 'delete', () => deletion(deleteCase, model))));
  }
  return results;
}

interface Case {
  readonly lane: CrashLane;
  readonly subject: CrashSubject;
  readonly rules: CrashRules;
  readonly name: string;
  readonly mishap: Mishap | undefined;
}

async function creation({ lane, subject, rules, name, mishap }: Case, model: Model): Promise<Stage> {
  const created = await create(lane, subject, name, mishap);
  assert.deepEqual(created.end, model.created.end);
  if (rules.createsOnce) checkCreatedOnce(subject, created);
  await checkCreated(lane, created);
  return created;
}

async function deletion({ lane, subject, name, mishap }: Case, model: Model): Promise<Stage> {
  const removed = await remove(lane, subject, name, mishap);
  assert.deepEqual(removed.end, model.removed.end);
  return removed;
}

/** Its calls are those that the subject names, and its deletion undoes its creation but for a last snapshot. */
async function runModel(lane: CrashLane, subject: CrashSubject): Promise<Model> {
  const name = nameOf(subject, 0);
  const created = await create(lane, subject, name);
  assert.deepEqual(actions(created), [subject.creates, ...subject.completes]);
  checkCreatedOnce(subject, created);
  await checkCreated(lane, created);
  const removed = await remove(lane, subject, name);
  assert.deepEqual(actions(removed), subject.deletes);
  const { came, went } = created.end.account;
  assert.notEqual(came.length, 0);
  assert.deepEqual(removed.end.account.went, came);
  assert.deepEqual(
    removed.end.account.came.filter((item) => !item.includes('DBSnapshotIdentifier')),
    went,
  );
  assert.equal(removed.end.object, undefined);
  return { created, removed };
}

function mishapsOf(subject: CrashSubject, rules: CrashRules, points: readonly string[]): readonly Mishap[] {
  return numbered(points)
    .filter((point) => rules.isTried(point, subject))
    .flatMap((point) => rules.faults.map((fault) => ({ point, fault })));
}

/** Runs one case and never rejects. A stage without mishap counts only where it fails. */
async function runCase({ subject, mishap }: Case, stage: CaseResult['stage'], run: () => Promise<Stage>): Promise<readonly CaseResult[]> {
  const where = mishap === undefined ? { point: '-', fault: '-' } : { point: describePoint(mishap.point), fault: mishap.fault };
  const what = { kind: subject.kind, stage, ...where };
  try {
    const result = await run();
    return mishap === undefined ? [] : [{ ...what, seen: describeStage(result), failure: undefined }];
  } catch (error) {
    return [{ ...what, seen: 'FAILED', failure: error instanceof Error ? error.message : String(error) }];
  }
}

function describeStage(stage: Stage): string {
  if (!stage.reached) return notReached;
  return `${(stage.tookMs / 1000).toFixed(1)} s, ${stage.mutations.length} calls`;
}

function actions({ mutations }: Stage): readonly string[] {
  return mutations.map(({ call }) => call.action);
}

/** Short, since it is part of names that AWS limits; none is the beginning of another. */
function nameOf({ kind }: CrashSubject, life: number): string {
  return `probe-${kind.toLowerCase().slice(-9)}-${life}x`;
}

function checkCreatedOnce(subject: CrashSubject, { mutations }: Stage): void {
  const made = mutations.filter(
    ({ call, status, verdict }) => call.action === subject.creates && (verdict !== 'forward' || status === 200),
  );
  assert.equal(made.length, 1, `${made.length} ${subject.creates} took effect`);
}

/** The external name is what was made, and AWS has the password that the Secret has. */
async function checkCreated(lane: CrashLane, { object, mutations }: Stage): Promise<void> {
  const { id, securityGroupRuleIds } = object?.status?.atProvider ?? {};
  assert.equal(object?.metadata.annotations?.['evenkeel.dev/external-name'], id);
  const shown = (await listAccount(lane.environment)).join('\n');
  const wanted = Array.isArray(securityGroupRuleIds) ? securityGroupRuleIds : [String(id).split('_')[0]];
  for (const one of wanted) assert.ok(shown.includes(String(one)), `AWS does not show ${String(one)}`);
  const passwords = mutations.flatMap(({ call }) => call.params['MasterUserPassword'] ?? []);
  if (passwords.length === 0) return;
  assert.equal(passwords.at(-1), await secretValue(lane.environment.client, `${object?.metadata.name}-password`, 'password'));
}
