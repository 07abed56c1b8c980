import assert from 'node:assert/strict';
import { runControllers } from '../../../../src/devcluster/controllers/run-controllers.ts';
import { ApiError } from '../../../../src/kubernetes/api-error.ts';
import type { DiscoveredResource } from '../../../../src/kubernetes/discovery.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import { apiVersionOf, keyOf } from '../../../../src/kubernetes/object.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeKubernetes } from '../../../support/fake-kubernetes.ts';
import { recordingLogger } from '../../../support/recording-logger.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const verbs = ['list', 'watch', 'get', 'delete', 'patch'];
const configMapType: DiscoveredResource = { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true, verbs };
const widgetType: DiscoveredResource = { group: 'test.dev', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true, verbs };
const crdType: DiscoveredResource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
  verbs,
};
const readOnlyType: DiscoveredResource = { ...widgetType, kind: 'Metric', plural: 'metrics', verbs: ['list', 'get'] };

describe('garbage collector', () => {
  let clock: FakeClock;
  let fake: FakeKubernetes;
  let resources: readonly DiscoveredResource[];
  let failing: boolean;

  beforeEach(() => {
    clock = new FakeClock();
    fake = new FakeKubernetes({ now: () => clock.now() });
    resources = [crdType, configMapType, widgetType, { ...widgetType, version: 'v2' }, readOnlyType];
    failing = false;
  });

  /** Runs the controllers while `test` does; nothing may be left after them. */
  async function during(test: () => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const logger = recordingLogger();
    const discovery = {
      resources: (): Promise<readonly DiscoveredResource[]> =>
        failing ? Promise.reject(new ApiError(503, 'ServiceUnavailable', 'not now')) : Promise.resolve(resources),
    };
    const running = runControllers({ client: fake, discovery, clock, random: seededRandom(), logger }, stop.signal);
    try {
      await clock.settle(20);
      await test();
    } finally {
      stop.abort();
      await running;
    }
    assert.deepEqual([fake.openWatches, clock.pending], [0, 0], 'all is stopped');
    const errors = logger.lines.filter(({ level }) => level === 'error');
    assert.deepEqual(errors, []);
  }

  function put(type: DiscoveredResource, name: string, owner?: KubernetesObject): KubernetesObject {
    const ownerReferences = owner && [
      { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid },
    ];
    return fake.put(type, { apiVersion: apiVersionOf(type), kind: type.kind, metadata: { namespace: 'test', name, ownerReferences } });
  }

  const isThere = (type: DiscoveredResource, object: KubernetesObject): boolean => fake.peek(type, keyOf(object)) !== undefined;

  it('says nothing and asks nothing while all owners are there', async () => {
    put(widgetType, 'child', put(configMapType, 'owner'));
    await during(async () => {
      await clock.advance(120_000);
      assert.deepEqual([...new Set(fake.calls.map(({ verb }) => verb))], ['list', 'watch']);
    });
  });

  it('watches each type once, and only what can be watched and deleted', async () => {
    await during(async () => {
      await clock.settle();
      const watched = fake.calls.filter(({ verb }) => verb === 'watch').map(({ type }) => `${type.plural} ${type.version}`);
      assert.deepEqual(watched.toSorted(), ['configmaps v1', 'customresourcedefinitions v1', 'widgets v1']);
    });
  });

  it('deletes nothing on the word of its own copy', async () => {
    const owner = put(configMapType, 'owner');
    const child = put(widgetType, 'child', owner);
    fake.intercept(({ verb, type }, phase) => {
      if (verb === 'list' && type.plural === 'configmaps' && phase === 'before') throw new ApiError(500, 'InternalError', 'not now');
    });
    await during(async () => {
      await clock.advance(10_000);
      assert.ok(isThere(widgetType, child));
      assert.ok(
        fake.calls.some(({ verb, key }) => verb === 'get' && key === 'test/owner'),
        'it looked',
      );
    });
  });

  it('spares a dependent that changed after the look', async () => {
    const owner = put(configMapType, 'owner');
    const other = put(configMapType, 'other');
    const child = put(widgetType, 'child', owner);
    let deletions = 0;
    fake.intercept(({ verb, key }, phase) => {
      if (verb !== 'delete' || phase === 'after' || key !== 'test/child') return;
      deletions += 1;
      if (deletions === 1) put(widgetType, 'child', other);
    });
    await during(async () => {
      fake.remove(configMapType, keyOf(owner));
      await clock.advance(60_000);
      assert.equal(deletions, 1);
      assert.ok(isThere(widgetType, child));
    });
  });

  it('deletes that very object, in the state that was looked at', async () => {
    const owner = put(configMapType, 'owner');
    const child = put(widgetType, 'child', owner);
    await during(async () => {
      fake.remove(configMapType, keyOf(owner));
      await clock.advance(1_000);
      const { uid, resourceVersion } = child.metadata;
      const [write, ...more] = fake.writes;
      assert.deepEqual(more, []);
      assert.deepEqual(write?.body, { uid, resourceVersion, propagationPolicy: 'Background' });
    });
  });

  it('tries again when the API server has a bad moment', async () => {
    const owner = put(configMapType, 'owner');
    const child = put(widgetType, 'child', owner);
    let refused = 0;
    fake.intercept(({ verb }, phase) => {
      if (verb === 'delete' && phase === 'before' && (refused += 1) <= 3) throw new ApiError(500, 'InternalError', 'not now');
    });
    await during(async () => {
      fake.remove(configMapType, keyOf(owner));
      await clock.advanceUntil(() => !isThere(widgetType, child), 10_000);
    });
  });

  it('looks at an owner that is gone once, however many dependents it had', async () => {
    const owner = put(configMapType, 'owner');
    const children = Array.from({ length: 50 }, (_, index) => put(widgetType, `child-${index}`, owner));
    await during(async () => {
      fake.remove(configMapType, keyOf(owner));
      await clock.advanceUntil(() => children.every((child) => !isThere(widgetType, child)), 10_000);
      const looks = fake.calls.filter(({ verb, key }) => verb === 'get' && key === 'test/owner').length;
      assert.ok(looks <= 4, `${looks} looks by four workers`);
    });
  });

  it('finds types that a new definition brings, also when they are served later', async () => {
    const gadgetType: DiscoveredResource = { ...widgetType, kind: 'Gadget', plural: 'gadgets' };
    const absent = { ...put(configMapType, 'absent'), metadata: { ...put(configMapType, 'absent').metadata, uid: 'gone' } };
    await during(async () => {
      fake.put(crdType, { apiVersion: apiVersionOf(crdType), kind: crdType.kind, metadata: { name: 'gadgets.test.dev' } });
      await clock.advance(500);
      failing = true;
      await clock.advance(1_000);
      failing = false;
      resources = [...resources, gadgetType];
      const child = put(gadgetType, 'child', absent);
      await clock.advanceUntil(() => !isThere(gadgetType, child), 10_000);
    });
  });

  it('stops watching a type that is served no more', async () => {
    await during(async () => {
      resources = [crdType, configMapType];
      await clock.advance(31_000);
      assert.equal(fake.openWatches, 2);
    });
  });

  it('keeps a dependent whose owner is of a type that is not served', async () => {
    const owner = put(configMapType, 'owner');
    const child = put(widgetType, 'child', { ...owner, apiVersion: 'other.dev/v1', kind: 'Other' });
    await during(async () => {
      await clock.advance(120_000);
      assert.ok(isThere(widgetType, child));
    });
  });
});
