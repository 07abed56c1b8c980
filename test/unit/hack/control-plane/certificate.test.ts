import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { createAuthority } from '../../../../hack/control-plane/certificate.ts';

describe('createAuthority', () => {
  const authority = createAuthority('a test authority');
  const client = authority.issue({ commonName: 'jane', organizations: ['system:masters', 'team'], usage: 'client' });
  const server = authority.issue({ commonName: 'server', usage: 'server', hosts: ['127.0.0.1', 'localhost'] });

  it('makes a self-signed authority', () => {
    const certificate = new X509Certificate(authority.certificate);
    assert.ok(certificate.ca);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.subject, 'CN=a test authority');
  });

  it('issues a client certificate whose names are user and groups', () => {
    const certificate = new X509Certificate(client.certificate);
    assert.equal(certificate.subject, 'O=system:masters\nO=team\nCN=jane');
    assert.ok(certificate.checkIssued(new X509Certificate(authority.certificate)));
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2']);
    assert.ok(!certificate.ca);
  });

  it('issues a server certificate for its hosts', () => {
    const certificate = new X509Certificate(server.certificate);
    assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1');
    assert.equal(certificate.checkHost('localhost'), 'localhost');
    assert.equal(certificate.checkIP('127.0.0.2'), undefined);
  });

  it('is accepted in a TLS handshake that authenticates both sides', async () => {
    const { certificate: cert, key } = server;
    const listener = createServer({ cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    assert.ok(typeof address === 'object' && address !== null);
    const accepted = once(listener, 'secureConnection');
    const socket = connect({ port: address.port, host: '127.0.0.1', ca: authority.certificate, cert: client.certificate, key: client.key });
    const [peer] = (await accepted) as [TLSSocket];
    assert.equal(peer.getPeerCertificate().subject.CN, 'jane');
    socket.destroy();
    peer.destroy();
    listener.close();
    await once(listener, 'close');
  });
});
