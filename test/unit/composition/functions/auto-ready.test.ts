import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import type { FunctionReady } from '../../../../src/composition/function/pipeline-function.ts';
import { createAutoReady } from '../../../../src/composition/functions/auto-ready.ts';
import { requestOf, resourceOf } from '../pipeline-request.ts';

const ready = (status: string): JsonObject => ({ status: { conditions: [{ type: 'Ready', status }] } });
const rbac = 'rbac.authorization.k8s.io/v1';

const cases: readonly (readonly [name: string, observed: JsonObject | undefined, before: FunctionReady, after: FunctionReady])[] = [
  ['does not exist', undefined, 'unspecified', 'unspecified'],
  ['is Ready', ready('True'), 'unspecified', 'true'],
  ['is not Ready', ready('False'), 'unspecified', 'unspecified'],
  ['has no conditions', { apiVersion: 'v1', kind: 'Service' }, 'unspecified', 'unspecified'],
  ['is Ready, but an earlier step says no', ready('True'), 'false', 'false'],
  ['is not Ready, but an earlier step says so', ready('False'), 'true', 'true'],
  ['is a ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap' }, 'unspecified', 'true'],
  ['is a Secret', { apiVersion: 'v1', kind: 'Secret' }, 'unspecified', 'true'],
  ['is a Namespace', { apiVersion: 'v1', kind: 'Namespace' }, 'unspecified', 'true'],
  ['is a ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount' }, 'unspecified', 'true'],
  ['is a Role', { apiVersion: rbac, kind: 'Role' }, 'unspecified', 'true'],
  ['is a ClusterRoleBinding', { apiVersion: rbac, kind: 'ClusterRoleBinding' }, 'unspecified', 'true'],
  ['is a Secret of another group', { apiVersion: 'vault.example.org/v1', kind: 'Secret' }, 'unspecified', 'unspecified'],
  [
    'is a ConfigMap that goes',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { deletionTimestamp: 'now' } },
    'unspecified',
    'unspecified',
  ],
  ['is a ConfigMap that an earlier step says is not ready', { apiVersion: 'v1', kind: 'ConfigMap' }, 'false', 'false'],
];

describe('auto-ready', () => {
  for (const [name, object, before, after] of cases) {
    it(`a resource that ${name}`, async () => {
      const observed = object === undefined ? {} : { a: resourceOf(object) };
      const desired = { a: resourceOf({ kind: 'A' }, { ready: before, details: { k: 'dg==' } }) };
      const desiredComposite = resourceOf({ status: { x: 1 } });
      const request = requestOf({ observed, desired, desiredComposite, context: { c: 1 } });
      const response = await createAutoReady().run(request, new AbortController().signal);
      assert.deepEqual(response, {
        desired: { composite: desiredComposite, resources: { a: { ...desired.a, ready: after } } },
        context: { c: 1 },
        results: [],
        conditions: [],
        requirements: { resources: {}, schemas: {} },
      });
    });
  }

  it('takes no settings', () => {
    const autoReady = createAutoReady();
    assert.deepEqual(autoReady.checkInput?.(undefined), []);
    assert.deepEqual(autoReady.checkInput?.({ apiVersion: 'autoready.fn.crossplane.io/v1beta1', kind: 'Input' }), []);
    assert.deepEqual(autoReady.checkInput?.({ healthChecks: [] }), [
      { path: 'healthChecks', message: 'unknown field: known are apiVersion, kind, metadata' },
    ]);
  });
});
