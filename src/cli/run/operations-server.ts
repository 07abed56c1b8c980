import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** What /healthz and /readyz ask: undefined is well, else what is wrong. */
export interface Probes {
  readonly healthy: () => string | undefined;
  readonly ready: () => string | undefined;
}

/** A running server; `close` resolves when its last connection has ended. */
export interface OperationsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves /metrics, /healthz and /readyz over plain HTTP. */
export async function startOperationsServer(
  address: { readonly host: string; readonly port: number },
  registry: Registry,
  probes: Probes,
): Promise<OperationsServer> {
  const server = createServer((request, response) => {
    answer(request.url ?? '', response, registry, probes).catch((error: unknown) => {
      respond(response, 500, error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${address.host}:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(url: string, response: ServerResponse, registry: Registry, probes: Probes): Promise<void> {
  const path = url.split('?')[0];
  if (path === '/healthz') return probe(response, probes.healthy());
  if (path === '/readyz') return probe(response, probes.ready());
  if (path !== '/metrics') return respond(response, 404, 'not found: /metrics, /healthz and /readyz are served');
  response.setHeader('content-type', registry.contentType);
  respond(response, 200, await registry.metrics());
}

function probe(response: ServerResponse, problem: string | undefined): void {
  respond(response, problem === undefined ? 200 : 503, problem ?? 'ok');
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(`${body}\n`);
}
