import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseRunOptions } from '../../../src/cli/run/run-options.ts';
import { root } from './pages.ts';

interface Container {
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string }[];
  readonly securityContext: unknown;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly startupProbe: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string };
}

interface Deployment {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly securityContext: Record<string, unknown>;
        readonly containers: readonly [Container];
      };
    };
  };
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('deploy/', () => {
  const deployment = parse(read('deploy/controller.yaml')) as Deployment;
  const pod = deployment.spec.template.spec;
  const [container] = pod.containers;

  it('gives the controller flags that it takes', () => {
    const args = container.args.map((arg) => arg.replace('$(CONTROL_PLANE)', 'production'));
    const options = parseRunOptions(args);
    assert.equal(options?.controlPlane, 'production');
    assert.equal(options.leaderElect, true);
    assert.deepEqual(options.metricsAddress, { host: '0.0.0.0', port: 8080 });
    assert.deepEqual(
      container.env.map(({ name }) => name),
      ['CONTROL_PLANE'],
    );
  });

  it('asks for nothing that restricted pod security refuses', () => {
    assert.equal(pod.securityContext['runAsNonRoot'], true);
    assert.deepEqual(pod.securityContext['seccompProfile'], { type: 'RuntimeDefault' });
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('runs as the ServiceAccount and in the namespace that rbac.yaml makes', () => {
    const objects = parseAllDocuments(read('deploy/rbac.yaml')).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string } },
    );
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    assert.ok(names.includes(`ServiceAccount ${pod.serviceAccountName}`));
    assert.ok(names.includes(`Namespace ${deployment.metadata.namespace}`));
  });

  it('probes paths that are served', () => {
    const server = read('src/cli/run/operations-server.ts');
    for (const { httpGet } of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
      assert.ok(server.includes(`'${httpGet.path}'`), httpGet.path);
    }
  });

  it('has a kustomization whose files exist', () => {
    const { resources } = parse(read('deploy/kustomization.yaml')) as { resources: readonly string[] };
    assert.ok(resources.length > 0);
    assert.deepEqual(
      resources.filter((path) => !existsSync(join(root, 'deploy', path))),
      [],
    );
  });
});
