import { isObject } from '../../base/json.ts';
import { ProviderConfigError } from '../../engine/cloud.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { ClusterProviderConfigSpec } from '../generated/provider-config.ts';
import type { ConfigName } from '../session/resolved-config.ts';

const group = { group: 'aws.evenkeel.dev', version: 'v1beta1' } as const;

export const providerConfigType: ResourceType = { ...group, kind: 'ProviderConfig', plural: 'providerconfigs', namespaced: true };
export const clusterProviderConfigType: ResourceType = {
  ...group,
  kind: 'ClusterProviderConfig',
  plural: 'clusterproviderconfigs',
  namespaced: false,
};

/** The members that both kinds have, in the wider type; `namespace` of references and `allowedNamespaces` are the cluster-scoped kind's. */
export type ConfigSpec = Omit<ClusterProviderConfigSpec, 'credentials'> & {
  readonly credentials: Omit<ClusterProviderConfigSpec['credentials'], 'secretRef' | 'webIdentity'> & {
    readonly secretRef?: { readonly name: string; readonly key: string; readonly namespace?: string };
    readonly webIdentity?: {
      readonly roleARN: string;
      readonly roleSessionName?: string;
      readonly serviceAccountRef: { readonly name: string; readonly namespace?: string };
    };
  };
};

export function configNameOf(object: KubernetesObject): ConfigName {
  const { namespace, name } = object.metadata;
  return object.kind === 'ProviderConfig' ? { kind: 'ProviderConfig', namespace, name } : { kind: 'ClusterProviderConfig', name };
}

/** The spec as the schema promises it; the members without which nothing can be done are checked, since a schema can be edited. Throws ProviderConfigError. */
export function specOf(object: KubernetesObject): ConfigSpec {
  const spec = object['spec'];
  const credentials = isObject(spec) ? spec['credentials'] : undefined;
  if (!isObject(credentials)) throw invalid('spec.credentials is missing');
  if (credentials['source'] === 'Secret') needTexts(credentials['secretRef'], 'spec.credentials.secretRef', ['name', 'key']);
  if (credentials['source'] === 'WebIdentity') {
    needTexts(credentials['webIdentity'], 'spec.credentials.webIdentity', ['roleARN']);
    const { serviceAccountRef } = credentials['webIdentity'] as Record<string, unknown>;
    needTexts(serviceAccountRef, 'spec.credentials.webIdentity.serviceAccountRef', ['name']);
  }
  return spec as unknown as ConfigSpec;
}

function needTexts(value: unknown, path: string, names: readonly string[]): void {
  for (const name of names) if (!isObject(value) || typeof value[name] !== 'string') throw invalid(`${path}.${name} is missing`);
}

function invalid(message: string): ProviderConfigError {
  return new ProviderConfigError('ProviderConfigInvalid', message, false);
}
