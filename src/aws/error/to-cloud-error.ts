import { CloudError } from '../../engine/cloud.ts';
import { classifyCode } from './classify-code.ts';
import type { SdkError } from './sdk-error.ts';
import { readSdkError } from './sdk-error.ts';
import { UnsentError } from './unsent-error.ts';

/** A failed call. `sent`: false, no byte left; true, AWS gave a definite answer; `unknown`, it may have taken effect. */
export interface CallFailure {
  readonly error: CloudError;
  readonly sent: boolean | 'unknown';
}

/** What the caller knows of a failed call beside the error. */
export interface FailedCall {
  /** Did the request reach the transport? false: it failed before (credentials, signing, endpoint). */
  readonly handedOver: boolean;
  /** Values that must not stand in the message. */
  readonly secrets: readonly string[];
}

/** Node's codes for a connection that was never made. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The SDK's transport gives its connection time-out no code, only this text. */
const connectTimeout = /did not establish a connection/;

/** Sorts whatever a call threw: never rethrows, keeps no secret. */
export function toCloudError(error: unknown, call: FailedCall): CallFailure {
  if (error instanceof UnsentError) return { error: error.cloudError, sent: false };
  const seen = readSdkError(error);
  if (!call.handedOver) return unsent(seen, call);
  if (seen.awsCode !== undefined) return answered(seen, seen.awsCode, call);
  if (seen.httpStatus !== undefined) return unreadable(seen, seen.httpStatus, call);
  return unanswered(seen, call);
}

/** AWS said a code. A 5xx may have been given after the work was done, unless it says that the call was turned away. */
function answered(seen: SdkError, code: string, call: FailedCall): CallFailure {
  const errorClass = classifyCode(code, seen.httpStatus, seen.text);
  const definite = errorClass === 'throttled' || seen.httpStatus === undefined || seen.httpStatus < 500;
  return { error: build(errorClass, code, seen, call), sent: definite ? true : 'unknown' };
}

/** An answer without a code: a proxy's page, a body cut short. Only a 4xx is definite. */
function unreadable(seen: SdkError, status: number, call: FailedCall): CallFailure {
  const refused = status >= 400 && status < 500;
  const code = status >= 400 ? `HTTP${status}` : 'UnreadableAnswer';
  return { error: build(refused ? classifyCode(code, status) : 'transient', code, seen, call), sent: refused ? true : 'unknown' };
}

/** Credentials could not be had (STS may have said why), or the request could not be built. */
function unsent(seen: SdkError, call: FailedCall): CallFailure {
  const code = seen.awsCode ?? 'NotSent';
  return { error: build(seen.awsCode === undefined ? 'transient' : classifyCode(code, seen.httpStatus), code, seen, call), sent: false };
}

function unanswered(seen: SdkError, call: FailedCall): CallFailure {
  if (neverConnected.has(seen.localCode) || connectTimeout.test(seen.text)) {
    const code = seen.localCode === 'TimeoutError' ? 'ConnectTimeout' : seen.localCode;
    return { error: build('transient', code, seen, call), sent: false };
  }
  return { error: build('transient', silenceCode(seen), seen, call), sent: 'unknown' };
}

function silenceCode(seen: SdkError): string {
  if (seen.localCode === 'ECONNRESET' || seen.localCode === 'EPIPE') return 'ConnectionReset';
  if (seen.localCode === 'ETIMEDOUT' || seen.localCode === 'TimeoutError') return 'Timeout';
  return seen.localCode === 'AbortError' ? 'Aborted' : seen.localCode;
}

/** Keeps no cause: an SDK error holds the raw response, and with it whatever a request echoed. */
function build(errorClass: CloudError['errorClass'], code: string, seen: SdkError, call: FailedCall): CloudError {
  const suffix = seen.requestId === undefined ? '' : ` (request ${seen.requestId})`;
  return new CloudError(errorClass, code, `${code}: ${cutSecrets(said(seen), call.secrets)}${suffix}`, seen.requestId);
}

const longestText = 1000;

/** EC2 appends an encrypted blob to a denial that differs each time; without it the same problem gives the same text. */
function said(seen: SdkError): string {
  if (seen.text === '' || seen.text === 'Unknown') return 'no reason was given';
  return seen.text.replace(/\s*Encoded authorization failure message: \S+/, '').slice(0, longestText);
}

/** Cuts each secret value out of a text. */
export function cutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[secret]')), text);
}
