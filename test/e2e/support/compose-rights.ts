import type { RunKubectl } from '../../../hack/environment/install.ts';

const api = 'rbac.authorization.k8s.io';

/**
 * Lets the controller compose kinds of these API groups, and ConfigMaps. What an operator adds by a ClusterRole that is aggregated; a bare
 * API server aggregates none, so that this one is bound.
 */
export async function mayCompose(kubectl: RunKubectl, groups: readonly string[]): Promise<void> {
  const rules = [
    { apiGroups: groups, resources: ['*'], verbs: ['*'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
  ];
  const metadata = { name: 'compose-test' };
  const subjects = [{ kind: 'ServiceAccount', name: 'evenkeel', namespace: 'evenkeel-system' }];
  const roleRef = { apiGroup: api, kind: 'ClusterRole', name: metadata.name };
  const items = [
    { apiVersion: `${api}/v1`, kind: 'ClusterRole', metadata, rules },
    { apiVersion: `${api}/v1`, kind: 'ClusterRoleBinding', metadata, roleRef, subjects },
  ];
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}
