import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import type { CaseResult } from './support/crash-cases.ts';
import { notReached, runCases } from './support/crash-cases.ts';
import { CrashLane } from './support/crash-lane.ts';
import { runRotations } from './support/crash-rotation.ts';
import type { CrashSubject } from './support/crash-subjects.ts';
import { subjects } from './support/crash-subjects.ts';
import { crashTable, failuresOf, gapsText } from './support/crash-table.ts';

/** Kinds are gone through side by side, each lane with a cluster, an account and a controller of its own. */
const lanes = Math.min(4, availableParallelism() * 2);

interface Job {
  readonly title: string;
  /** Fewer results mean that calls went unnoticed. */
  readonly least: number;
  readonly done: PromiseWithResolvers<readonly CaseResult[]>;
  readonly run: (lane: CrashLane) => Promise<readonly CaseResult[]>;
}

function job(title: string, least: number, run: Job['run']): Job {
  const done = Promise.withResolvers<readonly CaseResult[]>();
  // Whoever awaits it later is told; until then it is nobody's unhandled rejection.
  done.promise.catch(() => undefined);
  return { title, least, run, done };
}

/** Intent, create call, external name and status; the calls that complete it; delete call and finalizer: each before, after and lost. */
function leastCases({ completes, deletes }: CrashSubject): number {
  return 3 * (4 + completes.length + deletes.length + 1);
}

const jobs: readonly Job[] = [
  ...subjects.map((subject) =>
    job(`makes and deletes one ${subject.kind}, wherever the process is killed or an answer lost`, leastCases(subject), (lane) =>
      runCases(lane, subject),
    ),
  ),
  ...subjects
    .filter(({ kind }) => kind === 'Instance')
    .map((subject) =>
      job('sends a changed password once, and again only after an unknown outcome', 6, (lane) => runRotations(lane, subject)),
    ),
];

async function work(lane: CrashLane, queue: Job[]): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { run, done } = next;
    await run(lane).then(done.resolve, done.reject);
  }
}

describe('kill -9 at any point', () => {
  const started: CrashLane[] = [];
  const seen: CaseResult[] = [];

  before(async function () {
    this.timeout(180_000);
    for (let lane = 0; lane < lanes; lane += 1) started.push(await CrashLane.start(this));
    const queue = [...jobs];
    for (const lane of started) void work(lane, queue);
  });

  after(async function () {
    this.timeout(60_000);
    if (seen.length > 0) console.log(`${crashTable(seen)}\n${seen.length} cases\n${gapsText()}`);
    for (const { environment } of started) await environment.stop();
  });

  for (const { title, least, done } of jobs) {
    it(title, async function () {
      this.timeout(600_000);
      const results = await done.promise;
      seen.push(...results);
      assert.equal(failuresOf(results), '');
      const happened = results.filter((result) => result.seen !== notReached);
      assert.ok(happened.length >= least, `only ${happened.length} cases`);
    });
  }
});
