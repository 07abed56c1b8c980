import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { composite, composition, definition } from '../support/composition-objects.ts';
import { type Environment, startEnvironment } from './support/environment.ts';

const program = (source: string): JsonObject => ({
  input: { apiVersion: 'typescript.fn.evenkeel.dev/v1beta1', kind: 'Program', spec: { source } },
});

/** One ConfigMap for each of spec.items. */
const perItem = `
export default ({ composite }) => Object.fromEntries(
  composite.spec.items.map((item) => [item, { apiVersion: 'v1', kind: 'ConfigMap', data: { item, text: composite.spec.text ?? '' } }]),
);
`;

/** What an operator adds for kinds of their own and for what these become; aggregated to the controller's role in a whole cluster. */
async function mayCompose(kubectl: Environment['kubectl']): Promise<void> {
  const rules = [
    { apiGroups: ['example.org'], resources: ['*'], verbs: ['*'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
  ];
  const metadata = { name: 'compose-test' };
  const api = 'rbac.authorization.k8s.io';
  const subjects = [{ kind: 'ServiceAccount', name: 'evenkeel', namespace: 'evenkeel-system' }];
  const roleRef = { apiGroup: api, kind: 'ClusterRole', name: metadata.name };
  for (const object of [
    { apiVersion: `${api}/v1`, kind: 'ClusterRole', metadata, rules },
    { apiVersion: `${api}/v1`, kind: 'ClusterRoleBinding', metadata, roleRef, subjects },
  ])
    await kubectl(['apply', '-f', '-'], JSON.stringify(object));
}

describe('compositions on an API server', function () {
  this.timeout(120_000);
  let environment: Environment;

  before(async function () {
    environment = await startEnvironment(this);
    await mayCompose(environment.kubectl);
    environment.startController();
    await environment.apply(
      definition('App'),
      composition('apps', 'App', [{ name: 'function-typescript', more: program(perItem) }, 'function-auto-ready']),
    );
    await environment.kubectl(['wait', '--for=condition=Ready', '--timeout=10s', 'compositeresourcedefinition/apps.example.org']);
    await environment.kubectl(['wait', '--for=condition=Ready', '--timeout=30s', 'composition/apps']);
  });
  after(() => environment.stop());

  it('make, change and remove children as kubectl wait expects', async () => {
    await environment.apply(composite('App', 'shop', { items: ['a', 'b'] }));
    await environment.kubectl(['wait', '--for=condition=Ready', '--timeout=30s', 'app/shop']);
    await environment.apply(composite('App', 'shop', { items: ['b', 'c'], text: 'x' }));
    await environment.kubectl(['wait', '--for=jsonpath={.status.resources[1].key}=c', '--timeout=30s', 'app/shop']);
    const list = JSON.parse(await environment.kubectl(['get', 'configmaps', '-l', 'evenkeel.dev/composite', '-o', 'json'])) as {
      items: { data: unknown }[];
    };
    assert.deepEqual(
      list.items.map(({ data }) => data),
      [
        { item: 'b', text: 'x' },
        { item: 'c', text: 'x' },
      ],
    );
    await environment.kubectl(['delete', 'app', 'shop', '--timeout=30s']);
    assert.equal(await environment.kubectl(['get', 'configmaps', '-l', 'evenkeel.dev/composite', '-o', 'name']), '');
  });
});
