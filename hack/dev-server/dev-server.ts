import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Cluster } from '../environment/cluster.ts';
import { startService } from '../lib/service.ts';
import { watchedFolder } from '../lib/watched-folder.ts';

const program = join(import.meta.dirname, 'main.ts');

/** Starts the dev API server, empty and with RBAC, as a process of its own on a free loopback port. */
export async function startDevCluster(): Promise<Cluster> {
  const folder = watchedFolder('evenkeel-dev-server-');
  const kubeconfig = join(folder.path, 'kubeconfig');
  try {
    const service = await startService({
      name: 'dev API server',
      command: process.execPath,
      args: [program, kubeconfig],
      logFile: join(folder.path, 'dev-server.log'),
      // It is written when the server listens.
      ready: async () => accessIn(kubeconfig).url.startsWith('https://'),
      timeoutMs: 30_000,
    });
    return {
      ...accessIn(kubeconfig),
      kubeconfig,
      hasAdmissionPolicies: false,
      stop: async () => {
        await service.stop();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } }];
}

/** Throws where the file is not there yet, or not whole. */
function accessIn(file: string): Pick<Cluster, 'url' | 'ca'> {
  const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const { server, 'certificate-authority-data': authority } = config.clusters[0].cluster;
  return { url: server, ca: Buffer.from(authority, 'base64').toString() };
}
