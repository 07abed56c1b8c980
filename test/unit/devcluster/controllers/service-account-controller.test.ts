import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger.ts';
import { discoveryOf } from '../../../../src/devcluster/client/discovery-of.ts';
import { createInProcessClient } from '../../../../src/devcluster/client/in-process-client.ts';
import { runControllers } from '../../../../src/devcluster/controllers/run-controllers.ts';
import { createStandardDevApi } from '../../../../src/devcluster/create-standard-dev-api.ts';
import type { KubernetesClient } from '../../../../src/kubernetes/client.ts';
import type { ResourceType } from '../../../../src/kubernetes/object.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const namespaceType: ResourceType = { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };
const accountType: ResourceType = { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true };

describe('ServiceAccountController', () => {
  /** Runs the controllers on a dev API while `test` does. */
  async function during(test: (client: KubernetesClient, clock: FakeClock) => Promise<void>): Promise<void> {
    const clock = new FakeClock();
    const random = seededRandom();
    const api = await createStandardDevApi({ clock, random });
    const client = createInProcessClient(api);
    const stop = new AbortController();
    const running = runControllers({ client, discovery: discoveryOf(api), clock, random, logger: silentLogger }, stop.signal);
    try {
      await clock.advance(5_000);
      await test(client, clock);
    } finally {
      stop.abort();
      await running;
      await api.close();
    }
  }

  const makeNamespace = (client: KubernetesClient, name: string, finalizers: readonly string[] = []) =>
    client.create(namespaceType, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, finalizers } }, 'test');

  const accountsIn = async (client: KubernetesClient, namespace: string): Promise<readonly string[]> =>
    (await client.list(accountType, { namespace })).items.map(({ metadata }) => metadata.name);

  it('gives each namespace its account, those that were there and those that come', () =>
    during(async (client, clock) => {
      for (const namespace of ['default', 'kube-system', 'kube-public', 'kube-node-lease'])
        assert.deepEqual(await accountsIn(client, namespace), ['default']);
      await makeNamespace(client, 'later');
      await clock.advance(1_000);
      assert.deepEqual(await accountsIn(client, 'later'), ['default']);
    }));

  it('makes it anew when it is deleted', () =>
    during(async (client, clock) => {
      const before = await client.get(accountType, { namespace: 'default', name: 'default' });
      await client.delete(accountType, { namespace: 'default', name: 'default' });
      await clock.advance(1_000);
      const after = await client.get(accountType, { namespace: 'default', name: 'default' });
      assert.notEqual(after.metadata.uid, before.metadata.uid);
    }));

  it('leaves alone what is there', () =>
    during(async (client, clock) => {
      const before = await client.get(accountType, { namespace: 'default', name: 'default' });
      await client.patch(namespaceType, { name: 'default' }, { metadata: { labels: { a: 'b' } } }, { kind: 'merge', fieldManager: 'test' });
      await clock.advance(60_000);
      assert.deepEqual(await client.get(accountType, { namespace: 'default', name: 'default' }), before);
    }));

  it('makes none in a namespace that is being deleted', () =>
    during(async (client, clock) => {
      await makeNamespace(client, 'leaving', ['test.evenkeel.dev/held']);
      await clock.advance(1_000);
      await client.delete(namespaceType, { name: 'leaving' });
      await clock.advance(60_000);
      assert.deepEqual(await accountsIn(client, 'leaving'), []);
    }));
});
