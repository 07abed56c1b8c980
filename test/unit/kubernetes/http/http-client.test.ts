import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { createAuthority } from '../../../../hack/control-plane/certificate.ts';
import type { WatchEvent, WatchOptions } from '../../../../src/kubernetes/client.ts';
import type { Connection } from '../../../../src/kubernetes/http/connection.ts';
import type { HttpClient, HttpClientOptions } from '../../../../src/kubernetes/http/http-client.ts';
import { createHttpClient } from '../../../../src/kubernetes/http/http-client.ts';
import type { Script, ScriptedServer, ScriptedServerOptions } from '../../../support/scripted-server.ts';
import { answer, startScriptedServer } from '../../../support/scripted-server.ts';

const type = { group: 'ec2.aws.evenkeel.dev', version: 'v1beta1', kind: 'VPC', plural: 'vpcs', namespaced: true };
const name = { namespace: 'n', name: 'a' };
const object = { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'VPC', metadata: { ...name, uid: 'u', resourceVersion: '1' } };
const event = (kind: string, resourceVersion: string): string =>
  `${JSON.stringify({ type: kind, object: { ...object, metadata: { ...object.metadata, resourceVersion } } })}\n`;

describe('HTTP client', () => {
  let server: ScriptedServer | undefined;
  let client: HttpClient | undefined;

  afterEach(async () => {
    await client?.close();
    await server?.stop();
  });

  async function serve(
    script: Script,
    options: HttpClientOptions = {},
    more: Partial<Connection> & ScriptedServerOptions = {},
  ): Promise<HttpClient> {
    const { identity, ...connection } = more;
    server = await startScriptedServer(script, identity === undefined ? {} : { identity });
    client = createHttpClient({ server: server.url, tls: {}, headers: () => Promise.resolve({}), ...connection }, options);
    return client;
  }

  async function watched(from: HttpClient, options: Partial<WatchOptions> = {}): Promise<WatchEvent[]> {
    const events: WatchEvent[] = [];
    for await (const each of from.watch(type, { resourceVersion: '1', signal: new AbortController().signal, ...options }))
      events.push(each);
    return events;
  }

  it('says what it asks for in paths and queries', async () => {
    const sent: string[] = [];
    const to = await serve((request, response, body) => {
      sent.push(`${request.headers['content-type'] ?? '-'} ${body}`);
      answer(response, 200, request.url?.includes('limit') === true ? { metadata: { resourceVersion: '5' }, items: [] } : object);
    });
    const core = { group: '', version: 'v1', kind: 'Node', plural: 'nodes', namespaced: false };
    await to.get(core, { name: 'x/y' });
    await to.list(type, { namespace: 'n', labelSelector: 'a=b,c', limit: 5, continue: 'more' });
    await to.create(type, object, 'us');
    await to.update(type, name, object, 'us');
    await to.patch(type, name, { a: 1 }, { kind: 'merge', fieldManager: 'us' });
    await to.patch(type, name, [], { kind: 'json', fieldManager: 'us' });
    await to.patch(type, name, {}, { kind: 'apply', fieldManager: 'us', force: true, subresource: 'status' });
    await to.delete(type, name, { uid: 'u', propagationPolicy: 'Background' });
    const strict = 'fieldManager=us&fieldValidation=Strict';
    const vpcs = '/apis/ec2.aws.evenkeel.dev/v1beta1/namespaces/n/vpcs';
    assert.deepEqual(server?.requests, [
      'GET /api/v1/nodes/x%2Fy',
      `GET ${vpcs}?labelSelector=a%3Db%2Cc&limit=5&continue=more`,
      `POST ${vpcs}?${strict}`,
      `PUT ${vpcs}/a?${strict}`,
      `PATCH ${vpcs}/a?${strict}`,
      `PATCH ${vpcs}/a?${strict}`,
      `PATCH ${vpcs}/a/status?fieldManager=us&force=true&fieldValidation=Strict`,
      `DELETE ${vpcs}/a`,
    ]);
    assert.deepEqual(sent.slice(2), [
      `application/json ${JSON.stringify(object)}`,
      `application/json ${JSON.stringify(object)}`,
      'application/merge-patch+json {"a":1}',
      'application/json-patch+json []',
      'application/apply-patch+yaml {}',
      'application/json {"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"u"}}',
    ]);
  });

  it('makes one TLS handshake for many requests', async () => {
    const authority = createAuthority('test');
    const identity = authority.issue({ commonName: 'server', usage: 'server', hosts: ['127.0.0.1'] });
    const to = await serve(
      (_request, response) => answer(response, 200, object),
      { connections: 1 },
      { identity, tls: { ca: authority.certificate } },
    );
    for (let index = 0; index < 20; index++) await to.get(type, name);
    await Promise.all(Array.from({ length: 20 }, () => to.get(type, name)));
    assert.equal(server?.connections, 1);
  });

  it('refuses a server whose certificate nobody vouches for', async () => {
    const identity = createAuthority('other').issue({ commonName: 'server', usage: 'server', hosts: ['127.0.0.1'] });
    const to = await serve(
      (_request, response) => answer(response, 200, object),
      {},
      { identity, tls: { ca: createAuthority('ours').certificate } },
    );
    await assert.rejects(to.get(type, name), { name: 'ApiUnreachable' });
    assert.deepEqual(server?.requests, []);
  });

  const broken: readonly { readonly name: string; readonly script: Script; readonly message: RegExp }[] = [
    { name: 'a connection reset before the answer', script: (request) => request.socket.resetAndDestroy(), message: /^GET .*vpcs\/a: / },
    {
      name: 'a connection reset within the answer',
      script: (request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"apiVersion":');
        setImmediate(() => request.socket.resetAndDestroy());
      },
      message: /^GET /,
    },
    { name: 'no answer within the time for headers', script: () => undefined, message: /[Hh]eaders [Tt]imeout/ },
    {
      name: 'an answer that stops half way',
      script: (_request, response) => {
        response.writeHead(200);
        response.write('{"apiVersion":');
      },
      message: /[Bb]ody [Tt]imeout/,
    },
    {
      name: 'an answer that is not JSON',
      script: (_request, response) => void response.writeHead(200).end('hunter2'),
      message: /the answer is not JSON$/,
    },
    { name: 'an answer that is no object', script: (_request, response) => answer(response, 200, ['a']), message: /not a VPC/ },
  ];
  for (const { name: title, script, message } of broken) {
    it(`tells ${title} as unreachable`, async () => {
      const to = await serve(script, { headersTimeoutMs: 300, bodyTimeoutMs: 300 });
      await assert.rejects(to.get(type, name), (error: Error) => {
        assert.equal(error.name, 'ApiUnreachable');
        assert.match(error.message, message);
        assert.ok(!error.message.includes('hunter2') && !String(error.cause).includes('hunter2'), 'the answer shows in the error');
        return true;
      });
    });
  }

  it('goes on after a reset, over a new connection', async () => {
    let asked = 0;
    const to = await serve((request, response) => {
      asked += 1;
      if (asked === 2) request.socket.resetAndDestroy();
      else answer(response, 200, object);
    });
    await to.get(type, name);
    await assert.rejects(to.get(type, name), { name: 'ApiUnreachable' });
    await to.get(type, name);
  });

  it('gives the reason of an abort', async () => {
    const stop = new AbortController();
    const to = await serve(() => stop.abort(new Error('enough')));
    await assert.rejects(to.get(type, name, stop.signal), { message: 'enough' });
  });

  it('renews its identity once after a 401', async () => {
    const given: boolean[] = [];
    const headers = (renew: boolean): Promise<Record<string, string>> => {
      given.push(renew);
      return Promise.resolve({ authorization: renew ? 'Bearer new' : 'Bearer old' });
    };
    const script: Script = (request, response) => answer(response, request.headers.authorization === 'Bearer new' ? 200 : 401, object);
    const to = await serve(script, {}, { headers });
    await to.create(type, object, 'us');
    assert.deepEqual(given, [false, true]);
  });

  it('gives up when the renewed identity is turned down as well', async () => {
    const to = await serve((_request, response) => answer(response, 401, { reason: 'Unauthorized', message: 'no' }));
    await assert.rejects(to.get(type, name), { name: 'ApiError', code: 401 });
    assert.equal(server?.requests.length, 2);
  });

  it('reads a watch whose lines come in pieces, slowly', async () => {
    const text = Buffer.from(event('ADDED', '2') + event('MODIFIED', '3').replace('VPC', 'VPC\u{1f600}é') + event('BOOKMARK', '9'));
    const to = await serve(
      async (_request, response) => {
        response.writeHead(200);
        for (let at = 0; at < text.length; at += 7) {
          response.write(text.subarray(at, at + 7));
          await pause(1);
        }
        response.end();
      },
      { bodyTimeoutMs: 50 },
    );
    const events = await watched(to);
    assert.deepEqual(
      events.map((each) => (each.type === 'BOOKMARK' ? each.resourceVersion : each.type)),
      ['ADDED', 'MODIFIED', '9'],
    );
    assert.match(JSON.stringify(events[1]), /\u{1f600}é/u);
  });

  it('lets a watch be silent for longer than another answer may', async () => {
    const to = await serve(
      async (_request, response) => {
        response.writeHead(200).flushHeaders();
        await pause(1_500);
        response.end(event('ADDED', '2'));
      },
      { bodyTimeoutMs: 200 },
    );
    assert.equal((await watched(to)).length, 1);
  });

  it('has connections left for requests while many watches stand', async () => {
    const to = await serve(
      (request, response) => {
        if (request.url?.includes('watch=true') === true) response.writeHead(200).flushHeaders();
        else answer(response, 200, object);
      },
      { connections: 2 },
    );
    const stop = new AbortController();
    let open = 0;
    const watches = Array.from({ length: 10 }, () => watched(to, { signal: stop.signal, onOpen: () => (open += 1) }));
    while (open < 10) await pause(5);
    await to.get(type, name);
    stop.abort();
    assert.deepEqual((await Promise.all(watches)).flat(), []);
  });

  it('gives the error event of a watch, and the error of one that is refused', async () => {
    const to = await serve((request, response) => {
      if (request.url?.includes('resourceVersion=1&') === true) {
        response.writeHead(200).end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, message: 'too old' } })}\n`);
      } else answer(response, 429, { reason: 'TooManyRequests', message: 'slow down' }, { 'retry-after': '3' });
    });
    assert.deepEqual(await watched(to), [{ type: 'ERROR', code: 410, message: 'too old' }]);
    await assert.rejects(watched(to, { resourceVersion: '2' }), { code: 429, retryAfterSeconds: 3 });
  });

  const brokenWatches: readonly { readonly name: string; readonly text: string; readonly message: RegExp }[] = [
    { name: 'half a line', text: '{"type":"ADDED","object":', message: /middle of a line/ },
    { name: 'a line that is not JSON', text: 'hunter2\n', message: /not a JSON object/ },
    { name: 'a line of another shape', text: '[1]\n', message: /not a JSON object/ },
    { name: 'an unknown event', text: '{"type":"RENAMED","object":{}}\n', message: /unknown type/ },
    { name: 'a bookmark without a version', text: '{"type":"BOOKMARK","object":{}}\n', message: /without resourceVersion/ },
    { name: 'a line that is too long', text: `${event('ADDED', '2')}${' '.repeat(1_000)}`, message: /longer than 500 bytes/ },
  ];
  for (const { name: title, text, message } of brokenWatches) {
    it(`tells ${title} in a watch as unreachable`, async () => {
      const to = await serve((_request, response) => void response.writeHead(200).end(text), { maxLineBytes: 500 });
      await assert.rejects(watched(to), (error: Error) => {
        assert.equal(error.name, 'ApiUnreachable');
        assert.match(error.message, message);
        assert.ok(!String(error.message).includes('hunter2'));
        return true;
      });
    });
  }

  it('tells a watch that is reset', async () => {
    const to = await serve(async (request, response) => {
      response.writeHead(200);
      response.write(event('ADDED', '2'));
      await pause(20);
      request.socket.resetAndDestroy();
    });
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      for await (const each of to.watch(type, { resourceVersion: '1', signal: new AbortController().signal })) seen.push(each.type);
    };
    await assert.rejects(read(), { name: 'ApiUnreachable' });
    assert.deepEqual(seen, ['ADDED']);
  });

  it('hands malformed items on and drops managedFields', async () => {
    const items = [{ metadata: { name: 'a', managedFields: [{ manager: 'x' }] } }, null, 'text', {}];
    const to = await serve((_request, response) => answer(response, 200, { metadata: { resourceVersion: '5', continue: '' }, items }));
    const page = await to.list(type, {});
    const typed = { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'VPC' };
    assert.deepEqual(page, { items: [{ ...typed, metadata: { name: 'a' } }, null, 'text', typed], resourceVersion: '5' });
  });
});
