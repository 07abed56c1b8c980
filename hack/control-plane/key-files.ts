import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from './certificate.ts';

/** Paths of what kube-apiserver reads at its start. */
export interface KeyFiles {
  readonly folder: string;
  readonly ca: string;
  readonly servingCertificate: string;
  readonly servingKey: string;
  readonly serviceAccountPublicKey: string;
  readonly serviceAccountKey: string;
}

/** Writes the certificates and keys of a server on 127.0.0.1 below `dir`. */
export function writeKeyFiles(dir: string, authority: Authority): KeyFiles {
  const folder = join(dir, 'keys');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const serving = authority.issue({ commonName: 'kube-apiserver', usage: 'server', hosts: ['127.0.0.1', 'localhost'] });
  const serviceAccount = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    folder,
    ca: write('ca.crt', authority.certificate),
    servingCertificate: write('apiserver.crt', serving.certificate),
    servingKey: write('apiserver.key', serving.key),
    serviceAccountPublicKey: write('service-account.pub', serviceAccount.publicKey.export({ type: 'spki', format: 'pem' })),
    serviceAccountKey: write('service-account.key', serviceAccount.privateKey.export({ type: 'sec1', format: 'pem' })),
  };
}
