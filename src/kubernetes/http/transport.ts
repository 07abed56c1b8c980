import type { Dispatcher } from 'undici';
import { Pool } from 'undici';
import { ApiError, ApiUnreachable } from '../api-error.ts';
import type { Connection } from './connection.ts';
import { statusError } from './status-error.ts';

/** Bounds of connections and of waiting. */
export interface TransportOptions {
  /** Connections for requests, at most; a watch has one of its own. 16 unless told. */
  readonly connections?: number;
  /** 10 s unless told. */
  readonly connectTimeoutMs?: number;
  /** From the request until the answer's headers; 30 s unless told. */
  readonly headersTimeoutMs?: number;
  /** The longest silence within an answer's body, watches aside; 30 s unless told. */
  readonly bodyTimeoutMs?: number;
  readonly userAgent?: string;
}

/** One request; aborting the signal ends it. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests over one keep-alive pool. Rejects with `ApiError`, `ApiUnreachable`, or the signal's reason when that was aborted. */
export interface Transport {
  /** The answer's JSON. */
  json(request: Request): Promise<unknown>;
  /** The answer's body as it comes, without an end to how long it may be silent; resolves at its headers. */
  stream(request: Request): Promise<AsyncIterable<Uint8Array>>;
  /** Closes all connections, those in use too. */
  close(): Promise<void>;
}

/** The API server closes idle connections after 90 s; leaving a margin avoids requests that meet a closing one. */
const idleMs = 60_000;
const maxAnswerBytes = 256 * 1024 * 1024;

/** Makes the transport. Connections are opened on demand; the TLS session is kept, so that later handshakes are short. */
export function createTransport(connection: Connection, options: TransportOptions = {}): Transport {
  return new PooledTransport(connection, options);
}

class PooledTransport implements Transport {
  readonly #connection: Connection;
  readonly #basePath: string;
  readonly #userAgent: string;
  /** Two pools, since a watch keeps its connection for minutes and would starve the requests of a bounded one. */
  readonly #requests: Pool;
  readonly #watches: Pool;

  constructor(connection: Connection, options: TransportOptions) {
    const url = new URL(connection.server);
    const shared = poolOptions(connection, options);
    this.#connection = connection;
    this.#basePath = url.pathname.replace(/\/$/u, '');
    this.#userAgent = options.userAgent ?? 'evenkeel';
    this.#requests = new Pool(url.origin, { ...shared, connections: options.connections ?? 16, maxResponseSize: maxAnswerBytes });
    this.#watches = new Pool(url.origin, { ...shared, bodyTimeout: 0 });
  }

  async json(request: Request): Promise<unknown> {
    const { body } = await this.#answer(this.#requests, request);
    return guarded(request, () => body.json());
  }

  async stream(request: Request): Promise<AsyncIterable<Uint8Array>> {
    const { body } = await this.#answer(this.#watches, request);
    return guardedChunks(request, body);
  }

  async close(): Promise<void> {
    await Promise.all([this.#requests.destroy(), this.#watches.destroy()]);
  }

  /** An identity that was turned down is renewed once: then the request had no effect, so that sending it again is safe. */
  async #answer(pool: Pool, request: Request): Promise<Dispatcher.ResponseData> {
    const answer = await this.#send(pool, request, false);
    if (answer.statusCode !== 401) return succeeded(request, answer);
    await guarded(request, () => answer.body.text());
    return succeeded(request, await this.#send(pool, request, true));
  }

  async #send(pool: Pool, request: Request, renew: boolean): Promise<Dispatcher.ResponseData> {
    return guarded(request, async () => {
      const identity = await this.#connection.headers(renew);
      const content = request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' };
      return pool.request({
        method: request.method,
        path: this.#basePath + request.path,
        headers: { accept: 'application/json', 'user-agent': this.#userAgent, ...content, ...identity },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: request.signal ?? null,
      });
    });
  }
}

function poolOptions(connection: Connection, options: TransportOptions): Pool.Options {
  return {
    allowH2: false,
    connect: { ...connection.tls, timeout: options.connectTimeoutMs ?? 10_000, keepAlive: true, keepAliveInitialDelay: 30_000 },
    headersTimeout: options.headersTimeoutMs ?? 30_000,
    bodyTimeout: options.bodyTimeoutMs ?? 30_000,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
  };
}

async function succeeded(request: Request, answer: Dispatcher.ResponseData): Promise<Dispatcher.ResponseData> {
  if (answer.statusCode < 400) return answer;
  const body = await guarded(request, () => answer.body.text());
  const retryAfter = answer.headers['retry-after'];
  throw statusError(answer.statusCode, body, Array.isArray(retryAfter) ? retryAfter[0] : retryAfter);
}

async function guarded<T>(request: Request, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw failureOf(request, error);
  }
}

async function* guardedChunks(request: Request, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw failureOf(request, error);
  }
}

/** Says what was tried, without the query, and why no answer came. A parser's error would quote the answer, which may hold a Secret: it stays out. */
function failureOf(request: Request, error: unknown): unknown {
  if (request.signal?.aborted === true || error instanceof ApiError) return error;
  const tried = `${request.method} ${request.path.split('?')[0]}`;
  if (error instanceof SyntaxError) return new ApiUnreachable(`${tried}: the answer is not JSON`);
  return new ApiUnreachable(`${tried}: ${error instanceof Error ? error.message || error.name : String(error)}`, { cause: error });
}
