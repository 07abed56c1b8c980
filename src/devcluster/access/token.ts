import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Json, JsonObject } from '../api/dev-object.ts';
import { isJsonObject, numberOf, objectOf, textOf, textsOf } from '../schema/json-members.ts';

/** What a service account's token says. Times are seconds since 1970. */
export interface Claims {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly audiences: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const issuer = 'https://kubernetes.default.svc';
const header = encoded({ alg: 'HS256', typ: 'JWT' });

function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(text: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** The audience that the API server itself is; tokens are meant for it unless another is asked for. */
export const apiAudience = issuer;

/** A JSON Web Token with these claims, signed with HMAC-SHA256. */
export function signToken(claims: Claims, key: Uint8Array): string {
  const payload = encoded({
    iss: issuer,
    sub: `system:serviceaccount:${claims.namespace}:${claims.name}`,
    aud: claims.audiences,
    iat: claims.issuedAt,
    nbf: claims.issuedAt,
    exp: claims.expiresAt,
    'kubernetes.io': { namespace: claims.namespace, serviceaccount: { name: claims.name, uid: claims.uid } },
  });
  const text = `${header}.${payload}`;
  return `${text}.${signature(text, key).toString('base64url')}`;
}

/** The claims of a token that was signed with this key, expired or not; undefined for anything else. */
export function readToken(token: string, key: Uint8Array): Claims | undefined {
  const [head, payload, signed, ...more] = token.split('.');
  if (head !== header || payload === undefined || signed === undefined || more.length > 0) return undefined;
  const given = Buffer.from(signed, 'base64url');
  const expected = signature(`${head}.${payload}`, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return claimsOf(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Json);
}

/** What was signed is what `signToken` wrote. */
function claimsOf(payload: Json): Claims | undefined {
  if (!isJsonObject(payload)) return undefined;
  const bound = objectOf(payload['kubernetes.io']);
  const account = objectOf(bound['serviceaccount']);
  return {
    namespace: textOf(bound['namespace']),
    name: textOf(account['name']),
    uid: textOf(account['uid']),
    audiences: textsOf(payload['aud']),
    issuedAt: numberOf(payload['iat']) ?? 0,
    expiresAt: numberOf(payload['exp']) ?? 0,
  };
}
