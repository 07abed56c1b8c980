import assert from 'node:assert/strict';
import type { Lane } from '../../../../src/aws/budget/call-bucket.ts';
import { CallBudgets } from '../../../../src/aws/budget/call-budgets.ts';
import { UnsentError } from '../../../../src/aws/error/unsent-error.ts';
import { OverBudget } from '../../../../src/engine/over-budget.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const scope = (action: string, account = '1'): { account: string; region: string; service: string; action: string } => ({
  account,
  region: 'eu-central-1',
  service: 'ec2',
  action,
});
const never = new AbortController().signal;

class Bench {
  readonly clock = new FakeClock();
  readonly budgets = new CallBudgets(this.clock, 'published');
  readonly granted: Lane[] = [];

  ask(action: string, lane: Lane, count = 1, signal = never): void {
    for (let i = 0; i < count; i++) {
      this.budgets.acquire(scope(action), { lane, signal }).then(
        () => this.granted.push(lane),
        () => undefined,
      );
    }
  }

  count(lane: Lane): number {
    return this.granted.filter((each) => each === lane).length;
  }
}

function turnOf(error: unknown): number {
  assert.ok(error instanceof UnsentError && error.cloudError instanceof OverBudget);
  return error.cloudError.retryAfterMs;
}

describe('CallBudgets', () => {
  it('grants the capacity at once, but for a margin, then the refill', async () => {
    const bench = new Bench();
    bench.ask('CreateVpc', 'edit', 68);
    await bench.clock.settle();
    assert.equal(bench.granted.length, 48, 'capacity of a mutating EC2 action, less two');
    await bench.clock.advance(2000);
    assert.equal(bench.granted.length, 58, '5 a second');
    await bench.clock.advance(2000);
    assert.equal(bench.granted.length, 68);
    assert.equal(bench.clock.pending, 0, 'no timer when nobody waits');
  });

  it('keeps a bucket an action and an account', async () => {
    const bench = new Bench();
    bench.ask('CreateVpc', 'edit', 49);
    await bench.clock.settle();
    assert.equal(bench.granted.length, 48);
    bench.ask('CreateSubnet', 'edit');
    await bench.clock.settle();
    assert.equal(bench.granted.length, 49);
    await bench.budgets.acquire(scope('CreateVpc', '2'), { lane: 'edit', signal: never });
  });

  it('serves edits before sweeps that waited longer', async () => {
    const bench = new Bench();
    bench.ask('DescribeVpcs', 'edit', 98);
    await bench.clock.settle();
    bench.ask('DescribeVpcs', 'sweep', 3);
    bench.ask('DescribeVpcs', 'edit', 3);
    await bench.clock.advance(150);
    assert.deepEqual(bench.granted.slice(98), ['edit', 'edit', 'edit']);
    await bench.clock.advance(150);
    assert.equal(bench.count('sweep'), 3);
  });

  it('gives sweeps half and deep reads a tenth of what there is', async () => {
    const bench = new Bench();
    bench.ask('DescribeVpcs', 'sweep', 500);
    bench.ask('DescribeVpcs', 'deep', 500);
    await bench.clock.settle();
    assert.deepEqual([bench.count('sweep'), bench.count('deep')], [50, 10]);
    await bench.clock.advance(10_000);
    assert.deepEqual([bench.count('sweep'), bench.count('deep')], [150, 30]);
  });

  it('refuses unsent, as throttled, what would wait longer than allowed', async () => {
    const bench = new Bench();
    bench.ask('CreateVpc', 'edit', 98);
    await bench.clock.settle();
    const asked = bench.budgets.acquire(scope('CreateVpc'), { lane: 'edit', signal: never, maxWaitMs: 10_000 });
    await assert.rejects(asked, (error: unknown) => error instanceof UnsentError && error.cloudError.errorClass === 'throttled');
    await bench.clock.advance(1000);
    const later = bench.budgets.acquire(scope('CreateVpc'), { lane: 'edit', signal: never, maxWaitMs: 10_000 });
    await bench.clock.advance(10_000);
    await later;
  });

  it('gives each one that it refuses a turn of its own, so that all tokens are spent and none comes in vain', async () => {
    const bench = new Bench();
    bench.ask('CreateVpc', 'edit', 48);
    await bench.clock.settle();
    const ask = (): Promise<void> => bench.budgets.acquire(scope('CreateVpc'), { lane: 'edit', signal: never, maxWaitMs: 0 });
    const turns = await Promise.all(Array.from({ length: 20 }, () => ask().then(() => 0, turnOf)));
    assert.deepEqual(turns.slice(0, 3), [200, 400, 600], '5 a second');
    for (const [index, turn] of turns.entries()) {
      await bench.clock.advance(turn - (turns[index - 1] ?? 0));
      await ask();
    }
  });

  it('promises no turn that is further than ten minutes away', async () => {
    const bench = new Bench();
    bench.ask('CreateVpc', 'edit', 48);
    await bench.clock.settle();
    const ask = (): Promise<number> =>
      bench.budgets.acquire(scope('CreateVpc'), { lane: 'edit', signal: never, maxWaitMs: 0 }).then(() => 0, turnOf);
    const turns = await Promise.all(Array.from({ length: 4000 }, ask));
    assert.equal(Math.max(...turns), 600_000);
    await bench.clock.advance(600_000);
    bench.ask('CreateVpc', 'edit', 48);
    await bench.clock.settle();
    assert.equal(await ask(), 200, 'those of which none came are not waited for');
  });

  it('lets a waiter go whose signal aborts, and does not spend a token on it', async () => {
    const bench = new Bench();
    const abort = new AbortController();
    bench.ask('CreateVpc', 'edit', 48);
    bench.ask('CreateVpc', 'edit', 10, abort.signal);
    bench.ask('CreateVpc', 'edit', 1);
    await bench.clock.settle();
    abort.abort(new Error('stop'));
    await bench.clock.advance(200);
    assert.equal(bench.granted.length, 49);
  });

  it('halves the rate when throttled, once for a burst, and recovers to the published one', async () => {
    const bench = new Bench();
    for (let i = 0; i < 20; i++) bench.budgets.learn(scope('DescribeVpcs'), true);
    bench.ask('DescribeVpcs', 'edit', 1000);
    await bench.clock.advance(1000);
    assert.equal(bench.granted.length, 10, 'drained, then 10 a second instead of 20');
    for (let second = 0; second < 30; second++) {
      bench.budgets.learn(scope('DescribeVpcs'), false);
      await bench.clock.advance(1000);
    }
    const before = bench.granted.length;
    await bench.clock.advance(10_000);
    assert.equal(bench.granted.length - before, 200);
  });

  it('starts what AWS publishes no figures for at 5 reads a second, and learns upwards', async () => {
    const clock = new FakeClock();
    const budgets = new CallBudgets(clock, 'published');
    const rds = { account: '1', region: 'eu-central-1', service: 'rds', action: 'DescribeDBInstances' };
    let granted = 0;
    for (let i = 0; i < 500; i++) {
      budgets.acquire(rds, { lane: 'edit', signal: never }).then(
        () => granted++,
        () => undefined,
      );
    }
    await clock.advance(10_000);
    assert.equal(granted, 9 + 50);
    for (let second = 0; second < 20; second++) {
      budgets.learn(rds, false);
      await clock.advance(1000);
    }
    const before = granted;
    await clock.advance(5000);
    assert.equal(granted - before, 100, 'up to 20 a second, not further');
  });

  it('grants everything when unlimited', async () => {
    const budgets = new CallBudgets(new FakeClock(), 'unlimited');
    for (let i = 0; i < 1000; i++) await budgets.acquire(scope('CreateVpc'), { lane: 'deep', signal: never, maxWaitMs: 0 });
  });
});
