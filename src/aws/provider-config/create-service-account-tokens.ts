import { Secret } from '../../base/secret.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

/** What STS wants to read in a token. */
const audience = 'sts.amazonaws.com';

/** Tokens by TokenRequest, which the controller needs the right for. */
export function createServiceAccountTokens(client: Pick<KubernetesClient, 'requestToken'>): ServiceAccountTokens {
  return {
    request: async (serviceAccount) => {
      if (client.requestToken === undefined) throw new Error('tokens of ServiceAccounts are not to be had from this API server');
      return new Secret(await client.requestToken(serviceAccount, [audience]));
    },
  };
}
