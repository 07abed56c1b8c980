import type { PolicyRule } from './policy-rule.ts';

function resources(verbs: readonly string[], apiGroup: string, names: readonly string[]): PolicyRule {
  return { verbs, apiGroups: [apiGroup], resources: names, resourceNames: [], nonResourceURLs: [] };
}

function paths(verbs: readonly string[], urls: readonly string[]): PolicyRule {
  return { verbs, apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: urls };
}

/** What system:masters may do, and who has the ClusterRole cluster-admin. */
export const everything: readonly PolicyRule[] = [resources(['*'], '*', ['*']), paths(['*'], ['*'])];

/** What every known user may do, as Kubernetes' roles system:basic-user and system:discovery have it. */
export const usualRules: readonly PolicyRule[] = [
  resources(['create'], 'authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews']),
  resources(['create'], 'authentication.k8s.io', ['selfsubjectreviews']),
  paths(
    ['get'],
    ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version', '/version/'],
  ),
];
