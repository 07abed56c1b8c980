import { isNotFound } from '../../kubernetes/api-error.ts';
import type { Clock } from '../../base/clock.ts';
import type { Caller } from '../api/access.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { invalid } from '../schema/cause.ts';
import { numberOf, objectOf, textsOf } from '../schema/json-members.ts';
import type { ReadApi } from './read-api.ts';
import { apiAudience, readToken, signToken } from './token.ts';

const usualSeconds = 3600;
const leastSeconds = 600;
const mostSeconds = 2 ** 32;

/** What tokens are made and checked with. `key` signs them; who has it can be any service account. */
export interface TokenDeps {
  readonly api: ReadApi;
  readonly clock: Clock;
  readonly key: Uint8Array;
}

/** A service account that a token stands for, and the audiences that it is meant for. */
export interface Bearer {
  readonly caller: Caller;
  readonly audiences: readonly string[];
}

/** The ServiceAccount; rejects with `StatusError` 404 if there is none. */
async function accountOf(api: ReadApi, namespace: string, name: string): Promise<DevObject> {
  const resource = api.resources().find((each) => each.group === '' && each.kind === 'ServiceAccount');
  if (resource === undefined) throw new StatusError(404, 'NotFound', 'service accounts are not served');
  return api.get({ resource, namespace, name });
}

function secondsOf(request: JsonObject): number {
  const seconds = numberOf(objectOf(request['spec'])['expirationSeconds']) ?? usualSeconds;
  const fault = seconds < leastSeconds ? 'less than 10 minutes' : seconds > mostSeconds ? 'larger than 2^32 seconds' : undefined;
  if (fault === undefined) return seconds;
  const cause = invalid('spec.expirationSeconds', seconds, `may not specify a duration ${fault}`);
  throw new StatusError(422, 'Invalid', `TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: ${cause.message}`, {
    group: 'authentication.k8s.io',
    kind: 'TokenRequest',
    causes: [cause],
  });
}

/**
 * Answers a TokenRequest for a service account: the request with a token in its status. Rejects with `StatusError`: 404
 * without such an account, 422 for a lifetime that is too short or too long.
 */
export async function issueToken(
  { api, clock, key }: TokenDeps,
  account: { readonly namespace: string; readonly name: string },
  request: JsonObject,
): Promise<JsonObject> {
  const { metadata } = await accountOf(api, account.namespace, account.name);
  const expirationSeconds = secondsOf(request);
  const asked = textsOf(objectOf(request['spec'])['audiences']);
  const audiences = asked.length > 0 ? asked : [apiAudience];
  const issuedAt = Math.floor(clock.now() / 1000);
  const expiresAt = issuedAt + expirationSeconds;
  const token = signToken({ namespace: account.namespace, name: account.name, uid: metadata.uid, audiences, issuedAt, expiresAt }, key);
  return {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: { name: account.name, namespace: account.namespace },
    spec: { ...objectOf(request['spec']), audiences, expirationSeconds },
    status: { token, expirationTimestamp: new Date(expiresAt * 1000).toISOString().replace('.000Z', 'Z') },
  };
}

/** Whom a token stands for: undefined if it is not ours, has expired, or its service account is gone or another of that name. */
export async function bearerOf({ api, clock, key }: TokenDeps, token: string): Promise<Bearer | undefined> {
  const claims = readToken(token, key);
  if (claims === undefined || claims.expiresAt * 1000 <= clock.now()) return undefined;
  const { namespace, name, uid, audiences } = claims;
  try {
    const account = await accountOf(api, namespace, name);
    if (account.metadata.uid !== uid) return undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  return { caller: { username: `system:serviceaccount:${namespace}:${name}`, uid, groups }, audiences };
}
