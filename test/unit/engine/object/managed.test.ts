import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseManaged } from '../../../../src/engine/object/managed.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const metadata = {
  name: 'one',
  namespace: 'team',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
  generation: 3,
};
const base: KubernetesObject = { apiVersion: 'fake.evenkeel.dev/v1beta1', kind: 'Net', metadata };

describe('parseManaged', () => {
  it('gives what is missing its default', () => {
    const managed = parseManaged(fakeKinds.net, base);
    const { managementPolicies, deletionPolicy, providerConfigRef, externalName, attempt, paused, deleting, hasFinalizer } = managed;
    assert.deepEqual(
      { managementPolicies, deletionPolicy, providerConfigRef, externalName, attempt, paused, deleting, hasFinalizer },
      {
        managementPolicies: ['*'],
        deletionPolicy: 'Delete',
        providerConfigRef: { kind: 'ClusterProviderConfig', name: 'default' },
        externalName: undefined,
        attempt: undefined,
        paused: false,
        deleting: false,
        hasFinalizer: false,
      },
    );
    assert.deepEqual(managed.status, { observedGeneration: -1, conditions: [], atProvider: {} });
    assert.equal(managed.created, Date.UTC(2026, 0, 1));
    assert.equal(managed.generation, 3);
  });

  it('reads a status as it was written, with and without secrets', () => {
    for (const applied of [
      { tags: ['a'], fields: ['b'] },
      { tags: [], fields: [], secrets: { passwordSecretRef: 'hash' } },
    ]) {
      const status = { observedGeneration: 2, conditions: [], atProvider: { id: 'net-1' }, lastHandledReconcileAt: 'now', applied };
      assert.deepEqual(parseManaged(fakeKinds.net, { ...base, status }).status, status);
    }
  });

  it('never throws, whatever stands in spec and status', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.dictionary(fc.string(), fc.string()), (spec, status, annotations) => {
        const managed = parseManaged(fakeKinds.net, { ...base, metadata: { ...metadata, annotations }, spec, status });
        assert.equal(typeof managed.region, 'string');
        assert.ok(Array.isArray(managed.status.conditions));
      }),
    );
  });
});
