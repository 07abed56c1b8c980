import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { download } from '../../../../hack/control-plane/download.ts';

const content = 'x'.repeat(100_000);
const sha512 = createHash('sha512').update(content).digest('hex');

describe('download', () => {
  let server: Server;
  let answer: RequestListener = () => undefined;
  let url = '';

  before(async () => {
    server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/file`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const fetched = (progress: (bytes: number, total: number | undefined) => void = () => undefined): Promise<Buffer> =>
    download(url, sha512, { connectTimeoutMs: 200, totalTimeoutMs: 400, progress });

  it('gives the verified content and tells how far it is', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-length': content.length }).end(content);
    const seen: [number, number | undefined][] = [];
    assert.equal((await fetched((bytes, total) => seen.push([bytes, total]))).toString(), content);
    assert.deepEqual(seen.at(-1), [content.length, content.length]);
  });

  const failures: readonly { readonly name: string; readonly answer: RequestListener; readonly error: RegExp }[] = [
    { name: 'other content', answer: (_request, response) => response.end('something else'), error: /SHA-512 is [0-9a-f]{128}, not / },
    { name: 'a refusal', answer: (_request, response) => response.writeHead(404).end(), error: /file: HTTP 404/ },
    { name: 'a silent server', answer: () => undefined, error: /no answer within 200 ms/ },
    { name: 'a server that stops halfway', answer: (_request, response) => response.write('x'), error: /not done within 400 ms/ },
    { name: 'a broken connection', answer: (request) => request.socket.destroy(), error: /127\.0\.0\.1:\d+\/file: / },
  ];
  for (const failure of failures) {
    it(`rejects ${failure.name}`, async () => {
      answer = failure.answer;
      await assert.rejects(fetched(), failure.error);
    });
  }
});
