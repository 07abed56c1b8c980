import assert from 'node:assert/strict';
import { isObject, type JsonObject } from '../../../../src/base/json.ts';
import type { FunctionRequest, Requirements } from '../../../../src/composition/function/pipeline-function.ts';
import { composite, composition, configMap, definition } from '../../../support/composition-objects.ts';
import { CompositionWorld, testFunction, testType, type Compose } from '../../../support/composition-world.ts';

let compose: Compose = () => ({});
const fickle = testFunction((request) => compose(request));

function specOf({ observed }: FunctionRequest): Record<string, unknown> {
  const spec = observed.composite.resource['spec'];
  return isObject(spec) ? spec : {};
}

function environment(name: string, data: JsonObject): JsonObject {
  return { apiVersion: 'apiextensions.evenkeel.dev/v1', kind: 'EnvironmentConfig', metadata: { name }, data };
}

/** Asks for the EnvironmentConfig that spec.text names, and puts its data into a ConfigMap. */
const byEnvironment: Compose = (request) => {
  const name = String(specOf(request)['text']);
  const found = request.requiredResources['env']?.[0]?.resource['data'];
  const requirements: Requirements = {
    resources: { env: { apiVersion: 'apiextensions.evenkeel.dev/v1', kind: 'EnvironmentConfig', match: { name } } },
    schemas: {},
  };
  const resource = configMap({ zone: String(isObject(found) ? found['zone'] : 'none') });
  return {
    requirements,
    desired: { ...request.desired, resources: { map: { resource, connectionDetails: {}, ready: 'true' } } },
  };
};

describe('what wakes a composite', () => {
  let world: CompositionWorld;
  beforeEach(async () => {
    compose = () => ({ a: configMap({}) });
    world = await CompositionWorld.make({ builtin: { fickle } });
    await world.apply(
      definition('App'),
      definition('Suite'),
      composition('apps', 'App', ['fickle']),
      composition('suites', 'Suite', ['fickle']),
    );
    await world.settle();
  });
  afterEach(() => world.end());

  it('is what its functions asked for, and nobody else is woken by that', async () => {
    compose = byEnvironment;
    await world.apply(environment('east', { zone: 'a' }), environment('west', { zone: 'b' }));
    for (let index = 0; index < 20; index += 1) await world.apply(composite('App', `app-${index}`, { text: index < 3 ? 'east' : 'west' }));
    await world.settle(20_000);
    const before = world.runs;
    const writes = await world.writesDuring(async () => {
      await world.apply(environment('east', { zone: 'c' }));
      await world.settle(20_000);
    });
    assert.equal(writes.filter((write) => write.startsWith('PATCH ConfigMap')).length, 6, writes.join(', '));
    // One run for the change, one that sees what came of it.
    assert.equal(world.runs - before, 6);
    const zones = (await world.list('ConfigMap')).map(({ data }) => (isObject(data) ? data['zone'] : undefined));
    assert.equal(zones.filter((zone) => zone === 'c').length, 3);
  });

  it('is a change of a Secret that a step has as credentials; one that is missing is named', async () => {
    compose = ({ credentials }) => ({ a: configMap({ keys: Object.keys(credentials['aws'] ?? {}).join() }) });
    const more = { credentials: [{ name: 'aws', source: 'Secret', secretRef: { namespace: 'default', name: 'keys' } }] };
    await world.apply(composition('apps', 'App', [{ name: 'fickle', more }]));
    await world.settle();
    await world.apply(composite('App', 'shop'));
    await world.settle();
    assert.match(
      (await world.condition('App', 'shop', 'Synced')) ?? '',
      /PipelineFailed: step "step-1": credentials aws: there is no Secret default\/keys/,
    );
    await world.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys', namespace: 'default' },
      stringData: { id: 'canary-2' },
    });
    await world.settle();
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
    assert.deepEqual((await world.list('ConfigMap'))[0]?.['data'], { keys: 'id' });
    assert.ok(!JSON.stringify([world.log, world.events, await world.list('App')]).includes('canary-2'));
  });

  it('is the time that a function sets, and no other', async () => {
    await world.apply(composite('App', 'plain'));
    await world.settle();
    compose = (request) => ({ desired: request.desired, ttlMs: 60_000 });
    await world.apply(composite('App', 'shop'));
    await world.settle();
    const before = world.runs;
    const writes = await world.writesDuring(() => world.settle(600_000));
    assert.equal(world.runs - before, 10);
    assert.deepEqual(writes, []);
  });

  it('is a new revision, where its policy follows them', async () => {
    await world.apply(composite('App', 'follows'), composite('App', 'stays', { evenkeel: { compositionUpdatePolicy: 'Manual' } }));
    await world.settle();
    const before = new Map((await world.list('App')).map(({ metadata, status }) => [metadata.name, revisionOf(status)]));
    await world.apply({ ...composition('apps', 'App', ['fickle', 'fickle']) });
    await world.settle();
    const after = new Map((await world.list('App')).map(({ metadata, status }) => [metadata.name, revisionOf(status)]));
    assert.notEqual(after.get('follows'), before.get('follows'));
    assert.equal(after.get('stays'), before.get('stays'));
    assert.equal((await world.list('CompositionRevision')).filter(({ metadata }) => metadata.name.startsWith('apps-')).length, 2);
  });

  it('is a child composite, whose reason its Ready names', async () => {
    compose = (request) => {
      if (request.observed.composite.resource['kind'] === 'Suite') return { results: [{ severity: 'fatal', message: 'no room' }] };
      return { suite: { apiVersion: 'example.org/v1', kind: 'Suite', spec: {} } };
    };
    await world.apply(composite('App', 'shop'));
    await world.settle();
    assert.match(
      (await world.condition('App', 'shop', 'Synced')) ?? '',
      /ChildNotSynced: Suite shop-suite-\w+: PipelineFailed: step "step-1": no room/,
    );
    assert.match((await world.condition('App', 'shop', 'Stalled')) ?? '', /^True/);
    compose = (request) => {
      if (request.observed.composite.resource['kind'] === 'Suite') return { map: configMap({}) };
      return { suite: { apiVersion: 'example.org/v1', kind: 'Suite', spec: { size: 2 } } };
    };
    await world.apply(composite('App', 'shop', { size: 2 }));
    await world.settle();
    assert.equal(await world.condition('App', 'shop', 'Ready'), 'True Available');
    await world.client.delete(testType('App'), { namespace: 'default', name: 'shop' });
    await world.settle(10_000);
    assert.deepEqual([...(await world.list('App')), ...(await world.list('Suite')), ...(await world.list('ConfigMap'))], []);
  });
});

function revisionOf(status: unknown): unknown {
  return isObject(status) && isObject(status['evenkeel']) ? status['evenkeel']['compositionRevisionRef'] : undefined;
}

describe('compositions', () => {
  it('become Ready when their definition comes after them', async () => {
    const world = await CompositionWorld.make({ builtin: { fickle } });
    try {
      await world.apply(composition('apps', 'App', ['fickle']));
      await world.settle();
      assert.match((await world.condition('Composition', 'apps', 'Ready')) ?? '', /^False DefinitionNotFound/);
      await world.apply(definition('App'));
      await world.settle();
      assert.equal(await world.condition('Composition', 'apps', 'Ready'), 'True Available');
    } finally {
      await world.end();
    }
  });
});

describe('definitions', () => {
  it('that go keep their kind while it has objects, and name them', async () => {
    compose = () => ({});
    const world = await CompositionWorld.make({ builtin: { fickle } });
    try {
      await world.apply(definition('App'), composition('apps', 'App', ['fickle']));
      await world.settle();
      await world.apply(composite('App', 'shop'));
      await world.settle();
      await world.client.delete(testType('CompositeResourceDefinition'), { name: 'apps.example.org' });
      await world.settle(10_000);
      assert.match((await world.condition('CompositeResourceDefinition', 'apps.example.org', 'DeletionBlocked')) ?? '', /default\/shop/);
      assert.notEqual(await world.get('App', 'shop'), undefined);
      await world.client.delete(testType('App'), { namespace: 'default', name: 'shop' });
      await world.settle(60_000);
      assert.equal(await world.get('CompositeResourceDefinition', 'apps.example.org'), undefined);
      assert.equal(await world.get('CustomResourceDefinition', 'apps.example.org'), undefined);
    } finally {
      await world.end();
    }
  });
});
