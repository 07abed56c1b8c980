import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import type { SecureClientSessionOptions } from 'node:http2';
import type { RemoteConnection, RemoteEndpoint, RemoteSecurity } from '../../composition/remote/remote-connection.ts';
import { longestMessage } from '../../composition/remote/remote-connection.ts';

/** Of quiet connections: a Node that is gone says nothing. */
const pingIntervalMs = 30_000;

/** Of one connection (MB): what Node allows by itself breaks off messages of the size that the protocol allows. */
const maxSessionMemory = 256;

/** Connects to a remote function over HTTP/2. Throws where the address can't be one. */
export function openFunctionConnection({ address, security }: RemoteEndpoint): RemoteConnection {
  const baseUrl = `${security.type === 'tls' ? 'https' : 'http'}://${address}`;
  if (!/^[^/@?#\s]+:\d{1,5}$/.test(address) || !URL.canParse(baseUrl)) throw new Error(`${address} is no address: write host:port`);
  const session = new Http2SessionManager(baseUrl, { pingIntervalMs }, tlsOptions(security));
  return {
    transport: createGrpcTransport({ baseUrl, sessionManager: session, readMaxBytes: longestMessage, writeMaxBytes: longestMessage }),
    close: () => session.abort(),
  };
}

function tlsOptions(security: RemoteSecurity): SecureClientSessionOptions {
  if (security.type === 'insecure') return { maxSessionMemory };
  const { ca, client } = security;
  return {
    maxSessionMemory,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
    ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
  };
}
