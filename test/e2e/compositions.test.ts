import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { composite, composition, definition } from '../support/composition-objects.ts';
import { mayCompose } from './support/compose-rights.ts';
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

describe('compositions on an API server', function () {
  this.timeout(120_000);
  let environment: Environment;

  before(async function () {
    environment = await startEnvironment(this);
    await mayCompose(environment.kubectl, ['example.org']);
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
