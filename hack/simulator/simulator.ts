import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateDefaultVpcCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { clientsFor } from '../../src/cli/dev/demo/clients.ts';
import { startAwsProxy } from '../../test/support/aws-proxy.ts';
import type { CloudServer } from '../lib/cloud-server.ts';
import { freePort } from '../lib/free-port.ts';
import type { Service } from '../lib/service.ts';
import { startService } from '../lib/service.ts';
import { watchOver } from '../lib/watchdog.ts';

const program = join(import.meta.dirname, 'main.ts');

/** Starts the simulator as a process of its own on a free loopback port, with the default VPC that a new account has. Any credentials are accepted. */
export async function startSimulator(): Promise<CloudServer> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-simulator-'));
  const watchdog = watchOver({ pids: [], folder });
  const clearAway = (): void => {
    watchdog.release();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { service, url } = await startServer(join(folder, 'simulator.log'));
    await furnish(url);
    const proxy = await startAwsProxy({ target: url });
    return {
      url: proxy.url,
      directUrl: url,
      pids: [service.pid],
      proxy,
      calls: () => proxy.counts(),
      resetCalls: () => proxy.clear(),
      reset: async () => {
        const response = await fetch(`${url}/_simulator/reset`, { method: 'POST' });
        if (!response.ok) throw new Error(`the simulator's reset answered ${response.status}`);
        await furnish(url);
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

async function startServer(logFile: string): Promise<{ readonly service: Service; readonly url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: 'simulator',
    command: process.execPath,
    args: [program, String(port)],
    logFile,
    ready: async () => (await fetch(`${url}/_simulator/time`, { signal: AbortSignal.timeout(2000) })).ok,
    timeoutMs: 30_000,
  });
  return { service, url };
}

/** The gateway of the default VPC goes: tests count all there are. */
async function furnish(url: string): Promise<void> {
  const { ec2, rds } = clientsFor(url);
  const { Vpc } = await ec2.send(new CreateDefaultVpcCommand({}));
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
  for (const { InternetGatewayId } of InternetGateways) {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: Vpc?.VpcId }));
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  }
  ec2.destroy();
  rds.destroy();
}
