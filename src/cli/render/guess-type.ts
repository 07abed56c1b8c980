import type { ResourceType } from '../../kubernetes/object.ts';

/** Kinds of Kubernetes and of ours that are not namespaced and that composites are made of. */
const clusterScoped: ReadonlySet<string> = new Set([
  ...[
    'Namespace',
    'Node',
    'PersistentVolume',
    'ClusterRole',
    'ClusterRoleBinding',
    'CustomResourceDefinition',
    'StorageClass',
    'PriorityClass',
  ],
  ...[
    'ClusterProviderConfig',
    'EnvironmentConfig',
    'Composition',
    'CompositeResourceDefinition',
    'Function',
    'IngressClass',
    'RuntimeClass',
  ],
]);

/** The type of a kind, where there is no API server to ask: namespaced unless it is known not to be, with a regular plural. */
export function guessType(apiVersion: string, kind: string): ResourceType {
  const [version = '', group = ''] = apiVersion.split('/').toReversed();
  return { group, version, kind, plural: `${kind.toLowerCase()}s`, namespaced: !clusterScoped.has(kind) };
}
