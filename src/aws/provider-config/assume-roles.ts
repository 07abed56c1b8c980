import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { CredentialCalls, IdentifiedCredentials } from './base-credentials.ts';
import type { ConfigSpec } from './config-object.ts';

type Role = NonNullable<ConfigSpec['assumeRoleChain']>[number];

const defaultSessionName = 'evenkeel';

/** Credentials of the last role of a chain, each assumed with those of the one before. An empty chain changes nothing. */
export function assumeRoles(base: IdentifiedCredentials, chain: readonly Role[], calls: CredentialCalls): IdentifiedCredentials {
  return chain.reduce((credentials, role) => assume(credentials, role, calls), base);
}

function assume(base: IdentifiedCredentials, role: Role, { region, requestHandler, endpoint }: CredentialCalls): IdentifiedCredentials {
  const { credentials } = base;
  return {
    credentials: fromTemporaryCredentials({
      masterCredentials: credentials,
      clientConfig: { region, requestHandler, maxAttempts: 1, ...(endpoint === undefined ? {} : { endpoint }) },
      params: {
        RoleArn: role.roleARN,
        RoleSessionName: role.sessionName ?? defaultSessionName,
        ...(role.externalID === undefined ? {} : { ExternalId: role.externalID }),
        ...(role.tags === undefined ? {} : { Tags: role.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
        ...(role.transitiveTagKeys === undefined ? {} : { TransitiveTagKeys: role.transitiveTagKeys }),
      },
    }),
    identity: `${base.identity}>${JSON.stringify(role)}`,
  };
}
