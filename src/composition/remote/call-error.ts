import { Code, ConnectError } from '@connectrpc/connect';

/** Codes of Node's errors when certificates or the handshake are at fault. */
const tlsError = /^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Why a call of a remote function failed, in a text fit for the composite's status. `name`: the function, as its users know it. */
export function callError(error: unknown, name: string, timeoutMs: number): Error {
  const { code, rawMessage } = ConnectError.from(error);
  const causes = chain(error);
  const cause = causes.at(-1)?.message ?? rawMessage;
  if (causes.some((one) => tlsError.test(codeOf(one)))) return told(`TLS with ${name} failed: ${cause}`, error);
  // How a server ends a request that is too large while it is still being sent.
  if (rawMessage.includes('ENHANCE_YOUR_CALM'))
    return told(`the request to ${name} is too large, or one of too many: ${rawMessage}`, error);
  switch (code) {
    case Code.DeadlineExceeded:
      return told(`${name} did not answer within ${timeoutMs / 1000} s`, error);
    case Code.Unavailable:
      return told(`${name} can not be reached: ${cause}`, error);
    case Code.ResourceExhausted:
      return told(`the request to ${name} or its answer is too large: ${rawMessage}`, error);
    case Code.Unimplemented:
      return told(`${name} is no composition function: it serves neither v1 nor v1beta1 of the protocol (${rawMessage})`, error);
    default:
      return told(`${name} failed: ${rawMessage || cause} (${Code[code]})`, error);
  }
}

function told(message: string, cause: unknown): Error {
  return new Error(message, { cause });
}

/** The error and what caused it, the first cause last. */
function chain(error: unknown): readonly Error[] {
  const found: Error[] = [];
  for (let next = error; next instanceof Error && !found.includes(next); next = next.cause) found.push(next);
  return found;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
