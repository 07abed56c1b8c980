import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { sendStream } from '../../../../src/devcluster/server/send-stream.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const stuckMs = 30_000;

describe('sendStream', () => {
  let clock: FakeClock;
  let response: ServerResponse;
  let sent: number;
  let ended: boolean;
  let stop: AbortController;

  beforeEach(() => {
    clock = new FakeClock();
    // Without a connection nothing that is written is ever taken.
    response = new ServerResponse(new IncomingMessage(new Socket()));
    [sent, ended, stop] = [0, false, new AbortController()];
  });

  async function* values(text: string, count = Number.POSITIVE_INFINITY) {
    try {
      for (; sent < count; sent += 1) yield { text };
    } finally {
      ended = true;
    }
  }

  const send = (text: string, count?: number): Promise<void> =>
    sendStream(response, values(text, count), { clock, stuckMs, signal: stop.signal });

  it('cuts off a reader that takes nothing, and ends what it would read', async () => {
    const sending = send('x'.repeat(100_000));
    await clock.advance(stuckMs - 1);
    assert.deepEqual([sent, response.destroyed], [0, false]);
    await clock.advance(1);
    await sending;
    assert.deepEqual([sent, response.destroyed, ended, clock.pending], [0, true, true, 0]);
  });

  it('goes on with one that takes what it was sent in time, each time anew', async () => {
    const sending = send('x'.repeat(100_000), 3);
    for (const expected of [1, 2, 3]) {
      await clock.advance(stuckMs - 1);
      response.emit('drain');
      await clock.settle();
      assert.equal(sent, expected);
    }
    await sending;
    assert.deepEqual([response.writableEnded, response.destroyed, clock.pending], [true, false, 0]);
  });

  it('sets no timer while all is taken', async () => {
    await send('x', 5);
    assert.deepEqual([sent, clock.pending, response.writableEnded], [5, 0, true]);
  });

  it('ends at once when it is told to, however long the reader has taken', async () => {
    const sending = send('x'.repeat(100_000));
    await clock.settle();
    stop.abort();
    await sending;
    assert.deepEqual([response.destroyed, ended, clock.pending], [true, true, 0]);
  });

  it('passes on what is wrong with the values, and cuts the reader off', async () => {
    async function* failing() {
      yield { text: 'x' };
      await Promise.reject(new Error('the store failed'));
    }
    await assert.rejects(sendStream(response, failing(), { clock, stuckMs, signal: stop.signal }), /the store failed/);
    assert.ok(response.destroyed);
  });
});
