import assert from 'node:assert/strict';
import type { SandboxJob, SandboxOutcome } from '../../../../src/composition/typescript/sandbox.ts';
import type { SandboxThread } from '../../../../src/composition/typescript/thread-sandbox.ts';
import { ThreadSandbox } from '../../../../src/composition/typescript/thread-sandbox.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

/** A thread that answers when the test says so. */
class FakeThread implements SandboxThread {
  readonly jobs: SandboxJob[] = [];
  answered: (outcome: SandboxOutcome) => void = () => undefined;
  ended: (reason: string) => void = () => undefined;
  terminated = false;

  post(job: SandboxJob): void {
    this.jobs.push(job);
  }

  listen(answered: (outcome: SandboxOutcome) => void, ended: (reason: string) => void): void {
    this.answered = answered;
    this.ended = ended;
  }

  terminate(): void {
    this.terminated = true;
  }
}

describe('sandbox on a thread', () => {
  const job: SandboxJob = { source: 'a', input: '{}', limits: { memoryBytes: 1, timeMs: 1000 } };
  const done: SandboxOutcome = { type: 'done', output: '{}' };
  let clock: FakeClock;
  let threads: FakeThread[];
  let tested: ThreadSandbox;
  let stop: AbortController;

  beforeEach(() => {
    clock = new FakeClock();
    threads = [];
    stop = new AbortController();
    tested = new ThreadSandbox(clock, () => {
      const thread = new FakeThread();
      threads.push(thread);
      return thread;
    });
  });

  afterEach(() => assert.equal(clock.pending, 0));

  it('gives one thread one job after the other', async () => {
    const [first, second] = [tested.evaluate(job, stop.signal), tested.evaluate({ ...job, source: 'b' }, stop.signal)];
    await clock.settle();
    const [thread] = threads;
    assert.deepEqual(
      thread?.jobs.map(({ source }) => source),
      ['a'],
    );
    thread.answered(done);
    assert.deepEqual(await first, done);
    await clock.settle();
    thread.answered({ type: 'failed', message: 'm' });
    assert.deepEqual(await second, { type: 'failed', message: 'm' });
    assert.equal(threads.length, 1);
  });

  it('ends a thread that does not answer, and gives the next job a new one', async () => {
    const [first, second] = [tested.evaluate(job, stop.signal), tested.evaluate(job, stop.signal)];
    await clock.advance(6000);
    assert.deepEqual(await first, { type: 'failed', message: 'the program ran longer than 1000 ms (spec.limits.time)' });
    assert.equal(threads[0]?.terminated, true);
    await clock.settle();
    threads[1]?.answered(done);
    assert.deepEqual(await second, done);
  });

  it('ends a thread that a program has spoilt', async () => {
    const outcome: SandboxOutcome = { type: 'failed', message: 'too deep', spoilt: true };
    const running = tested.evaluate(job, stop.signal);
    await clock.settle();
    threads[0]?.answered(outcome);
    assert.deepEqual(await running, outcome);
    assert.equal(threads[0]?.terminated, true);
  });

  it('rejects when the thread ends by itself, and starts another', async () => {
    const first = tested.evaluate(job, stop.signal);
    await clock.settle();
    threads[0]?.ended('out of memory');
    await assert.rejects(first, /the thread of programs ended: out of memory/);
    const second = tested.evaluate(job, stop.signal);
    await clock.settle();
    threads[1]?.answered(done);
    assert.deepEqual(await second, done);
  });

  it('ends what an aborted job does, and runs no job that is aborted before', async () => {
    const running = tested.evaluate(job, stop.signal);
    const waiting = tested.evaluate(job, stop.signal);
    await clock.settle();
    stop.abort(new Error('stopped'));
    await assert.rejects(running, /stopped/);
    await assert.rejects(waiting, /stopped/);
    assert.deepEqual(
      threads.map(({ terminated, jobs }) => [terminated, jobs.length]),
      [[true, 1]],
    );
  });
});
