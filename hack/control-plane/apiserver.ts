import { get } from 'node:https';
import { join } from 'node:path';
import { freePort } from '../lib/free-port.ts';
import { startService } from '../lib/service.ts';
import type { Authority } from './certificate.ts';
import type { Server } from './etcd.ts';
import type { KeyFiles } from './key-files.ts';

/** What a kube-apiserver is started with. */
export interface ApiserverOptions {
  readonly dir: string;
  readonly command: string;
  readonly etcdUrl: string;
  readonly authority: Authority;
  readonly keys: KeyFiles;
}

/** Starts kube-apiserver with RBAC on and client certificates; resolves when `/readyz` says yes. */
export async function startApiserver(options: ApiserverOptions): Promise<Server> {
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const service = await startService({
    name: 'kube-apiserver',
    command: options.command,
    args: flags(port, options),
    logFile: join(options.dir, 'kube-apiserver.log'),
    ready: () => answersOk(`${url}/readyz`, options.authority.certificate),
    timeoutMs: 60_000,
  });
  return { service, url };
}

/** The flags that envtest passes; what a kube-apiserver refuses to start without is among them. */
function flags(port: number, { etcdUrl, keys }: ApiserverOptions): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${keys.folder}`,
    `--tls-cert-file=${keys.servingCertificate}`,
    `--tls-private-key-file=${keys.servingKey}`,
    `--client-ca-file=${keys.ca}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    // No controller makes the default service accounts that this plugin waits for.
    '--disable-admission-plugins=ServiceAccount',
    '--service-cluster-ip-range=10.0.0.0/24',
    `--service-account-issuer=https://127.0.0.1:${port}/`,
    `--service-account-key-file=${keys.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${keys.serviceAccountKey}`,
  ];
}

function answersOk(url: string, ca: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = get(url, { ca, agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}
