import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAwsProxy } from '../../test/support/aws-proxy.ts';
import type { CloudServer } from '../lib/cloud-server.ts';
import { freePort } from '../lib/free-port.ts';
import { startService } from '../lib/service.ts';
import type { Service } from '../lib/service.ts';
import { watchOver } from '../lib/watchdog.ts';
import { motoPython } from './environment.ts';

/**
 * Starts moto's server, all services in one process, on a free loopback port. Any credentials are accepted; the account is
 * 123456789012, and with the credentials of an assumed role (`sts:AssumeRole`) that role's account.
 */
export async function startMoto(): Promise<CloudServer> {
  const python = await motoPython();
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-moto-'));
  const watchdog = watchOver({ pids: [], folder });
  const clearAway = (): void => {
    watchdog.release();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { service, url } = await startServer(python, join(folder, 'moto.log'));
    const proxy = await startAwsProxy({ target: url });
    return {
      url: proxy.url,
      directUrl: url,
      pids: [service.pid],
      proxy,
      calls: () => proxy.counts(),
      resetCalls: () => proxy.clear(),
      reset: async () => {
        const response = await fetch(`${url}/moto-api/reset`, { method: 'POST' });
        if (!response.ok) throw new Error(`moto's reset answered ${response.status}`);
        proxy.clear();
      },
      stop: async () => {
        await proxy.stop();
        await service.stop();
        clearAway();
      },
    };
  } catch (error) {
    clearAway();
    throw error;
  }
}

async function startServer(python: string, logFile: string): Promise<{ readonly service: Service; readonly url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: 'moto',
    command: python,
    args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    // Without credentials and configuration of its own: it must never reach AWS.
    env: { PATH: process.env['PATH'], HOME: join(logFile, '..'), AWS_EC2_METADATA_DISABLED: 'true', PYTHONDONTWRITEBYTECODE: '' },
    logFile,
    ready: async () => (await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(2000) })).ok,
    timeoutMs: 60_000,
  });
  return { service, url };
}
