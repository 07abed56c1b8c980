import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../../base/logger.ts';
import { TaskGroup } from '../../base/task-group.ts';
import { TookTooLong, within } from '../../base/within.ts';
import type { Certificates } from './certificates.ts';
import type { ServeContext } from './serve-context.ts';
import { serveRequest } from './serve-request.ts';

/** What the server needs. */
export interface HttpsServerOptions extends ServeContext {
  readonly logger: Logger;
  /** 0 or absent: any that is free. */
  readonly port?: number;
  readonly certificates: Pick<Certificates, 'cert' | 'key'>;
  /** How long requests that are under way may go on when the server closes, in ms. */
  readonly graceMs?: number;
}

/** A server that is listening on 127.0.0.1. */
export interface HttpsServer {
  readonly url: string;
  readonly port: number;
  /** Ends watches, lets other requests finish within the grace time, and takes no new ones. */
  close(): Promise<void>;
}

const usualGraceMs = 5000;
/** Longer than clients keep idle connections, so that it is they who close them: a request on one that just closed would fail. */
const keepAliveMs = 120_000;

/** Serves the API over HTTPS. Rejects when it can't listen, with Node's own error (`EADDRINUSE`). */
export async function startHttpsServer(options: HttpsServerOptions): Promise<HttpsServer> {
  const { cert, key } = options.certificates;
  const draining = new AbortController();
  const requests = new TaskGroup(options.logger);
  const server = createServer({ cert, key, ALPNProtocols: ['http/1.1'], keepAliveTimeout: keepAliveMs }, (message, response) => {
    requests.start('request', () => serveRequest(options, options.logger, { message, response, signal: draining.signal }));
  });
  await listening(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      draining.abort();
      await within(options.clock, options.graceMs ?? usualGraceMs, requests.settled()).catch((error: unknown) => {
        if (!(error instanceof TookTooLong)) throw error;
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
