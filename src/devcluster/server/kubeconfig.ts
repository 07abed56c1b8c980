import { chmod, writeFile } from 'node:fs/promises';
import type { Secret } from '../../base/secret.ts';

/** How a client reaches the server: `caCert` is PEM. */
export interface KubeconfigContent {
  readonly url: string;
  readonly caCert: string;
  readonly token: Secret;
}

/** Writes a kubeconfig whose only context, `evenkeel-dev`, is the current one. Only its owner may read the file, since the token is in it. */
export async function writeKubeconfig(path: string, content: KubeconfigContent): Promise<void> {
  await writeFile(path, kubeconfigText(content), { mode: 0o600 });
  // A file that was there keeps its mode when it is written anew.
  await chmod(path, 0o600);
}

function kubeconfigText({ url, caCert, token }: KubeconfigContent): string {
  return `apiVersion: v1
kind: Config
clusters:
  - name: evenkeel-dev
    cluster:
      server: ${url}
      certificate-authority-data: ${Buffer.from(caCert).toString('base64')}
users:
  - name: evenkeel-dev
    user:
      token: ${JSON.stringify(token.reveal())}
contexts:
  - name: evenkeel-dev
    context:
      cluster: evenkeel-dev
      user: evenkeel-dev
      namespace: default
current-context: evenkeel-dev
`;
}
