import { join } from 'node:path';
import { startAwsProxy } from '../../test/support/aws-proxy.ts';
import type { AwsProxy } from '../../test/support/aws-proxy.ts';
import { freePort } from './free-port.ts';
import type { Service } from './service.ts';
import { startService } from './service.ts';
import { watchedFolder } from './watched-folder.ts';

/** A running stand-in for AWS behind a proxy that counts. */
export interface CloudServer {
  /** The endpoint for AWS clients: the proxy's. */
  readonly url: string;
  /** Its own address, for what is not to be counted. */
  readonly directUrl: string;
  readonly pids: readonly number[];
  /** Sees every call to `url`, and can hold, refuse or lose it. */
  readonly proxy: AwsProxy;
  /** How often each action (`DescribeVpcs`) was called since the start or the last reset. */
  calls(): ReadonlyMap<string, number>;
  /** Forgets the calls, not the resources. */
  resetCalls(): void;
  /** Forgets all resources and all calls. */
  reset(): Promise<void>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** A program that stands in for AWS. */
export interface CloudProgram {
  readonly name: string;
  readonly command: string;
  /** For a port on 127.0.0.1. */
  readonly args: (port: number) => readonly string[];
  /** Beside HOME, a folder of its own, and PATH: it must never reach AWS. */
  readonly env?: NodeJS.ProcessEnv;
  /** A path that is answered with 200 once it is up. */
  readonly readyPath: string;
  /** A POST to it forgets all resources. */
  readonly resetPath: string;
  /** Makes what a new account has; once it is up, and after each reset. */
  readonly furnish?: (url: string) => Promise<void>;
}

const timeoutMs = 60_000;

/** Starts a stand-in for AWS as a process of its own on a free loopback port. It ends with this process, however that ends. */
export async function startCloudServer(program: CloudProgram): Promise<CloudServer> {
  const folder = watchedFolder(`evenkeel-${program.name}-`);
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).toReversed()) await end();
    folder.remove();
  };
  try {
    const { service, url } = await startProgram(program, folder.path);
    started.push(() => service.stop());
    await program.furnish?.(url);
    const proxy = await startAwsProxy({ target: url });
    started.push(() => proxy.stop());
    return {
      url: proxy.url,
      directUrl: url,
      pids: [service.pid],
      proxy,
      calls: () => proxy.counts(),
      resetCalls: () => proxy.clear(),
      reset: async () => {
        const response = await fetch(`${url}${program.resetPath}`, { method: 'POST' });
        if (!response.ok) throw new Error(`the reset of ${program.name} answered ${response.status}`);
        await program.furnish?.(url);
        proxy.clear();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startProgram(
  { name, command, args, env, readyPath }: CloudProgram,
  folder: string,
): Promise<{ readonly service: Service; readonly url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name,
    command,
    args: args(port),
    env: { ...env, PATH: process.env['PATH'], HOME: folder },
    logFile: join(folder, `${name}.log`),
    ready: async () => (await fetch(`${url}${readyPath}`, { signal: AbortSignal.timeout(2000) })).ok,
    timeoutMs,
  });
  return { service, url };
}
