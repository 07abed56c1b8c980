import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Identity } from './upstream.ts';

/** Answers one request, or doesn't. */
export type Script = (request: IncomingMessage, response: ServerResponse, body: string) => void | Promise<void>;

/** An HTTP server on 127.0.0.1 that behaves as badly as a test wants. */
export interface ScriptedServer {
  readonly url: string;
  /** `METHOD path?query` of every request, in order. */
  readonly requests: readonly string[];
  /** TCP connections that were ever opened. */
  readonly connections: number;
  stop(): Promise<void>;
}

export interface ScriptedServerOptions {
  /** Makes it an HTTPS server. */
  readonly identity?: Identity;
}

export async function startScriptedServer(script: Script, options: ScriptedServerOptions = {}): Promise<ScriptedServer> {
  const requests: string[] = [];
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void readBody(request).then((body) => script(request, response, body));
  };
  const { identity } = options;
  const server =
    identity === undefined ? createServer(listener) : createSecureServer({ cert: identity.certificate, key: identity.key }, listener);
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function answer(response: ServerResponse, code: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  } catch {
    // The client went away: there is nobody to answer to.
  }
  return body;
}
