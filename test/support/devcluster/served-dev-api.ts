// Loaded before any test runs: its helpers put names into the global scope, which mocha would blame on the first test that loads it.
import 'reflect-metadata';
import '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../../../src/base/clock.ts';
import type { Logger } from '../../../src/base/logger.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { Secret } from '../../../src/base/secret.ts';
import { createStandardDevApi } from '../../../src/devcluster/create-standard-dev-api.ts';
import { createCertificates } from '../../../src/devcluster/server/certificates.ts';
import { startDevServer } from '../../../src/devcluster/server/start-dev-server.ts';
import type { Certificates } from '../../../src/devcluster/server/certificates.ts';
import { seededRandom } from '../seeded-random.ts';

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON. */
  readonly json: Record<string, unknown>;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A dev API behind its HTTPS server. */
export interface ServedDevApi {
  readonly url: string;
  readonly certificates: Certificates;
  readonly token: Secret;
  /** Asks with the administrator's token, unless other headers say otherwise. */
  ask(path: string, call?: Call): Promise<Answer>;
  /** The head of an answer, whose body comes as it comes. */
  open(path: string, call?: Call): Promise<IncomingMessage>;
  close(): Promise<void>;
}

/** ECDSA P-256 keys. */
export function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
}

/** Starts one with an empty store. */
export async function serveDevApi(
  clock: Clock,
  options: { readonly rbac?: boolean; readonly logger?: Logger; readonly changesPerResource?: number } = {},
): Promise<ServedDevApi> {
  const random = seededRandom();
  const certificates = await createCertificates(clock, random, generateKeys);
  const { changesPerResource } = options;
  const limits = changesPerResource === undefined ? {} : { changesPerResource };
  const api = await createStandardDevApi({ clock, random, limits });
  const token = new Secret('canary-admin-token');
  const tokenKey = new Secret('canary-token-key-canary-token-key');
  const { rbac = false, logger = silentLogger } = options;
  const server = await startDevServer({ api, clock, random, logger, certificates, token, tokenKey, rbac });
  const agent = new Agent({ ca: certificates.caCert, keepAlive: true });
  const open = (path: string, call: Call = {}): Promise<IncomingMessage> => send(`${server.url}${path}`, agent, token, call);
  return {
    url: server.url,
    certificates,
    token,
    open,
    ask: async (path, call) => {
      const response = await open(path, call);
      const body = await buffer(response);
      return { status: response.statusCode ?? 0, headers: response.headers, body, json: parsed(body) };
    },
    close: async () => {
      await server.close();
      agent.destroy();
      await api.close();
    },
  };
}

function send(url: string, agent: Agent, token: Secret, { method = 'GET', headers = {}, body }: Call): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Node frames no body of a DELETE by itself.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(
      url,
      { agent, method, headers: { authorization: `Bearer ${token.reveal()}`, ...length, ...headers } },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
