import assert from 'node:assert/strict';
import { Turns } from '../../../src/base/turns.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('Turns', () => {
  let clock: FakeClock;
  let breaths: (() => void)[];
  let turns: Turns;

  beforeEach(() => {
    clock = new FakeClock();
    breaths = [];
    turns = new Turns(clock, () => new Promise((resolve) => breaths.push(resolve)));
  });

  it('are free while the last one is less than 10 ms ago', async () => {
    await clock.advance(9);
    await turns.take();
    assert.equal(breaths.length, 0);
  });

  it('are waited for together, and begin to count when the event loop has turned', async () => {
    await clock.advance(10);
    const waiting = [turns.take(), turns.take()];
    assert.equal(breaths.length, 1);
    await clock.advance(50);
    breaths[0]?.();
    await Promise.all(waiting);
    await clock.advance(9);
    await turns.take();
    assert.equal(breaths.length, 1);
    await clock.advance(1);
    void turns.take();
    assert.equal(breaths.length, 2);
  });
});
