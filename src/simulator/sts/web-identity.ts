import { AwsError } from '../core/aws-error.ts';

/** What STS reads in a token. */
interface WebIdentity {
  readonly subject: string;
  readonly issuer: string;
  readonly audience: string;
}

/** The claims of a JSON web token; its signature is not looked at. Throws STS's errors for what is none, and for one that is over. */
export function readWebIdentity(token: string, now: number): WebIdentity {
  const { sub, iss, aud, exp } = claimsIn(token);
  if (typeof sub !== 'string' || typeof iss !== 'string')
    throw new AwsError('InvalidIdentityToken', 'The ID Token provided is missing a required claim: sub or iss');
  if (typeof exp === 'number' && exp * 1000 <= now)
    throw new AwsError('ExpiredTokenException', 'Token expired: current date/time must be before the expiration date/time');
  const audience: unknown = Array.isArray(aud) ? aud[0] : aud;
  return { subject: sub, issuer: iss, audience: typeof audience === 'string' ? audience : '' };
}

function claimsIn(token: string): Readonly<Record<string, unknown>> {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) throw notAToken();
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (typeof claims === 'object' && claims !== null) return claims as Readonly<Record<string, unknown>>;
  } catch {
    // Falls through: what can't be read is no token.
  }
  throw notAToken();
}

function notAToken(): AwsError {
  return new AwsError(
    'InvalidIdentityToken',
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}
