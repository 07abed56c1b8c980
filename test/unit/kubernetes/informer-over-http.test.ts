import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createInformer } from '../../../src/kubernetes/create-informer.ts';
import type { HttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { createHttpClient } from '../../../src/kubernetes/http/http-client.ts';
import type { Informer } from '../../../src/kubernetes/informer.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { poll } from '../../support/poll.ts';
import { recordingLogger } from '../../support/recording-logger.ts';
import type { Script, ScriptedServer } from '../../support/scripted-server.ts';
import { answer, startScriptedServer } from '../../support/scripted-server.ts';

const type = { group: 'ec2.aws.evenkeel.dev', version: 'v1beta1', kind: 'VPC', plural: 'vpcs', namespaced: true };

const vpc = (name: string, version: number): object => ({
  metadata: { namespace: 'n', name, uid: name, resourceVersion: String(version) },
});
const line = (kind: string, object: unknown): string => `${JSON.stringify({ type: kind, object })}\n`;
const page = (version: number, names: readonly string[], more?: string): object => ({
  metadata: { resourceVersion: String(version), ...(more === undefined ? {} : { continue: more }) },
  items: names.map((name) => vpc(name, version)),
});

describe('informer over HTTP, on a server that misbehaves', () => {
  const clock = new FakeClock();
  const logger = recordingLogger();
  let server: ScriptedServer;
  let client: HttpClient;
  let informer: Informer;
  let stop: AbortController;
  let running: Promise<void>;

  afterEach(async () => {
    stop.abort();
    await running;
    await client.close();
    await server.stop();
    assert.equal(clock.pending, 0);
  });

  /** Each list and each watch, counted from 0, gets an answer of its own; the last one stands for those to come. */
  async function start(script: { readonly lists: readonly Script[]; readonly watches: readonly Script[] }): Promise<void> {
    const counts = { lists: 0, watches: 0 };
    server = await startScriptedServer((request, response, body) => {
      const verb = request.url?.includes('watch=true') === true ? 'watches' : 'lists';
      const scripts = script[verb];
      void (scripts[counts[verb]] ?? scripts.at(-1))?.(request, response, body);
      counts[verb] += 1;
    });
    const connection = { server: server.url, tls: {}, headers: () => Promise.resolve({}) };
    client = createHttpClient(connection, { headersTimeoutMs: 500, bodyTimeoutMs: 500 });
    stop = new AbortController();
    informer = createInformer({ client, type, clock, random: () => 0.5, logger, pageSize: 2 });
    running = informer.run(stop.signal);
  }

  /** Waits for what comes over the wire, moving the clock past every back-off on the way. */
  function until(what: string, condition: () => boolean): Promise<void> {
    return poll(what, async () => {
      if (!condition()) await clock.advance(1_000);
      return condition();
    });
  }

  const names = (): string =>
    informer.store
      .list()
      .map((object) => object.metadata.name)
      .join();
  const has =
    (wanted: string): (() => boolean) =>
    () =>
      names() === wanted;
  const stand: Script = (_request, response) => response.writeHead(200).flushHeaders();
  const send =
    (text: string, then: (response: ServerResponse) => void): Script =>
    (_request, response) => {
      response.writeHead(200);
      response.write(text, () => then(response));
    };
  const keepOpen = (): void => undefined;

  it('takes up a list again that was reset between and within pages', async () => {
    const reset: Script = (request) => void request.socket.resetAndDestroy();
    const halfPage = send('{"metadata":{"resourceVersion":"5"},"items":[', (response) => response.socket?.resetAndDestroy());
    const first: Script = (_request, response) => answer(response, 200, page(5, ['a', 'b'], 'more'));
    const second: Script = (_request, response) => answer(response, 200, page(5, ['c']));
    await start({ lists: [reset, first, reset, first, halfPage, first, second], watches: [stand] });
    await until('the whole list', has('a,b,c'));
    await informer.synced(stop.signal);
    assert.equal(server.requests.filter((request) => !request.includes('watch=true')).length, 7);
  });

  it('waits for as long as a 429 asks', async () => {
    const busy: Script = (_request, response) =>
      answer(response, 429, { reason: 'TooManyRequests', message: 'busy' }, { 'retry-after': '120' });
    await start({ lists: [busy, (_request, response) => answer(response, 200, page(5, ['a']))], watches: [stand] });
    await poll('the first list', () => informer.failingSince() !== undefined);
    await clock.advance(119_000);
    assert.equal(server.requests.length, 1);
    await until('the second list', has('a'));
  });

  it('lists again after a 410, as an answer and as an event', async () => {
    await start({
      lists: [page(5, ['a']), page(7, ['b']), page(9, ['c'])].map(
        (each): Script =>
          (_request, response) =>
            answer(response, 200, each),
      ),
      watches: [
        (_request, response) => answer(response, 410, { reason: 'Expired', message: 'too old' }),
        send(line('ERROR', { kind: 'Status', code: 410, message: 'too old' }), (response) => response.end()),
        stand,
      ],
    });
    await until('the third list', has('c'));
  });

  const broken: readonly { readonly name: string; readonly script: Script }[] = [
    { name: 'hangs up without a word', script: (_request, response) => void response.writeHead(200).end() },
    { name: 'hangs up in the middle of a line', script: send(line('ADDED', vpc('x', 7)).slice(0, 40), (response) => response.end()) },
    { name: 'is reset', script: send(line('BOOKMARK', vpc('x', 7)), (response) => response.socket?.resetAndDestroy()) },
    { name: 'sends garbage', script: send('\u0000\u0001 garbage\n', keepOpen) },
    { name: 'answers with a page for people', script: (_request, response) => void response.writeHead(502).end('<html>bad gateway') },
    { name: 'never answers', script: () => undefined },
  ];
  for (const { name, script } of broken) {
    it(`watches on when the watch ${name}`, async () => {
      const list: Script = (_request, response) => answer(response, 200, page(5, ['a']));
      await start({ lists: [list], watches: [script, script, send(line('ADDED', vpc('b', 8)), keepOpen)] });
      await until('the event of the third watch', has('a,b'));
      assert.equal(server.requests.filter((request) => !request.includes('watch=true')).length, 1, 'it listed again');
    });
  }

  it('tears down a watch that is silent for too long', async () => {
    const list: Script = (_request, response) => answer(response, 200, page(5, ['a']));
    await start({ lists: [list], watches: [stand, send(line('ADDED', vpc('b', 8)), keepOpen)] });
    await poll('the watch', () => server.requests.length === 2);
    await clock.advance(479_000);
    assert.equal(server.requests.length, 2);
    await until('the second watch', has('a,b'));
  });

  it('takes events whole that trickle in, and leaves out those of no object', async () => {
    const text = Buffer.from(
      line('ADDED', vpc('ä\u{1f680}', 6)) +
        line('ADDED', null) +
        line('MODIFIED', { metadata: {} }) +
        line('ADDED', 'x') +
        line('ADDED', vpc('b', 8)),
    );
    const trickle: Script = async (_request, response) => {
      response.writeHead(200);
      for (const byte of text) await new Promise<void>((resolve) => void response.write(Buffer.from([byte]), () => resolve()));
    };
    await start({ lists: [(_request, response) => answer(response, 200, page(5, ['a']))], watches: [trickle] });
    await poll('all events', has('a,ä\u{1f680},b'));
    assert.equal(server.requests.length, 2);
  });
});
