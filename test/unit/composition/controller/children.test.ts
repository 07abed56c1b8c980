import assert from 'node:assert/strict';
import { isObject, type JsonObject } from '../../../../src/base/json.ts';
import { Secret } from '../../../../src/base/secret.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import { composite, composition, configMap, definition } from '../../../support/composition-objects.ts';
import { CompositionWorld, testFunction, testType, type Compose } from '../../../support/composition-world.ts';

let compose: Compose = () => ({});
const fickle = testFunction((request) => compose(request));

const moved = { annotations: { 'evenkeel.dev/moved-from': 'old' } };

async function start(...objects: readonly JsonObject[]): Promise<CompositionWorld> {
  const world = await CompositionWorld.make({ builtin: { fickle } });
  await world.apply(definition('App'), composition('apps', 'App', ['fickle']));
  await world.settle();
  await world.apply(...objects);
  await world.settle();
  return world;
}

async function names(world: CompositionWorld): Promise<readonly string[]> {
  return (await world.list('ConfigMap')).map(({ metadata }) => metadata.name).toSorted();
}

describe('children of a composite', () => {
  let world: CompositionWorld;
  afterEach(() => world.end());

  it('keep name and uid when their key moves', async () => {
    compose = () => ({ old: configMap({ a: '1' }) });
    world = await start(composite('App', 'shop'));
    const [before] = await world.list('ConfigMap');
    compose = () => ({ new: configMap({ a: '1' }, moved) });
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    const [after, ...more] = await world.list('ConfigMap');
    assert.deepEqual([after?.metadata.uid, more], [before?.metadata.uid, []]);
    assert.equal(after?.metadata.annotations?.['evenkeel.dev/composition-resource-name'], 'new');
    assert.equal(after.metadata.annotations['evenkeel.dev/moved-from'], undefined);
  });

  it('have the same names when the composite is made again', async () => {
    compose = () => ({ a: configMap({}), 'B c.d': configMap({}) });
    world = await start(composite('App', 'shop'));
    const before = await names(world);
    await world.client.delete(testType('App'), { namespace: 'default', name: 'shop' });
    await world.settle();
    assert.deepEqual(await names(world), []);
    await world.apply(composite('App', 'shop'));
    await world.settle();
    assert.deepEqual(await names(world), before);
    assert.deepEqual(
      before.map((name) => name.replace(/-[0-9a-f]{8}$/, '')),
      ['shop-a', 'shop-b-c-d'],
    );
  });

  it('get no label or annotation of a deployment tool', async () => {
    const marks = {
      'argocd.argoproj.io/instance': 'x',
      'app.kubernetes.io/instance': 'x',
      'kustomize.toolkit.fluxcd.io/name': 'x',
      team: 'shop',
    };
    compose = () => ({
      a: configMap({}, { labels: marks, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'y' } }),
    });
    world = await start(composite('App', 'shop'));
    const [child] = await world.list('ConfigMap');
    assert.deepEqual(Object.keys(child?.metadata.labels ?? {}).toSorted(), ['evenkeel.dev/composite', 'team']);
    assert.ok(!Object.keys(child?.metadata.annotations ?? {}).some((name) => name.startsWith('kubectl')));
  });

  it('go in reverse order of their references, and the composite last', async () => {
    compose = () => ({
      app: { apiVersion: 'example.org/v1', kind: 'Suite', metadata: { name: 'upper' }, spec: { lowerRef: { name: 'lower' } } },
      base: { apiVersion: 'example.org/v1', kind: 'Suite', metadata: { name: 'lower' }, spec: {} },
    });
    world = await start(definition('Suite', { spec: { lowerRef: { type: 'object', properties: { name: { type: 'string' } } } } }));
    await world.apply(composite('App', 'shop'));
    await world.settle();
    assert.equal((await world.list('Suite')).length, 2);
    const writes = await world.writesDuring(async () => {
      await world.client.delete(testType('App'), { namespace: 'default', name: 'shop' });
      await world.settle();
    });
    const deletes = writes.filter((write) => write.startsWith('DELETE Suite'));
    assert.deepEqual(deletes, ['DELETE Suite upper', 'DELETE Suite lower']);
    assert.equal(await world.get('App', 'shop'), undefined);
  });

  it('of stateful kinds do not go by the dozen without approval', async () => {
    const suites = (count: number): Readonly<Record<string, JsonObject>> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`s${index}`, { apiVersion: 'example.org/v1', kind: 'Suite', spec: {} }]),
      );
    compose = () => ({ ...suites(3), map: configMap({}) });
    world = await start(definition('Suite', { more: { metadata: { annotations: { 'evenkeel.dev/stateful': 'true' } } } }));
    await world.apply(composite('App', 'shop'));
    await world.settle();
    compose = () => suites(1);
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    assert.equal((await world.list('Suite')).length, 3, 'none goes');
    assert.equal((await world.list('ConfigMap')).length, 0, 'what holds no data does');
    assert.match(
      (await world.condition('App', 'shop', 'Synced')) ?? '',
      /False DeletionNotApproved: .*Suite shop-s1-\w+, Suite shop-s2-\w+/,
    );
    await world.apply(composite('App', 'shop', { size: 2 }, { annotations: { 'evenkeel.dev/approve-deletion': 's1, s2' } }));
    await world.settle();
    assert.equal((await world.list('Suite')).length, 1);
    assert.doesNotMatch((await world.condition('App', 'shop', 'Synced')) ?? '', /DeletionNotApproved/);
  });

  it('beyond a hundred are counted, and the first hundred shown', async () => {
    compose = () => Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`m${index}`, configMap({})]));
    world = await start(composite('App', 'shop'));
    const status = (await world.get('App', 'shop'))?.['status'];
    const resources: unknown = isObject(status) ? status['resources'] : undefined;
    assert.equal(Array.isArray(resources) ? resources.length : 0, 100);
    assert.equal(isObject(status) && isObject(status['evenkeel']) ? status['evenkeel']['resourceCount'] : undefined, 101);
  });

  it('that are databases are stateful', async () => {
    world = await start();
    const crd = await world.get('CustomResourceDefinition', 'instances.rds.aws.evenkeel.dev');
    assert.equal(crd?.metadata.annotations?.['evenkeel.dev/stateful'], 'true');
  });

  it('that are stateful may go within the budget', async () => {
    compose = () => ({ one: { apiVersion: 'example.org/v1', kind: 'Suite', spec: {} } });
    world = await start(definition('Suite', { more: { metadata: { annotations: { 'evenkeel.dev/stateful': 'true' } } } }));
    await world.apply(composite('App', 'shop'));
    await world.settle();
    compose = () => ({});
    await world.apply(composite('App', 'shop', { size: 2, evenkeel: { deleteBudget: 0 } }));
    await world.settle();
    assert.equal((await world.list('Suite')).length, 1, 'a budget of 0 lets none go');
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    assert.equal((await world.list('Suite')).length, 0, 'the default lets one go');
  });

  it('are mended when somebody deletes them', async () => {
    compose = () => ({ a: configMap({ x: '1' }) });
    world = await start(composite('App', 'shop'));
    const [child] = await world.list('ConfigMap');
    await world.client.delete(testType('ConfigMap'), { namespace: 'default', name: child?.metadata.name ?? '' });
    await world.settle();
    assert.equal((await world.list('ConfigMap')).length, 1);
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
  });

  it('show in status, each with what is wrong with it', async () => {
    compose = (request) => {
      const resource = { resource: configMap({}), connectionDetails: {}, ready: 'false' as const };
      return { desired: { ...request.desired, resources: { waiting: resource } } };
    };
    world = await start(composite('App', 'shop'));
    const status = (await world.get('App', 'shop'))?.['status'];
    const [child] = await world.list('ConfigMap');
    assert.deepEqual(isObject(status) ? status['resources'] : undefined, [
      {
        key: 'waiting',
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: child?.metadata.name,
        namespace: 'default',
        ready: false,
        synced: true,
        message: 'NotReady: no function of the pipeline says that it is ready',
      },
    ]);
    assert.match((await world.condition('App', 'shop', 'Ready')) ?? '', /False ChildrenNotReady: ConfigMap shop-waiting/);
    assert.match((await world.condition('App', 'shop', 'Reconciling')) ?? '', /^True Progressing/);
  });

  it('give the composite its status and its connection Secret', async () => {
    compose = (request) => ({
      desired: {
        ...request.desired,
        composite: {
          resource: { status: { summary: 'two' } },
          connectionDetails: { password: new Secret(Buffer.from('canary-1').toString('base64')) },
          ready: 'unspecified',
        },
      },
    });
    world = await start(composite('App', 'shop', { evenkeel: { writeConnectionSecretToRef: { name: 'shop-details' } } }));
    const app = (await world.get('App', 'shop')) as KubernetesObject;
    assert.equal(isObject(app['status']) ? app['status']['summary'] : undefined, 'two');
    const secret = await world.get('Secret', 'shop-details');
    assert.deepEqual(secret?.['data'], { password: Buffer.from('canary-1').toString('base64') });
    assert.equal(secret?.metadata.ownerReferences?.[0]?.uid, app.metadata.uid);
    assert.deepEqual(await world.writesDuring(() => world.settle(3_600_000)), []);
    assert.ok(!JSON.stringify([world.log, world.events, app]).includes('canary-1'));
  });

  it('that are composites pass their connection details on', async () => {
    compose = (request) => {
      const { composite: own, resources } = request.observed;
      const suite = composite('Suite', 'inner', { evenkeel: { writeConnectionSecretToRef: { name: 'inner-details' } } });
      const made = { suite: { resource: suite, connectionDetails: {}, ready: 'true' } } as const;
      const isInner = own.resource['kind'] === 'Suite';
      const details = isInner ? { password: new Secret('eA==') } : (resources['suite']?.connectionDetails ?? {});
      const desired = { composite: { resource: {}, connectionDetails: details, ready: 'unspecified' } } as const;
      return { desired: { ...desired, resources: isInner ? {} : made } };
    };
    world = await start(definition('Suite'), composition('suites', 'Suite', ['fickle']));
    await world.apply(composite('App', 'shop', { evenkeel: { writeConnectionSecretToRef: { name: 'shop-details' } } }));
    await world.settle();
    assert.deepEqual((await world.get('Secret', 'inner-details'))?.['data'], { password: 'eA==' });
    assert.deepEqual((await world.get('Secret', 'shop-details'))?.['data'], { password: 'eA==' });
  });

  it('write into no Secret that is there already', async () => {
    compose = (request) => ({
      desired: {
        ...request.desired,
        composite: { resource: {}, connectionDetails: { password: new Secret('eA==') }, ready: 'unspecified' },
      },
    });
    world = await start({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'theirs', namespace: 'default' }, stringData: { a: 'b' } });
    await world.apply(composite('App', 'shop', { evenkeel: { writeConnectionSecretToRef: { name: 'theirs' } } }));
    await world.settle();
    assert.match((await world.condition('App', 'shop', 'Synced')) ?? '', /False ForeignSecret: the Secret theirs exists/);
    assert.deepEqual((await world.get('Secret', 'theirs'))?.['data'], { a: 'Yg==' });
  });

  it('are those that a status lost does not forget', async () => {
    compose = () => ({ a: configMap({}), b: configMap({}) });
    world = await start(composite('App', 'shop'));
    const before = (await world.list('ConfigMap')).map(({ metadata }) => metadata.uid);
    await world.client.patch(testType('App'), { namespace: 'default', name: 'shop' }, [{ op: 'remove', path: '/status' }], {
      kind: 'json',
      subresource: 'status',
      fieldManager: 'somebody',
    });
    await world.settle();
    assert.deepEqual(
      (await world.list('ConfigMap')).map(({ metadata }) => metadata.uid),
      before,
    );
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
  });
});
