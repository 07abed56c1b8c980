import { join } from 'node:path';
import { freePort } from '../lib/free-port.ts';
import { startService } from '../lib/service.ts';
import type { Service } from '../lib/service.ts';

/** A server program and where it answers. */
export interface Server {
  readonly service: Service;
  readonly url: string;
}

/** Starts an etcd of one member that keeps its data in `dir`, without the promise to survive a power cut. */
export async function startEtcd(dir: string, command: string): Promise<Server> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const service = await startService({
    name: 'etcd',
    command,
    args: [
      `--data-dir=${join(dir, 'etcd')}`,
      '--unsafe-no-fsync=true',
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=http://127.0.0.1:${await freePort()}`,
    ],
    logFile: join(dir, 'etcd.log'),
    ready: async () => (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })).ok,
    timeoutMs: 20_000,
  });
  return { service, url };
}
