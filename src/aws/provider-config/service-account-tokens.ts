import type { Secret } from '../../base/secret.ts';

/** Asks Kubernetes for tokens of ServiceAccounts (TokenRequest) with the audience `sts.amazonaws.com`. */
export interface ServiceAccountTokens {
  /** Rejects with ApiError. */
  request(serviceAccount: { readonly namespace: string; readonly name: string }): Promise<Secret>;
}
