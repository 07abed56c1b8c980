import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import type { Context } from 'mocha';
import type { CaseResult } from './crash-cases.ts';
import { notReached } from './crash-cases.ts';
import type { CrashLane } from './crash-lane.ts';
import { crashTable, failuresOf } from './crash-table.ts';

/** Kinds are gone through side by side, each lane with a cluster, an account and a controller of its own. */
const lanes = Math.min(4, availableParallelism() * 2);

/** What one test goes through in a lane. */
export interface CrashJob {
  readonly title: string;
  /** Fewer results mean that calls went unnoticed. */
  readonly least: number;
  readonly run: (lane: CrashLane) => Promise<readonly CaseResult[]>;
}

interface OpenJob extends CrashJob {
  readonly done: PromiseWithResolvers<readonly CaseResult[]>;
}

/** Defines a test for each job. They are gone through in lanes, side by side; the table of all cases is printed at the end. */
export function crashSuite(title: string, jobs: readonly CrashJob[], startLane: (context: Context) => Promise<CrashLane>): void {
  const open = jobs.map(opened);
  describe(title, () => {
    const started: CrashLane[] = [];
    const seen: CaseResult[] = [];

    before(async function () {
      this.timeout(180_000);
      for (let lane = 0; lane < lanes; lane += 1) started.push(await startLane(this));
      const queue = [...open];
      for (const lane of started) void work(lane, queue);
    });

    after(async function () {
      this.timeout(60_000);
      if (seen.length > 0) console.log(`${crashTable(seen)}\n${seen.length} cases`);
      for (const { environment } of started) await environment.stop();
    });

    for (const job of open) {
      it(job.title, async function () {
        this.timeout(600_000);
        const results = await job.done.promise;
        seen.push(...results);
        assert.equal(failuresOf(results), '');
        const happened = results.filter((result) => result.seen !== notReached);
        assert.ok(happened.length >= job.least, `only ${happened.length} cases`);
      });
    }
  });
}

function opened(job: CrashJob): OpenJob {
  const done = Promise.withResolvers<readonly CaseResult[]>();
  // Whoever awaits it later is told; until then it is nobody's unhandled rejection.
  done.promise.catch(() => undefined);
  return { ...job, done };
}

async function work(lane: CrashLane, queue: OpenJob[]): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { run, done } = next;
    await run(lane).then(done.resolve, done.reject);
  }
}
