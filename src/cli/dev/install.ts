import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { ResourceType } from '../../kubernetes/object.ts';
import { readManifests, type Manifest } from './manifests.ts';

/** Where `crds/` and `examples/` lie. */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const fieldManager = 'evenkeel-dev';

/** The objects of `examples/stack`. */
export function exampleStack(): readonly Manifest[] {
  return readManifests(join(root, 'examples/stack'));
}

/** The CRDs that this version ships. */
function shippedCrds(): readonly Manifest[] {
  return readManifests(join(root, 'crds'));
}

/** Installs what a controller needs: its CRDs, its namespace, and a ClusterProviderConfig `default` for all namespaces. */
export async function install(client: KubernetesClient, endpoint: string | undefined): Promise<void> {
  for (const manifest of [...shippedCrds(), namespace, ...(endpoint === undefined ? [realConfig] : simulatedConfig(endpoint))])
    await client.patch(typeOf(manifest), { namespace: manifest.metadata.namespace, name: manifest.metadata.name }, manifest, {
      kind: 'apply',
      fieldManager,
    });
}

const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'evenkeel-system' } };
const configMeta = { apiVersion: 'aws.evenkeel.dev/v1beta1', kind: 'ClusterProviderConfig', metadata: { name: 'default' } };

/** Keys that mean nothing: simulated AWS takes any. */
function simulatedConfig(endpoint: string): readonly Manifest[] {
  const secretRef = { namespace: 'evenkeel-system', name: 'aws-credentials', key: 'credentials' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: secretRef.name, namespace: secretRef.namespace },
      stringData: { [secretRef.key]: '[default]\naws_access_key_id = AKIASIMULATED\naws_secret_access_key = simulated\n' },
    },
    {
      ...configMeta,
      spec: {
        credentials: { source: 'Secret', secretRef },
        endpoint: { url: { type: 'Static', static: endpoint } },
        allowedNamespaces: { names: ['*'] },
      },
    },
  ];
}

/** The credentials that the process finds where every AWS tool looks. */
const realConfig: Manifest = { ...configMeta, spec: { credentials: { source: 'Environment' }, allowedNamespaces: { names: ['*'] } } };

const clusterScoped: ReadonlySet<string> = new Set(['CustomResourceDefinition', 'Namespace', 'ClusterProviderConfig']);

/** The resource of a manifest of ours: all their plurals are regular. */
export function typeOf({ apiVersion, kind }: Manifest): ResourceType {
  const at = apiVersion.lastIndexOf('/');
  const plural = `${kind.toLowerCase().replace(/([^aeiou])y$/, '$1ie')}s`;
  return {
    group: apiVersion.slice(0, Math.max(0, at)),
    version: apiVersion.slice(at + 1),
    kind,
    plural,
    namespaced: !clusterScoped.has(kind),
  };
}
