import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, existsSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { IncomingMessage, Server } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { createAuthority } from '../../../hack/control-plane/certificate.ts';
import { describeKubeCall, startKubeProxy } from '../../support/kube-proxy.ts';
import type { KubeCall, KubeProxy } from '../../support/kube-proxy.ts';

const paths: readonly { readonly name: string; readonly method: string; readonly url: string; readonly expected: Partial<KubeCall> }[] = [
  {
    name: 'a status patch',
    method: 'PATCH',
    url: '/apis/ec2.evenkeel.dev/v1/namespaces/shop/vpcs/main/status?fieldManager=evenkeel-status&force=true',
    expected: { write: true, group: 'ec2.evenkeel.dev', resource: 'vpcs/status', namespace: 'shop', name: 'main' },
  },
  {
    name: 'a watch',
    method: 'GET',
    url: '/apis/a.dev/v1/vpcs?watch=true',
    expected: { write: false, watch: true, resource: 'vpcs', namespace: undefined },
  },
  {
    name: 'a list of the core group',
    method: 'GET',
    url: '/api/v1/namespaces/shop/secrets',
    expected: { watch: false, group: '', resource: 'secrets', namespace: 'shop' },
  },
  {
    name: 'a namespace itself',
    method: 'DELETE',
    url: '/api/v1/namespaces/shop',
    expected: { write: true, resource: 'namespaces', name: 'shop', namespace: undefined },
  },
  {
    name: 'a review, which only asks',
    method: 'POST',
    url: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    expected: { write: false },
  },
  { name: 'a path that names no resource', method: 'GET', url: '/readyz', expected: { write: false, resource: '' } },
];

describe('describeKubeCall', () => {
  for (const { name, method, url, expected } of paths) {
    it(`reads ${name}`, () => {
      const call = describeKubeCall(method, url, '', 0);
      assert.deepEqual({ ...call, ...expected }, call);
    });
  }
});

describe('startKubeProxy', () => {
  const authority = createAuthority('upstream');
  const admin = authority.issue({ commonName: 'admin', usage: 'client' });
  let upstream: Server;
  let proxy: KubeProxy;

  before(async () => {
    const serving = authority.issue({ commonName: 'apiserver', usage: 'server', hosts: ['127.0.0.1'] });
    upstream = createServer(
      { cert: serving.certificate, key: serving.key, ca: authority.certificate, requestCert: true },
      (request, response) => {
        // A watch: one event now, none after it.
        response.write(`${(request.socket as TLSSocket).getPeerCertificate().subject.CN} ${request.url}\n`);
      },
    ).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const address = upstream.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    proxy = await startKubeProxy({ url: `https://127.0.0.1:${port}`, ca: authority.certificate, identity: admin });
  });
  after(async () => {
    await proxy.stop();
    upstream.closeAllConnections();
    upstream.close();
    await once(upstream, 'close');
    assert.ok(!existsSync(proxy.kubeconfig), 'the kubeconfig is removed');
  });

  it('streams a watch, as its own identity, over TLS that the kubeconfig trusts', async () => {
    const config = JSON.parse(readFileSync(proxy.kubeconfig, 'utf8')) as { clusters: { cluster: Record<string, string> }[] };
    const cluster = config.clusters[0]?.cluster ?? {};
    const ca = Buffer.from(cluster['certificate-authority-data'] ?? '', 'base64').toString();
    const request = get(`${cluster['server']}/apis/a.dev/v1/vpcs?watch=1`, { ca, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const [event] = (await once(response, 'data')) as [Buffer];
    assert.equal(event.toString(), 'admin /apis/a.dev/v1/vpcs?watch=1\n');
    request.destroy();
    assert.deepEqual(
      proxy.records().map(({ call }) => [call.watch, call.resource]),
      [[true, 'vpcs']],
    );
  });
});
