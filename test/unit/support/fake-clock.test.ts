import assert from 'node:assert/strict';
import { FakeClock } from '../../support/fake-clock.ts';

describe('fake clock', () => {
  it('runs timers in order of their times, those of one time in the order in which they were set', async () => {
    const clock = new FakeClock(0);
    const ran: string[] = [];
    for (const [name, at] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
    ] as const)
      clock.after(at, () => ran.push(`${name} ${clock.now()}`));
    await clock.advance(25);
    assert.deepEqual(ran, ['a 10', 'b1 20', 'b2 20']);
    assert.equal(clock.now(), 25);
    assert.equal(clock.untilNext, 5);
  });

  it('runs what a timer sets, if it is due as well, after promises have settled', async () => {
    const clock = new FakeClock(0);
    const ran: string[] = [];
    clock.after(10, () => {
      void Promise.resolve().then(() => ran.push('promise'));
      clock.after(5, () => ran.push(`inner ${clock.now()}`));
    });
    await clock.advance(15);
    assert.deepEqual(ran, ['promise', 'inner 15']);
  });

  it('does not run what was cancelled, even by a timer of the same time', async () => {
    const clock = new FakeClock(0);
    const ran: string[] = [];
    clock.after(10, () => second.cancel());
    const second = clock.after(10, () => ran.push('second'));
    await clock.advance(20);
    assert.deepEqual(ran, []);
    assert.equal(clock.pending, 0);
  });

  it('goes on to a condition, and says when it does not come true', async () => {
    const clock = new FakeClock(0);
    let done = false;
    clock.after(5_000, () => (done = true));
    await clock.advanceUntil(() => done);
    assert.equal(clock.now(), 5_000);
    await assert.rejects(
      clock.advanceUntil(() => false),
      /no timer is set/u,
    );
    clock.after(5_000, () => undefined);
    await assert.rejects(
      clock.advanceUntil(() => false, 1_000),
      /1000 ms passed/u,
    );
  });
});
