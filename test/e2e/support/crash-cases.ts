import assert from 'node:assert/strict';
import { listAccount } from './account-listing.ts';
import type { CrashLane } from './crash-lane.ts';
import type { Mishap, Stage } from './crash-life.ts';
import { create, remove } from './crash-life.ts';
import { describePoint, faults, numbered } from './crash-point.ts';
import { secretValue } from './crash-secrets.ts';
import type { CrashSubject } from './crash-subjects.ts';

/** A stage of an object's life. */
export type StageName = 'create' | 'delete';

/** One mishap and what came of it. */
export interface CaseResult {
  readonly kind: string;
  readonly stage: StageName;
  readonly point: string;
  readonly fault: string;
  /** What was seen: time, calls that reached AWS. */
  readonly seen: string;
  /** What was not as it had to be. */
  readonly failure: string | undefined;
}

/** The course of both stages without mishap. */
export interface Model {
  readonly created: Stage;
  readonly removed: Stage;
}

/** One life without mishap. Rejects if its calls are not those that the subject names, or if its deletion does not undo its creation. */
export async function runModel(lane: CrashLane, subject: CrashSubject): Promise<Model> {
  const created = await create(lane, subject, nameOf(subject, 0));
  assert.deepEqual(actions(created), [subject.creates, ...subject.completes]);
  await checkCreated(lane, subject, created);
  const removed = await remove(lane, subject, nameOf(subject, 0));
  assert.deepEqual(actions(removed), subject.deletes);
  const { came, went } = created.end.account;
  assert.deepEqual(removed.end.account.went, came);
  assert.deepEqual(
    removed.end.account.came.filter((item) => !item.includes('DBSnapshotIdentifier')),
    went,
  );
  assert.equal(removed.end.object, undefined);
  return { created, removed };
}

/** Every mishap of both stages, in as many lives as it takes. */
export async function runCases(lane: CrashLane, subject: CrashSubject, model: Model): Promise<readonly CaseResult[]> {
  const creations = mishapsOf(model.created.points);
  const deletions = mishapsOf(model.removed.points);
  const results: CaseResult[] = [];
  for (let life = 0; life < Math.max(creations.length, deletions.length); life += 1) {
    const name = nameOf(subject, life + 1);
    const [creation, deletion] = [creations[life], deletions[life]];
    results.push(
      ...(await runCase(subject, 'create', creation, async () => {
        const created = await create(lane, subject, name, creation);
        assert.deepEqual(created.end, model.created.end);
        await checkCreated(lane, subject, created);
        return created;
      })),
    );
    results.push(
      ...(await runCase(subject, 'delete', deletion, async () => {
        const removed = await remove(lane, subject, name, deletion);
        assert.deepEqual(removed.end, model.removed.end);
        return removed;
      })),
    );
  }
  return results;
}

function mishapsOf(points: readonly string[]): readonly Mishap[] {
  return numbered(points).flatMap((point) => faults.map((fault) => ({ point, fault })));
}

/** Undisturbed stages count only where they fail. */
async function runCase(
  { kind }: CrashSubject,
  stage: StageName,
  mishap: Mishap | undefined,
  run: () => Promise<Stage>,
): Promise<readonly CaseResult[]> {
  const what = { kind, stage, point: mishap === undefined ? '-' : describePoint(mishap.point), fault: mishap?.fault ?? '-' };
  try {
    const result = await run();
    return mishap === undefined ? [] : [{ ...what, seen: describeStage(result), failure: undefined }];
  } catch (error) {
    return [{ ...what, seen: 'failed', failure: error instanceof Error ? error.message : String(error) }];
  }
}

function describeStage(stage: Stage): string {
  return `${(stage.tookMs / 1000).toFixed(1)} s, ${stage.mutations.length} calls`;
}

function actions({ mutations }: Stage): readonly string[] {
  return mutations.map(({ call }) => call.action);
}

/** At most 20 characters, since it is part of names that AWS limits; unlike any other name. */
function nameOf({ kind }: CrashSubject, life: number): string {
  return `probe-${kind.toLowerCase().slice(-9)}-${life}x`;
}

/** One create call took effect, the external name is what it made, and AWS has the password that the Secret has. */
async function checkCreated(lane: CrashLane, subject: CrashSubject, { object, mutations }: Stage): Promise<void> {
  const made = mutations.filter(
    ({ call, status, verdict }) => call.action === subject.creates && (verdict !== 'forward' || status === 200),
  );
  assert.equal(made.length, 1, `${made.length} ${subject.creates} took effect`);
  const { id, securityGroupRuleIds } = object?.status?.atProvider ?? {};
  assert.equal(object?.metadata.annotations?.['evenkeel.dev/external-name'], id);
  const shown = (await listAccount(lane.environment)).join('\n');
  const wanted = Array.isArray(securityGroupRuleIds) ? securityGroupRuleIds : [String(id).split('_')[0]];
  for (const one of wanted) assert.ok(shown.includes(String(one)), `AWS does not show ${String(one)}`);
  const passwords = mutations.flatMap(({ call }) => call.params['MasterUserPassword'] ?? []);
  if (passwords.length > 0)
    assert.equal(passwords.at(-1), await secretValue(lane.environment.client, `${object?.metadata.name}-password`, 'password'));
}
