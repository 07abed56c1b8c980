import { ProviderConfigError } from '../../engine/cloud.ts';
import { ownerTagPrefix } from '../../engine/ownership/owner-tags.ts';
import type { ConfigName, ResolvedConfig } from '../session/resolved-config.ts';
import type { RequestHandler } from '../session/session-config.ts';
import { assumeRoles } from './assume-roles.ts';
import type { CredentialCalls, IdentifiedCredentials } from './base-credentials.ts';
import { fromEnvironment, fromKeys, fromServiceAccount } from './base-credentials.ts';
import type { ConfigSpec } from './config-object.ts';
import type { StaticKeys } from './parse-ini.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

const defaultRegion = 'us-east-1';
const defaultSessionName = 'evenkeel';

/** What a config is built from beside its spec. */
export interface ConfigParts {
  /** Of source `Secret`. */
  readonly keys: StaticKeys | undefined;
  readonly tokens: ServiceAccountTokens;
  readonly requestHandler: RequestHandler;
}

/** A config that was found to be allowed, as sessions need it. Sends nothing. */
export function buildConfig(name: ConfigName, spec: ConfigSpec, parts: ConfigParts): ResolvedConfig {
  const region = spec.region ?? defaultRegion;
  const endpoint = endpointOf(spec.endpoint);
  const calls: CredentialCalls = { region, requestHandler: parts.requestHandler, endpoint: endpoint('sts') };
  const { credentials, identity } = assumeRoles(baseOf(name, spec, parts, calls), spec.assumeRoleChain ?? [], calls);
  return {
    name,
    session: { credentials, identity: `${identity}@${JSON.stringify(spec.endpoint ?? null)}`, endpoint },
    region,
    defaultTags: spec.defaultTags ?? {},
    ignoresTag: ignoresTag(spec.ignoreTags ?? {}),
  };
}

function baseOf(name: ConfigName, spec: ConfigSpec, { keys, tokens }: ConfigParts, calls: CredentialCalls): IdentifiedCredentials {
  const { source, webIdentity } = spec.credentials;
  if (source === 'Environment') return fromEnvironment(calls);
  if (source === 'Secret' && keys !== undefined) return fromKeys(keys);
  if (source === 'WebIdentity' && webIdentity !== undefined) {
    const { roleARN, roleSessionName = defaultSessionName, serviceAccountRef } = webIdentity;
    const serviceAccount = { namespace: serviceAccountRef.namespace ?? name.namespace ?? '', name: serviceAccountRef.name };
    return fromServiceAccount({ roleArn: roleARN, sessionName: roleSessionName, serviceAccount }, tokens, calls);
  }
  throw new ProviderConfigError('ProviderConfigInvalid', 'spec.credentials.source is none of Secret, Environment, WebIdentity', false);
}

function endpointOf(endpoint: ConfigSpec['endpoint']): ResolvedConfig['session']['endpoint'] {
  if (endpoint === undefined) return () => undefined;
  const { url, services } = endpoint;
  return (service) => (services === undefined || services.length === 0 || services.includes(service) ? url.static : undefined);
}

/** Owner tags are never ignored: they say whose a resource is. */
function ignoresTag({ keys = [], keyPrefixes = [] }: NonNullable<ConfigSpec['ignoreTags']>): (key: string) => boolean {
  return (key) => !key.startsWith(ownerTagPrefix) && (keys.includes(key) || keyPrefixes.some((prefix) => key.startsWith(prefix)));
}
