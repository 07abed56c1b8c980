import { createHash } from 'node:crypto';
import { fromNodeProviderChain, fromWebToken } from '@aws-sdk/credential-providers';
import type { RequestHandler, AwsCredentials } from '../session/session-config.ts';
import type { StaticKeys } from './parse-ini.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

/** Credentials, and a string that is equal for equal ones. It holds no secret in the clear. */
export interface IdentifiedCredentials {
  readonly credentials: AwsCredentials;
  readonly identity: string;
}

/** How the calls go that fetch credentials. */
export interface CredentialCalls {
  readonly region: string;
  readonly requestHandler: RequestHandler;
  readonly endpoint: string | undefined;
}

/** An IAM role that a ServiceAccount's token is exchanged for. */
export interface WebIdentity {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
}

/** Keys as they are. A rotated secret key is another identity though the key id is the same: it has to be checked anew. */
export function fromKeys({ accessKeyId, secretAccessKey, sessionToken }: StaticKeys): IdentifiedCredentials {
  const hash = createHash('sha256')
    .update(`${secretAccessKey.reveal()}\n${sessionToken?.reveal() ?? ''}`)
    .digest('hex');
  const token = sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() };
  return {
    credentials: async () => ({ accessKeyId, secretAccessKey: secretAccessKey.reveal(), ...token }),
    identity: `keys:${accessKeyId}:${hash}`,
  };
}

/** Whatever the controller runs with: the SDK's own chain reads the environment, files and metadata services that it knows. */
export function fromEnvironment({ region, requestHandler }: CredentialCalls): IdentifiedCredentials {
  return { credentials: fromNodeProviderChain({ clientConfig: { region, requestHandler, maxAttempts: 1 } }), identity: 'environment' };
}

/** A fresh token is asked for whenever the SDK wants new credentials; it is never kept. */
export function fromServiceAccount(web: WebIdentity, tokens: ServiceAccountTokens, calls: CredentialCalls): IdentifiedCredentials {
  const { region, requestHandler, endpoint } = calls;
  const clientConfig = { region, requestHandler, maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) };
  return {
    credentials: async () => {
      const webIdentityToken = (await tokens.request(web.serviceAccount)).reveal();
      return await fromWebToken({ roleArn: web.roleArn, roleSessionName: web.sessionName, webIdentityToken, clientConfig })();
    },
    identity: `web:${JSON.stringify(web)}`,
  };
}
