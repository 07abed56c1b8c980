import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { startReverseProxy } from '../../support/reverse-proxy.ts';
import type { ReverseProxy } from '../../support/reverse-proxy.ts';
import type { Verdict } from '../../support/verdict.ts';

interface Call {
  readonly what: string;
  readonly index: number;
}

describe('startReverseProxy', () => {
  let upstream: Server;
  let proxy: ReverseProxy<Call>;
  /** What reached the server behind the proxy. */
  let reached: string[] = [];

  beforeEach(async () => {
    reached = [];
    upstream = createServer((request, response) => {
      void text(request).then((body) => {
        reached.push(`${request.method} ${request.url} ${body}`);
        response.writeHead(201, { 'x-from': 'upstream' }).end(`answer to ${body}`);
      });
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const address = upstream.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    proxy = await startReverseProxy<Call>({
      target: `http://127.0.0.1:${port}`,
      describe: (request, body, index) => ({ what: `${request.method} ${body.toString()}`, index }),
    });
  });
  afterEach(async () => {
    await proxy.stop();
    upstream.closeAllConnections();
    upstream.close();
    await once(upstream, 'close');
  });

  const post = async (body: string, signal?: AbortSignal): Promise<string> => {
    const response = await fetch(`${proxy.url}/path?q=1`, { method: 'POST', body, ...(signal && { signal }) });
    return `${response.status} ${response.headers.get('x-from')} ${await response.text()}`;
  };
  /** The verdict for a body; anything else is forwarded. */
  const judge = (verdicts: Readonly<Record<string, Verdict>>): void =>
    proxy.intercept((call) => verdicts[call.what.split(' ')[1] ?? ''] ?? 'forward');

  it('forwards, and records in order of arrival', async () => {
    assert.equal(await post('one'), '201 upstream answer to one');
    await post('two');
    assert.deepEqual(reached, ['POST /path?q=1 one', 'POST /path?q=1 two']);
    const [first, second] = proxy.records();
    assert.deepEqual([first?.call, first?.verdict, first?.status], [{ what: 'POST one', index: 0 }, 'forward', 201]);
    assert.equal(second?.call.index, 1);
    assert.ok(Math.abs((first?.at ?? 0) - Date.now()) < 5000);
    proxy.clear();
    await post('three');
    assert.equal(proxy.records()[0]?.call.index, 0);
  });

  it('holds a request until it is released, while others go on', async () => {
    judge({ wait: 'hold' });
    const waiting = post('wait');
    assert.equal((await proxy.nextHeld()).what, 'POST wait');
    await post('other');
    assert.deepEqual(reached, ['POST /path?q=1 other']);
    proxy.release();
    assert.equal(await waiting, '201 upstream answer to wait');
  });

  it('never passes on what it held for a client that has gone', async () => {
    judge({ wait: 'hold' });
    const client = new AbortController();
    const waiting = post('wait', client.signal);
    await proxy.nextHeld();
    client.abort();
    await assert.rejects(waiting);
    await post('other');
    proxy.release();
    await post('last');
    assert.deepEqual(reached, ['POST /path?q=1 other', 'POST /path?q=1 last']);
  });

  it('holds an answer: the work is done, the client does not know yet', async () => {
    judge({ wait: 'hold-response' });
    const waiting = post('wait');
    await proxy.nextHeld();
    assert.deepEqual(reached, ['POST /path?q=1 wait']);
    proxy.release();
    assert.equal(await waiting, '201 upstream answer to wait');
  });

  it('loses a request', async () => {
    judge({ lost: 'drop-request' });
    await assert.rejects(post('lost'));
    assert.deepEqual(reached, []);
  });

  it('loses an answer', async () => {
    judge({ lost: 'drop-response' });
    await assert.rejects(post('lost'));
    assert.deepEqual(reached, ['POST /path?q=1 lost']);
  });

  it('answers itself', async () => {
    judge({ no: { respond: 503, body: 'later', headers: { 'x-from': 'proxy' } } });
    assert.equal(await post('no'), '503 proxy later');
    assert.deepEqual(reached, []);
  });

  it('breaks the connection when there is no server behind it', async () => {
    upstream.closeAllConnections();
    upstream.close();
    await assert.rejects(post('one'));
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
  });

  it('drops what is held when it stops', async () => {
    judge({ wait: 'hold' });
    const waiting = post('wait');
    await proxy.nextHeld();
    await Promise.all([assert.rejects(waiting), proxy.stop()]);
    assert.deepEqual(reached, []);
  });
});
