import assert from 'node:assert/strict';
import { ApiUnreachable } from '../../../src/kubernetes/api-error.ts';
import { itConforms } from '../../support/client-conformance.ts';
import { FakeKubernetes } from '../../support/fake-kubernetes.ts';

const type = { group: 'test.evenkeel.dev', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };
const widget = (name: string): object => ({ metadata: { namespace: 'n', name }, spec: { size: 1 } });

describe('fake API server', () => {
  let client: FakeKubernetes;

  beforeEach(() => {
    client = new FakeKubernetes();
  });

  itConforms(() => ({ client, type, namespace: 'test' }));

  it('counts writes of its clients, not what tests put there', async () => {
    client.put(type, widget('a'));
    client.edit(type, 'n/a', (draft) => (draft['status'] = { phase: 'x' }));
    await client.get(type, { namespace: 'n', name: 'a' });
    await client.delete(type, { namespace: 'n', name: 'a' });
    assert.deepEqual(
      client.writes.map(({ verb, key }) => `${verb} ${key}`),
      ['delete n/a'],
    );
    assert.equal(client.calls.length, 2);
  });

  it('fails calls before and after they take effect', async () => {
    for (const phase of ['before', 'after'] as const) {
      const off = client.intercept((_call, at) => (at === phase ? Promise.reject(new ApiUnreachable(phase)) : undefined));
      await assert.rejects(client.create(type, widget(phase), 'us'), { message: phase });
      off();
    }
    assert.deepEqual(
      client.all(type).map((object) => object.metadata.name),
      ['after'],
    );
  });

  it('hands out what nobody can change', async () => {
    client.put(type, widget('a'));
    const object = await client.get(type, { namespace: 'n', name: 'a' });
    assert.throws(() => Object.assign(object['spec'] as object, { size: 2 }), TypeError);
  });

  it('gives the same uids in each run', () => {
    assert.equal(client.put(type, widget('a')).metadata.uid, new FakeKubernetes().put(type, widget('a')).metadata.uid);
    assert.notEqual(client.put(type, widget('b')).metadata.uid, client.put(type, widget('a')).metadata.uid);
  });
});
