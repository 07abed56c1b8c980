import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionCut } from '../core/http-message.ts';
import type { HttpAnswer, HttpRequest } from '../core/http-message.ts';
import type { Simulator } from '../core/simulator.ts';
import { adminPath, answerAdmin } from './admin-endpoint.ts';

interface SimulatorServerOptions {
  readonly simulator: Simulator;
  /** Absent: one that is free. */
  readonly port?: number;
}

/** A simulator that listens on 127.0.0.1. */
export interface SimulatorServer {
  /** The endpoint of all services. */
  readonly url: string;
  /** Ends open connections. */
  close(): Promise<void>;
}

/** Long enough that no client sends a request down a connection that is being closed: AWS leaves that to the client too. */
const idleMs = 600_000;

/** More than any call of the services needs. */
const largestBody = 10 * 1024 * 1024;

/**
 * Serves a simulator over HTTP: the services at the root, the admin methods under `/_simulator/`. Any access key will do and
 * signatures are not checked, so it must never listen where others can reach it.
 */
export async function startSimulatorServer({ simulator, port = 0 }: SimulatorServerOptions): Promise<SimulatorServer> {
  const server = createServer((request, response) => {
    respond(simulator, request, response).catch(() => {
      response.destroy();
    });
  });
  server.keepAliveTimeout = idleMs;
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function respond(simulator: Simulator, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  try {
    const request = await readRequest(incoming);
    const isAdmin = request.path.startsWith(adminPath);
    write(response, isAdmin ? answerAdmin(simulator.admin, request) : await simulator.handle(request, gone.signal));
  } catch (error) {
    if (gone.signal.aborted || error instanceof ConnectionCut) response.destroy();
    // A mistake of the simulator's own: better seen than taken for a lost answer.
    else write(response, { status: 500, headers: { 'content-type': 'text/plain' }, body: String(error) });
  }
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new RangeError('the request is too large');
    chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  return { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body: Buffer.concat(chunks).toString('utf8') };
}

function write(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(bytes);
}
