import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Connection, TlsSettings } from './connection.ts';

/** What a Pod is told about its API server. */
export interface InClusterSource {
  /** From KUBERNETES_SERVICE_HOST. */
  readonly host: string;
  /** From KUBERNETES_SERVICE_PORT. */
  readonly port: string;
  /** The folder with `token` and `ca.crt`: /var/run/secrets/kubernetes.io/serviceaccount. */
  readonly folder: string;
}

/** Either a kubeconfig file, with a context other than its current one if wanted, or what a Pod is given. */
export type ConnectionSource =
  | { readonly kubeconfig: string; readonly context?: string | undefined }
  | { readonly inCluster: InClusterSource };

/** Finds out where the API server is and how to log in there. Rejects with an `Error` that names the file, context or plug-in at fault. */
export function loadConnection(source: ConnectionSource): Promise<Connection> {
  return 'inCluster' in source ? inClusterConnection(source.inCluster) : kubeconfigConnection(source.kubeconfig, source.context);
}

/** The token is read for every request: it is bound, and the kubelet replaces the file well before it expires. */
async function inClusterConnection({ host, port, folder }: InClusterSource): Promise<Connection> {
  const ca = await readFile(join(folder, 'ca.crt'));
  const address = host.includes(':') ? `[${host}]` : host;
  return {
    server: `https://${address}:${port}`,
    tls: { ca },
    headers: async () => ({ authorization: `Bearer ${(await readFile(join(folder, 'token'), 'utf8')).trim()}` }),
  };
}

/** Logging in again reads the file again, and lets its plug-in make a new token: once for all requests that were turned down meanwhile. */
async function kubeconfigConnection(file: string, context: string | undefined): Promise<Connection> {
  const { server, options } = await logIn(file, context);
  let headers = Promise.resolve(identityHeaders(options));
  let renewal: typeof headers | undefined;
  const renewed = async (): ReturnType<Connection['headers']> => {
    try {
      const fresh = identityHeaders((await logIn(file, context)).options);
      headers = Promise.resolve(fresh);
      return fresh;
    } finally {
      renewal = undefined;
    }
  };
  return { server, tls: tlsSettings(options), headers: (renew) => (renew ? (renewal ??= renewed()) : headers) };
}

async function logIn(file: string, context: string | undefined): Promise<{ server: string; options: RequestOptions }> {
  const config = await parse(file);
  if (context !== undefined) config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (cluster === null)
    throw new Error(`${file}: there is no context ${JSON.stringify(config.getCurrentContext())}, or its cluster is missing`);
  if (cluster.proxyUrl !== undefined && cluster.proxyUrl !== null)
    throw new Error(`${file}: proxy-url of cluster ${cluster.name} is not supported`);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return { server: cluster.server, options };
}

/** The library is loaded only here: it costs a third of a second and 90 MB, which a Pod that logs in by its token need not pay. */
async function parse(file: string): Promise<KubeConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new Error(`${file}: not a kubeconfig: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return config;
}

function tlsSettings({ ca, cert, key, servername, rejectUnauthorized }: RequestOptions): TlsSettings {
  return {
    ...(isPem(ca) ? { ca } : {}),
    ...(isPem(cert) ? { cert } : {}),
    ...(isPem(key) ? { key } : {}),
    ...(servername === undefined ? {} : { servername }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}

function isPem(value: unknown): value is string | Buffer {
  return typeof value === 'string' || Buffer.isBuffer(value);
}

function identityHeaders({ headers, auth }: RequestOptions): Readonly<Record<string, string>> {
  const identity: Record<string, string> =
    auth === null || auth === undefined ? {} : { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  for (const [name, value] of Object.entries(headers ?? {})) if (typeof value === 'string') identity[name.toLowerCase()] = value;
  return identity;
}
