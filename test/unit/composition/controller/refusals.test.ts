import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import { composite, composition, configMap, definition } from '../../../support/composition-objects.ts';
import { CompositionWorld, testFunction, testType, type Compose } from '../../../support/composition-world.ts';

/** What the function makes; each test sets it. */
let compose: Compose = () => ({});
const fickle = testFunction((request) => compose(request));

const cluster: JsonObject = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules: [] };

/** Wanted children that can't be, and what Synced says. */
const refused: readonly (readonly [name: string, resources: Readonly<Record<string, JsonObject>>, synced: RegExp])[] = [
  [
    'a kind that is not served',
    { a: { apiVersion: 'nowhere.org/v1', kind: 'Thing' } },
    /KindNotServed: resource "a": the API server serves no Thing in nowhere.org\/v1/,
  ],
  ['no kind', { a: { data: {} } }, /InvalidResource: resource "a": apiVersion and kind are missing/],
  [
    'another namespace',
    { a: configMap({}, { namespace: 'other' }) },
    /InvalidResource: resource "a": metadata.namespace: a namespaced composite makes children in its own namespace only, not in other/,
  ],
  [
    'a cluster-scoped kind',
    { a: { apiVersion: 'v1', kind: 'Namespace' } },
    /InvalidResource: resource "a": Namespace is cluster-scoped, and the composite is namespaced/,
  ],
  ['a Role', { a: cluster }, /InvalidResource: resource "a": a namespaced composite makes no Role: it would give rights/],
  [
    'an owner of its own',
    { a: configMap({}, { ownerReferences: [{ uid: 'x' }] }) },
    /InvalidResource: resource "a": metadata.ownerReferences/,
  ],
  [
    'a member of metadata that does not exist',
    { a: configMap({}, { labelz: {} }) },
    /InvalidResource: resource "a": metadata.labelz is not known/,
  ],
  [
    'one name twice',
    { a: configMap({}, { name: 'x' }), b: configMap({}, { name: 'x' }) },
    /InvalidResource: resource "b": it is the same ConfigMap x as resource "a"/,
  ],
  [
    'a field that its schema lacks',
    { a: { ...configMap({}), dta: {} } },
    /InvalidResource: resource "a" \(ConfigMap\): dta: there is no such field/,
  ],
];

describe('what a composite may not become', () => {
  let world: CompositionWorld;
  beforeEach(async () => {
    compose = () => ({ kept: configMap({ is: 'there' }) });
    world = await CompositionWorld.make({ builtin: { fickle } });
    await world.apply(definition('App'), composition('apps', 'App', ['fickle']));
    await world.settle();
    await world.apply(composite('App', 'shop', { size: 1 }));
    await world.settle();
  });
  afterEach(() => world.end());

  for (const [name, resources, synced] of refused) {
    it(`${name}: nothing is touched, and Synced says why`, async () => {
      compose = () => ({ ...resources, before: configMap({ not: 'made' }) });
      await world.apply(composite('App', 'shop', { size: 2 }));
      await world.settle();
      assert.match((await world.condition('App', 'shop', 'Synced')) ?? '', synced);
      assert.match((await world.condition('App', 'shop', 'Ready')) ?? '', /^False/);
      assert.deepEqual(
        (await world.list('ConfigMap')).map(({ metadata }) => metadata.name.split('-')[1]),
        ['kept'],
      );
    });
  }

  it('is left as it was by a pipeline that fails, and goes on when it no longer does', async () => {
    compose = () => ({ results: [{ severity: 'fatal', message: 'no zones left' }] });
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    assert.equal(await world.condition('App', 'shop', 'Synced'), 'False PipelineFailed: step "step-1": no zones left');
    assert.equal(await world.condition('App', 'shop', 'Stalled'), 'True PipelineFailed: step "step-1": no zones left');
    assert.equal((await world.list('ConfigMap')).length, 1, 'nothing is deleted');
    compose = () => ({ kept: configMap({ is: 'there' }) });
    await world.apply(composite('App', 'shop', { size: 3 }));
    await world.settle();
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
    assert.equal(await world.condition('App', 'shop', 'Stalled'), undefined);
  });

  it('keeps Ready where a function can not be reached, and tries again with back-off', async () => {
    compose = () => {
      throw new Error('connection refused');
    };
    const runs = world.runs;
    // A change of the child is a reason to run the pipeline at the same generation.
    const [child] = await world.list('ConfigMap');
    await world.client.patch(
      testType('ConfigMap'),
      { namespace: 'default', name: child?.metadata.name ?? '' },
      { data: { more: 'x' } },
      { kind: 'merge', fieldManager: 'somebody' },
    );
    await world.settle(60_000);
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
    assert.equal(await world.condition('App', 'shop', 'Synced'), 'False PipelineFailed: step "step-1": connection refused');
    assert.match((await world.condition('App', 'shop', 'Reconciling')) ?? '', /^True ProgressingWithRetry/);
    const tries = world.runs - runs;
    assert.ok(tries >= 3 && tries <= 8, `${tries} tries in a minute`);
  });

  it('takes no object that exists and is not its own', async () => {
    await world.apply(configMap({ whose: 'theirs' }, { name: 'theirs', namespace: 'default' }));
    compose = () => ({ kept: configMap({ is: 'there' }), taken: configMap({ whose: 'ours' }, { name: 'theirs' }) });
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    assert.match(
      (await world.condition('App', 'shop', 'Synced')) ?? '',
      /NameTaken: ConfigMap theirs: NameTaken: it exists and is not this composite's: nobody controls it/,
    );
    assert.deepEqual((await world.get('ConfigMap', 'theirs'))?.['data'], { whose: 'theirs' });
  });

  it('names the manager that holds a field, and does not force it', async () => {
    const [child] = await world.list('ConfigMap');
    const name = { namespace: 'default', name: child?.metadata.name ?? '' };
    await world.client.patch(testType('ConfigMap'), name, { data: { is: 'mine' } }, { kind: 'merge', fieldManager: 'somebody' });
    await world.settle();
    assert.match((await world.condition('App', 'shop', 'Synced')) ?? '', /False Conflict: ConfigMap shop-kept-\w+: Conflict: .*somebody/);
    assert.deepEqual((await world.list('ConfigMap'))[0]?.['data'], { is: 'mine' });
  });

  it('does nothing while it is paused, and keeps what it says', async () => {
    compose = () => ({ other: configMap({}) });
    await world.apply(composite('App', 'shop', { size: 2 }, { annotations: { 'crossplane.io/paused': 'true' } }));
    await world.settle();
    assert.equal((await world.list('ConfigMap')).length, 1);
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
    assert.match((await world.condition('App', 'shop', 'Paused')) ?? '', /^True/);
  });

  it('is not made by a composition for another kind', async () => {
    await world.apply(definition('Suite'), composition('suites', 'Suite', ['fickle']));
    await world.settle();
    await world.apply(composite('App', 'shop', { evenkeel: { compositionRef: { name: 'suites' } } }));
    await world.settle();
    assert.match((await world.condition('App', 'shop', 'Stalled')) ?? '', /True CompositionForOtherKind/);
    assert.equal((await world.list('ConfigMap')).length, 1);
  });

  it('stops where compositions lead back to their own kind', async () => {
    compose = () => ({ again: composite('App', 'shop-again') });
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    assert.match((await world.condition('App', 'shop-again', 'Stalled')) ?? '', /True CyclicComposition: App shop makes App shop-again/);
    assert.match((await world.condition('App', 'shop', 'Ready')) ?? '', /False ChildrenNotReady: App shop-again/);
    assert.equal((await world.list('App')).length, 2);
  });

  it('slows down where another writer changes a child back again and again', async () => {
    const [child] = await world.list('ConfigMap');
    const name = { namespace: 'default', name: child?.metadata.name ?? '' };
    let count = 0;
    // A pipeline that never gives the same twice does what two writers do.
    compose = ({ observed }) => {
      count += 1;
      return { kept: configMap({ is: `${JSON.stringify(observed.resources).length}-${count}` }) };
    };
    const writes = await world.writesDuring(async () => {
      await world.apply(composite('App', 'shop', { size: 2 }));
      await world.settle(55_000);
    });
    const changes = writes.filter((write) => write.startsWith('PATCH ConfigMap')).length;
    assert.ok(changes <= 8, `${changes} writes in a minute`);
    assert.match((await world.condition('App', 'shop', 'Synced')) ?? '', new RegExp(`False WriteLoop: ConfigMap ${name.name}`));
  });
});
