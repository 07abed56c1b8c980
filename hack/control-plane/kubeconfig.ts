import type { CertifiedKey } from './certificate.ts';

/** The text of a kubeconfig for one server and one user, everything embedded. JSON, which is YAML. */
export function kubeconfig(url: string, authority: string, user: CertifiedKey): string {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'evenkeel-test',
    contexts: [{ name: 'evenkeel-test', context: { cluster: 'evenkeel-test', user: 'evenkeel-test' } }],
    clusters: [{ name: 'evenkeel-test', cluster: { server: url, 'certificate-authority-data': base64(authority) } }],
    users: [
      {
        name: 'evenkeel-test',
        user: { 'client-certificate-data': base64(user.certificate), 'client-key-data': base64(user.key) },
      },
    ],
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
