import assert from 'node:assert/strict';
import { within } from '../../../src/base/within.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('within', () => {
  it('gives an outcome that comes in time, and leaves no timer', async () => {
    const clock = new FakeClock();
    assert.equal(await within(clock, 10, Promise.resolve('value')), 'value');
    await assert.rejects(within(clock, 10, Promise.reject(new Error('no'))), { message: 'no' });
    assert.equal(clock.pending, 0);
  });

  it('gives up on one that does not, and drops what comes of it later', async () => {
    const clock = new FakeClock();
    const late = Promise.withResolvers<string>();
    const waiting = assert.rejects(within(clock, 10, late.promise), { name: 'TookTooLong', message: 'no answer within 10 ms' });
    await clock.advance(10);
    await waiting;
    late.reject(new Error('nobody hears'));
    await clock.settle();
  });
});
