import assert from 'node:assert/strict';
import { Gate } from '../../../src/base/gate.ts';

const never = new AbortController().signal;

describe('gate', () => {
  it('lets those through who wait and those who come later', async () => {
    const gate = new Gate();
    const waiting = gate.passed(never);
    assert.equal(gate.isOpen, false);
    gate.open();
    await waiting;
    await gate.passed(never);
    await gate.passed(AbortSignal.abort());
  });

  it('sends those away whose signal aborts, before and while they wait', async () => {
    const gate = new Gate();
    const stop = new AbortController();
    const waiting = gate.passed(stop.signal);
    stop.abort(new Error('enough'));
    await assert.rejects(waiting, { message: 'enough' });
    await assert.rejects(gate.passed(stop.signal), { message: 'enough' });
  });
});
