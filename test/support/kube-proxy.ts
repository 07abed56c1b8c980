import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../../hack/control-plane/certificate.ts';
import { kubeconfig } from '../../hack/control-plane/kubeconfig.ts';
import { startReverseProxy } from './reverse-proxy.ts';
import type { ReverseProxy } from './reverse-proxy.ts';
import type { UpstreamTls } from './upstream.ts';

/** A request to a Kubernetes API server. */
export interface KubeCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  /** Changes something: a review, which only asks, is none. */
  readonly write: boolean;
  readonly watch: boolean;
  /** Empty for the core group. */
  readonly group: string;
  /** `vpcs`; with its subresource `vpcs/status`. Empty for paths that name none. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Counts requests from 0 since the start or the last `clear`. */
  readonly index: number;
}

/** The API server behind a proxy, and who the proxy is to it. */
export interface ProxiedServer extends UpstreamTls {
  readonly url: string;
}

/** A proxy in front of an API server. */
export interface KubeProxy extends ReverseProxy<KubeCall> {
  /** Path of a kubeconfig that leads through the proxy. */
  readonly kubeconfig: string;
}

/**
 * Starts a TLS proxy in front of an API server. TLS ends here, so that everybody who comes through is the proxy's
 * identity to the API server. Watches stream; upgrades (exec, port-forward) are not passed on.
 */
export async function startKubeProxy({ url, ca, identity }: ProxiedServer): Promise<KubeProxy> {
  const authority = createAuthority('evenkeel-test-proxy-ca');
  const proxy = await startReverseProxy<KubeCall>({
    target: url,
    targetTls: { ca, identity },
    serve: authority.issue({ commonName: 'kube-proxy', usage: 'server', hosts: ['127.0.0.1', 'localhost'] }),
    describe: (request, body, index) => describeKubeCall(request.method ?? 'GET', request.url ?? '/', body.toString(), index),
  });
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-kube-proxy-'));
  const file = join(folder, 'kubeconfig');
  const client = authority.issue({ commonName: 'client', usage: 'client' });
  writeFileSync(file, kubeconfig(proxy.url, authority.certificate, client), { mode: 0o600 });
  return {
    ...proxy,
    kubeconfig: file,
    stop: async () => {
      await proxy.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pathPattern =
  /^\/(?:api|apis\/(?<group>[^/]+))\/[^/]+\/(?:namespaces\/(?<namespace>[^/]+)\/)?(?<plural>[^/]+)(?:\/(?<name>[^/]+)(?:\/(?<sub>[^/]+))?)?$/;

/** Reads method and URL of a request. */
export function describeKubeCall(method: string, url: string, body: string, index: number): KubeCall {
  const { pathname, searchParams } = new URL(url, 'https://127.0.0.1');
  const parts = pathPattern.exec(pathname)?.groups ?? {};
  const { group = '', namespace, plural = '', name, sub } = parts;
  const reading = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  return {
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    body,
    write: !reading && !plural.endsWith('reviews'),
    watch: reading && ['true', '1'].includes(searchParams.get('watch') ?? ''),
    group,
    resource: sub === undefined ? plural : `${plural}/${sub}`,
    namespace,
    name,
    index,
  };
}
