import { createHash } from 'node:crypto';
import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
  Credentials,
} from '@aws-sdk/client-sts';
import type { Random } from '../../base/random.ts';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Session } from '../core/sessions.ts';
import { sessionArn } from './caller-identity.ts';
import { readWebIdentity } from './web-identity.ts';

type Request = Pick<Partial<AssumeRoleRequest>, 'RoleArn' | 'RoleSessionName' | 'DurationSeconds' | 'Policy' | 'ExternalId' | 'Tags'>;

/** A role that was assumed with another role's credentials is so for an hour at most. */
const chainedSeconds = 3600;

export function assumeRole(input: Members, context: CallContext): Members {
  const { SourceIdentity, ...request }: Partial<AssumeRoleRequest> = input;
  const others = (['SerialNumber', 'TokenCode', 'ProvidedContexts'] as const).filter((name) => request[name] !== undefined);
  if (others.length > 0) throw new AwsError('NotImplemented', `The simulator does not support ${others.join(' and ')} of AssumeRole.`);
  const isChained = context.sessions.of(context.accessKey) !== undefined;
  if (isChained && (request.DurationSeconds ?? 0) > chainedSeconds)
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  return { ...open(request, context), SourceIdentity } satisfies AssumeRoleResponse;
}

export function assumeRoleWithWebIdentity(input: Members, context: CallContext): Members {
  const request: Partial<AssumeRoleWithWebIdentityRequest> = input;
  if (request.ProviderId !== undefined)
    throw new AwsError('NotImplemented', 'The simulator does not support ProviderId of AssumeRoleWithWebIdentity.');
  const { subject, issuer, audience } = readWebIdentity(request.WebIdentityToken ?? '', context.now);
  return {
    ...open(request, context),
    SubjectFromWebIdentityToken: subject,
    Provider: issuer,
    Audience: audience,
  } satisfies AssumeRoleWithWebIdentityResponse;
}

/** Credentials of a new session. What policies and tags would allow and deny is not looked at. */
function open(request: Request, context: CallContext): Pick<AssumeRoleResponse, 'AssumedRoleUser' | 'Credentials' | 'PackedPolicySize'> {
  const session = sessionOf(request, context);
  const AccessKeyId = `ASIA${letters(16, context.random)}`;
  context.sessions.keep(AccessKeyId, session);
  const credentials: Credentials = {
    AccessKeyId,
    SecretAccessKey: letters(40, context.random),
    SessionToken: letters(200, context.random),
    Expiration: new Date(session.expiresAt),
  };
  const user = { Arn: sessionArn(session), AssumedRoleId: `${session.roleId}:${session.name}` };
  return { Credentials: credentials, AssumedRoleUser: user, ...(request.Policy === undefined ? {} : { PackedPolicySize: 1 }) };
}

function sessionOf(request: Request, { now }: CallContext): Session {
  const { RoleArn = '', RoleSessionName: name = '', DurationSeconds: seconds = 3600 } = request;
  const [, account, roleName] = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[!-~]+\/)*([\w+=,.@-]{1,64})$/.exec(RoleArn) ?? [];
  if (account === undefined || roleName === undefined) throw invalid(`${RoleArn} is invalid`);
  checkMembers(request);
  return { account, roleName, roleId: roleIdOf(RoleArn), name, expiresAt: now + seconds * 1000 };
}

function checkMembers({
  RoleSessionName: name = '',
  DurationSeconds: seconds = 3600,
  Policy: policy,
  ExternalId: externalId,
}: Request): void {
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) throw invalid(constraint('roleSessionName', name));
  if (seconds < 900 || seconds > 43_200) throw invalid(constraint('durationSeconds', String(seconds)));
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) throw invalid(constraint('externalId', externalId));
  if (policy !== undefined && !isJson(policy)) throw new AwsError('MalformedPolicyDocument', 'This policy contains invalid Json');
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function constraint(member: string, value: string): string {
  return `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Always the same for a role. */
function roleIdOf(arn: string): string {
  return `AROA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function letters(count: number, random: Random): string {
  return Array.from({ length: count }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}
