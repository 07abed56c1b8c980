import type { CloudError } from '../../engine/cloud.ts';
import { ProviderConfigError } from '../../engine/cloud.ts';
import type { SendResult } from './send-call.ts';

/** Whom AWS takes a session's credentials for. */
export interface CallerIdentity {
  readonly partition: string;
  readonly account: string;
  readonly arn: string;
}

/** The answer of GetCallerIdentity. Throws a ProviderConfigError that says what is wrong with the session. */
export function readCallerIdentity(result: SendResult, region: string): CallerIdentity {
  if (!result.ok) throw toConfigError(result.error, region);
  const { Account: account, Arn: arn } = result.output;
  if (typeof account !== 'string' || typeof arn !== 'string') {
    throw new ProviderConfigError('CredentialsUnchecked', 'the answer of GetCallerIdentity names no account', true);
  }
  return { account, arn, partition: arn.split(':')[1] ?? 'aws' };
}

/** Denials that are lifted in AWS, not in the cluster: trust policies, service control policies. */
const liftedInAws = /^(AccessDenied|Unauthorized|OptInRequired|Blocked|PendingVerification|RegionDisabled)/;

/** Does AWS refuse the credentials themselves, and not just what they were used for? They were good once, and may be revoked any time. */
export function refusesCredentials({ errorClass, code }: CloudError): boolean {
  return errorClass === 'denied' && !liftedInAws.test(code);
}

function toConfigError(error: CloudError, region: string): ProviderConfigError {
  if (error.code === 'ENOTFOUND') return regionInvalid(region, `AWS has no such endpoint: ${error.message}`);
  if (error.errorClass === 'denied') {
    const lifted = liftedInAws.test(error.code);
    return new ProviderConfigError(
      lifted ? 'CredentialsDenied' : 'CredentialsInvalid',
      `AWS refused the credentials: ${stable(error)}`,
      lifted,
      { cause: error },
    );
  }
  if (error.code === 'NotSent') {
    return new ProviderConfigError('CredentialsUnavailable', `no credentials could be had: ${stable(error)}`, true, { cause: error });
  }
  return new ProviderConfigError('CredentialsUnchecked', `the credentials could not be checked: ${stable(error)}`, true, { cause: error });
}

/** Without the request id, which differs at each try and would make the same problem look new. */
function stable(error: CloudError): string {
  return error.requestId === undefined ? error.message : error.message.replace(` (request ${error.requestId})`, '');
}

/** All of AWS's Regions are named so (`us-gov-west-1`, `us-isob-east-1`, `eusc-de-east-1` too). */
const regionPattern = /^[a-z]{2,4}(-[a-z]+)*-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/;

/** Throws before anything is sent to a Region whose name can't be one. */
export function checkRegionName(region: string): void {
  if (!regionPattern.test(region)) throw regionInvalid(region, 'that is no name of an AWS Region');
}

function regionInvalid(region: string, why: string): ProviderConfigError {
  return new ProviderConfigError('RegionInvalid', `Region "${region}" can't be used: ${why}`, false);
}
