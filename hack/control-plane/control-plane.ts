import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../src/base/logger.ts';
import { silentLogger } from '../../src/base/logger.ts';
import type { Cluster } from '../environment/cluster.ts';
import { watchedFolder, type WatchedFolder } from '../lib/watched-folder.ts';
import { startApiserver } from './apiserver.ts';
import { findBinaries } from './binaries.ts';
import { createAuthority } from './certificate.ts';
import type { Authority } from './certificate.ts';
import { startEtcd } from './etcd.ts';
import type { Server } from './etcd.ts';
import { writeKeyFiles } from './key-files.ts';
import { kubeconfig } from './kubeconfig.ts';

/** A running etcd and kube-apiserver. */
export interface ControlPlane extends Cluster {
  /** PEM, of the kubeconfig's user, who is in `system:masters`. */
  readonly clientCert: string;
  readonly clientKey: string;
  /** kube-apiserver's, etcd's. */
  readonly pids: readonly number[];
  /** Writes a kubeconfig for another user, who may do what RBAC lets him, and gives its path. */
  kubeconfigFor(user: string, groups?: readonly string[]): string;
}

/** Where a control plane lives. */
export interface ControlPlaneOptions {
  /** Keeps etcd's data, certificates and logs, and is left in place. Default: a temporary folder that `stop` removes. */
  readonly dir?: string;
  readonly logger?: Logger;
}

const startAttempts = 3;

/**
 * Starts etcd and kube-apiserver on free loopback ports, with RBAC on, and waits until `/readyz` says yes. They end with
 * this process, however it ends. There is no garbage collector and no namespace controller: owners' dependents and
 * terminating namespaces stay. Rejects with one line when the programs are missing, else with the end of their log.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await findBinaries();
  const folder = options.dir === undefined ? watchedFolder('evenkeel-control-plane-') : keptFolder(options.dir);
  const dir = folder.path;
  const authority = createAuthority('evenkeel-test-ca');
  const servers: Server[] = [];
  try {
    const keys = writeKeyFiles(dir, authority);
    const etcd = await retried(() => startEtcd(dir, binaries.etcd));
    servers.unshift(etcd);
    const command = binaries.kubeApiserver;
    servers.unshift(await retried(() => startApiserver({ dir, command, etcdUrl: etcd.url, authority, keys })));
  } catch (error) {
    await stopAll(servers);
    folder.remove();
    throw error;
  }
  const pids = servers.map((server) => server.service.pid);
  const access = clientAccess(dir, servers[0]?.url ?? '', authority);
  const logger = options.logger ?? silentLogger;
  logger.info({ url: access.url, pids, dir }, 'control plane is up');
  return {
    ...access,
    pids,
    stop: async () => {
      await stopAll(servers);
      folder.remove();
      logger.info({ pids }, 'control plane is stopped');
    },
  };
}

function keptFolder(path: string): WatchedFolder {
  mkdirSync(path, { recursive: true });
  return { path, remove: () => undefined };
}

async function stopAll(servers: readonly Server[]): Promise<void> {
  for (const server of servers) await server.service.stop();
}

/** A port that was free may be taken a moment later: another try takes another one. */
async function retried(start: () => Promise<Server>): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === startAttempts) throw error;
    }
  }
}

function clientAccess(dir: string, url: string, authority: Authority): Omit<ControlPlane, 'pids' | 'stop'> {
  const admin = authority.issue({ commonName: 'admin', organizations: ['system:masters'], usage: 'client' });
  const identityFor = (user: string, groups: readonly string[]) =>
    authority.issue({ commonName: user, organizations: groups, usage: 'client' });
  const write = (user: string, text: string): string => {
    const path = join(dir, `${encodeURIComponent(user)}.kubeconfig`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return {
    kubeconfig: write('admin', kubeconfig(url, authority.certificate, admin)),
    url,
    ca: authority.certificate,
    hasAdmissionPolicies: true,
    clientCert: admin.certificate,
    clientKey: admin.key,
    identityFor,
    kubeconfigFor: (user, groups = []) => write(user, kubeconfig(url, authority.certificate, identityFor(user, groups))),
  };
}
