import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** A PEM certificate and key. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** A token in the place of a certificate. */
export interface BearerToken {
  readonly token: string;
}

/** For an HTTPS server: its authority, and who we are. */
export interface UpstreamTls {
  readonly ca: string;
  readonly identity: Identity | BearerToken;
}

/** The server behind a proxy. */
export interface Upstream {
  /** Passes a request on, and gives the answer as soon as its head is there. */
  send(request: IncomingMessage, body: Buffer): Promise<IncomingMessage>;
  /** Closes idle connections. */
  close(): void;
}

const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/** Headers that mean something beyond one connection (RFC 9110, 7.6.1). */
export function endToEndHeaders(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

/** The server at `origin`, over kept-alive connections. */
export function upstreamAt(origin: string, tls?: UpstreamTls): Upstream {
  const base = new URL(origin);
  const secure = base.protocol === 'https:';
  const { certificates, authorization } = proofOf(tls?.identity);
  const agent = secure ? new HttpsAgent({ keepAlive: true, ca: tls?.ca, ...certificates }) : new HttpAgent({ keepAlive: true });
  return {
    send: async (request, body) => {
      const headers = { ...endToEndHeaders(request.headers), ...authorization, host: base.host, 'content-length': String(body.length) };
      const options = { method: request.method, agent, headers };
      const outgoing = (secure ? httpsRequest : httpRequest)(new URL(request.url ?? '/', base), options).end(body);
      // What breaks after the head is there shows on the answer.
      outgoing.on('error', () => undefined);
      const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
      return answer;
    },
    close: () => agent.destroy(),
  };
}

/** What shows who we are, by the connection or with each request. */
function proofOf(identity: Identity | BearerToken | undefined): {
  readonly certificates?: { readonly cert: string; readonly key: string };
  readonly authorization?: { readonly authorization: string };
} {
  if (identity === undefined) return {};
  if ('token' in identity) return { authorization: { authorization: `Bearer ${identity.token}` } };
  return { certificates: { cert: identity.certificate, key: identity.key } };
}
