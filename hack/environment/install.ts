import { fileURLToPath } from 'node:url';
import { runCommand } from '../lib/run-command.ts';
import type { Cluster } from './cluster.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs kubectl; rejects with what it said when it fails. */
export type RunKubectl = (args: readonly string[], input?: string) => Promise<string>;

/** A kubectl bound to a kubeconfig. */
export function kubectlFor(path: string, kubeconfig: string): RunKubectl {
  return async (args, input) => {
    const result = await runCommand(path, [`--kubeconfig=${kubeconfig}`, `--cache-dir=${kubeconfig}.cache`, ...args], {
      cwd: root,
      timeoutMs: 120_000,
      ...(input === undefined ? {} : { input }),
    });
    if (result.code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${result.stderr.trim() || result.stdout.trim()}`);
    return result.stdout;
  };
}

/** What a user installs: CRDs, the controller's namespace and rights, and admission policies where the cluster has such. */
export async function install(kubectl: RunKubectl, { hasAdmissionPolicies }: Pick<Cluster, 'hasAdmissionPolicies'>): Promise<void> {
  const files = ['crds/', 'deploy/rbac.yaml', ...(hasAdmissionPolicies ? ['deploy/admission/'] : [])];
  await kubectl(['apply', '--server-side', ...files.flatMap((file) => ['-f', file])]);
  await kubectl(['wait', '--for=condition=Established', '--timeout=60s', '-f', 'crds/']);
}

/** A ClusterProviderConfig `default` with made-up keys that talks to the given endpoint, for these namespaces. */
export function providerConfig(endpoint: string, namespaces: readonly string[]): object {
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'aws-credentials', namespace: 'evenkeel-system' },
        stringData: { credentials: '[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = made-up\n' },
      },
      {
        apiVersion: 'aws.evenkeel.dev/v1beta1',
        kind: 'ClusterProviderConfig',
        metadata: { name: 'default' },
        spec: {
          credentials: { source: 'Secret', secretRef: { namespace: 'evenkeel-system', name: 'aws-credentials', key: 'credentials' } },
          endpoint: { url: { type: 'Static', static: endpoint } },
          allowedNamespaces: { names: namespaces },
        },
      },
    ],
  };
}
