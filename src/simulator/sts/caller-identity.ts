import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Session } from '../core/sessions.ts';

/** Keys that nobody got from STS are those of one user an account. */
export function getCallerIdentity(_input: Members, context: CallContext): Members {
  const { accessKey, account: Account, sessions } = context;
  if (accessKey === undefined) throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  const session = sessions.of(accessKey);
  const identity =
    session === undefined
      ? { Account, Arn: `arn:aws:iam::${Account}:user/simulated`, UserId: `AIDA${Account}USER` }
      : { Account, Arn: sessionArn(session), UserId: `${session.roleId}:${session.name}` };
  return identity satisfies GetCallerIdentityResponse;
}

/** What a session is called as a caller. */
export function sessionArn({ account, roleName, name }: Session): string {
  return `arn:aws:sts::${account}:assumed-role/${roleName}/${name}`;
}
