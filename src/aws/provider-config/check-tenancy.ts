import { ProviderConfigError } from '../../engine/cloud.ts';
import type { ConfigName } from '../session/resolved-config.ts';
import { allowsNamespace } from './allows-namespace.ts';
import type { ConfigSpec } from './config-object.ts';

/** May objects of `namespace` use a ClusterProviderConfig? Throws ProviderConfigError that says what to add to it. */
export function checkAllowed(
  name: ConfigName,
  spec: ConfigSpec,
  namespace: string,
  labels: Readonly<Record<string, string>> | undefined,
): void {
  if (allowsNamespace(spec.allowedNamespaces, namespace, labels)) return;
  throw notAllowed(
    `ClusterProviderConfig ${name.name} does not allow namespace ${namespace}: add "${namespace}" to its spec.allowedNamespaces.names, ` +
      'or give the namespace the labels of its spec.allowedNamespaces.selector',
  );
}

/**
 * What a namespaced ProviderConfig may not ask for unless the operator trusts its namespace: it would act as the controller, or
 * send what the controller signs to an address of its own. Throws ProviderConfigError.
 */
export function checkNamespaced(name: ConfigName, spec: ConfigSpec, trustedNamespaces: ReadonlySet<string>): void {
  const { source, secretRef, webIdentity } = spec.credentials;
  const others = [secretRef?.namespace, webIdentity?.serviceAccountRef.namespace];
  if (others.some((namespace) => namespace !== undefined && namespace !== name.namespace)) {
    throw notAllowed(
      `ProviderConfig ${name.name} names another namespace: it may use a Secret or ServiceAccount of its own namespace only`,
    );
  }
  if (trustedNamespaces.has(name.namespace ?? '')) return;
  if (source === 'Environment') throw notAllowed(reserved(name, 'the controller\'s own credentials (source "Environment")'));
  if (spec.endpoint !== undefined) throw notAllowed(reserved(name, 'an endpoint'));
}

function reserved({ name, namespace = '' }: ConfigName, what: string): string {
  return `ProviderConfig ${name} asks for ${what}: that is for a ClusterProviderConfig, or for namespaces that the operator trusts (--trusted-namespace=${namespace})`;
}

function notAllowed(message: string): ProviderConfigError {
  return new ProviderConfigError('ProviderConfigNotAllowed', message, false);
}
