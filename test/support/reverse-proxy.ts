import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { HeldCalls } from './held-calls.ts';
import { endToEndHeaders, upstreamAt } from './upstream.ts';
import type { Identity, Upstream, UpstreamTls } from './upstream.ts';
import type { CallRecord, Hook, Verdict } from './verdict.ts';

/** How a proxy is set up. */
export interface ReverseProxyOptions<Call> {
  /** Origin of the server behind it. */
  readonly target: string;
  readonly targetTls?: UpstreamTls;
  /** Serves TLS with this; absent: plain HTTP. */
  readonly serve?: Identity;
  /** Makes of a request what hooks and records see. `index` counts from 0. */
  readonly describe: (request: IncomingMessage, body: Buffer, index: number) => Call;
  readonly onRequest?: Hook<Call> | undefined;
}

/** A reverse proxy on a loopback port that sees every request and can hold, refuse or lose it. */
export interface ReverseProxy<Call> {
  /** Its origin: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** In order of arrival, at most the last 200,000. */
  records(): readonly CallRecord<Call>[];
  /** Forgets the records; indexes start again at 0. */
  clear(): void;
  /** Puts another hook in place; undefined forwards all. */
  intercept(hook: Hook<Call> | undefined): void;
  /** The call that is held now or next. */
  nextHeld(): Promise<Call>;
  /** Lets all that is held go on. */
  release(): void;
  /** Closes all connections; what is held is not passed on. Idempotent. */
  stop(): Promise<void>;
}

const maxRecords = 200_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Starts a reverse proxy. Request bodies are read whole, answers stream. */
export async function startReverseProxy<Call>(options: ReverseProxyOptions<Call>): Promise<ReverseProxy<Call>> {
  const upstream = upstreamAt(options.target, options.targetTls);
  const held = new HeldCalls<Call>();
  let hook = options.onRequest;
  let records: Mutable<CallRecord<Call>>[] = [];
  let count = 0;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = Date.now();
    const body = await buffer(request);
    const call = options.describe(request, body, count++);
    const verdict = (await hook?.(call)) ?? 'forward';
    const record: Mutable<CallRecord<Call>> = { call, at, verdict, status: undefined };
    if (records.push(record) > maxRecords) records = records.slice(maxRecords / 2);
    response.on('finish', () => (record.status = response.statusCode));
    await carryOut(verdict, { body, request, response, upstream, hold: () => held.hold(call, response) });
  };
  const listener: RequestListener = (request, response) => {
    // Whatever goes wrong on either side is for the client a broken connection.
    serve(request, response).catch(() => response.destroy());
  };
  const server = await listen(options.serve, listener);
  return {
    url: server.url,
    records: () => records,
    clear: () => {
      records = [];
      count = 0;
    },
    intercept: (next) => {
      hook = next;
    },
    nextHeld: () => held.next(),
    release: () => held.release(),
    stop: async () => {
      await server.close();
      upstream.close();
    },
  };
}

interface Exchange {
  readonly body: Buffer;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: Upstream;
  readonly hold: () => Promise<void>;
}

async function carryOut(verdict: Verdict, exchange: Exchange): Promise<void> {
  const { response, hold } = exchange;
  if (typeof verdict === 'object') {
    response.writeHead(verdict.respond, { 'content-type': 'text/xml', ...verdict.headers }).end(verdict.body);
    return;
  }
  switch (verdict) {
    case 'forward':
      return forward(exchange);
    case 'hold':
      await hold();
      return response.destroyed ? undefined : forward(exchange);
    case 'hold-response':
      return answerLater(exchange, hold);
    case 'drop-request':
      response.destroy();
      return;
    case 'drop-response':
      return answerLater(exchange, async () => void response.destroy());
    default:
      verdict satisfies never;
  }
}

/** Passes on, and the answer back as it comes. */
async function forward(exchange: Exchange): Promise<void> {
  const { response } = exchange;
  const answer = await exchange.upstream.send(exchange.request, exchange.body);
  // A client that hangs up ends the watch behind it too.
  response.on('close', () => answer.destroy());
  response.writeHead(answer.statusCode ?? 502, endToEndHeaders(answer.headers));
  response.flushHeaders();
  answer.on('error', () => response.destroy());
  answer.pipe(response);
}

/** Passes on, reads the whole answer, then does something before it goes back, if the client is still there. */
async function answerLater(exchange: Exchange, before: () => Promise<void>): Promise<void> {
  const { response } = exchange;
  const answer = await exchange.upstream.send(exchange.request, exchange.body);
  const body = await buffer(answer);
  await before();
  if (!response.destroyed) response.writeHead(answer.statusCode ?? 502, endToEndHeaders(answer.headers)).end(body);
}

async function listen(
  identity: Identity | undefined,
  listener: RequestListener,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server =
    identity === undefined ? createServer(listener) : createHttpsServer({ cert: identity.certificate, key: identity.key }, listener);
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return {
    url: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
