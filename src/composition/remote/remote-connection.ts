import type { Transport } from '@connectrpc/connect';

/** Where a function is served, and how to get there. */
export interface RemoteEndpoint {
  /** `host:port`. */
  readonly address: string;
  readonly security: RemoteSecurity;
}

/** TLS with PEM texts, or plaintext: only where the Function says so by name. */
export type RemoteSecurity =
  /** `ca` absent: the machine's own certificate authorities. `client`: the certificate that we show. */
  | { readonly type: 'tls'; readonly ca?: string; readonly client?: { readonly certificate: string; readonly key: string } }
  | { readonly type: 'insecure' };

/** A connection to one endpoint: opened by the first call, opened again when it broke. */
export interface RemoteConnection {
  readonly transport: Transport;
  /** Ends it, and the calls that it carries. */
  close(): void;
}

/** Largest message, in either direction (bytes). */
export const longestMessage = 64 * 1024 * 1024;
