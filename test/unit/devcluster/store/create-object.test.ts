import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Fixture } from './store-fixture.ts';
import { resourceOf, storeWithWidgets, user, widgetOf } from './store-fixture.ts';

describe('creating', () => {
  let store: Fixture;

  beforeEach(async () => {
    store = await storeWithWidgets();
  });

  const inDefault = (): { readonly resource: Fixture['widgets']; readonly namespace: string; readonly name: string } => ({
    resource: store.widgets,
    namespace: 'default',
    name: '',
  });

  it('sets what only the server may set', async () => {
    const forged = {
      uid: 'forged',
      generation: 9,
      creationTimestamp: '2001-01-01T00:00:00Z',
      deletionTimestamp: '2001-01-01T00:00:00Z',
      deletionGracePeriodSeconds: 5,
      managedFields: [],
    };
    const { metadata, status } = await store.make('a', { metadata: forged, status: { phase: 'made up' } });
    assert.match(metadata.uid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    assert.deepEqual(
      [metadata.generation, metadata.creationTimestamp, metadata.deletionTimestamp, metadata.deletionGracePeriodSeconds, status],
      [1, '2026-01-01T00:00:00Z', undefined, undefined, undefined],
    );
    const managers = metadata.managedFields?.map(({ manager, operation, fieldsV1 }) => [manager, operation, fieldsV1]);
    assert.deepEqual(managers, [['user', 'Update', { 'f:spec': { '.': {}, 'f:size': {} } }]]);
  });

  it('makes names from generateName', async () => {
    const made = await store.api.create(inDefault(), { ...widgetOf(''), metadata: { generateName: 'web-' } }, user);
    assert.match(made.metadata.name, /^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/u);
    const long = await store.api.create(inDefault(), { ...widgetOf(''), metadata: { generateName: 'x'.repeat(80) } }, user);
    assert.equal(long.metadata.name.length, 63);
  });

  it('warns of unknown fields and drops them, unless told to be strict or to say nothing', async () => {
    const strange = widgetOf('a', { spec: { size: 1, weight: 2 }, extra: 1 });
    const warnings: string[] = [];
    const made = await store.api.create(inDefault(), strange, { ...user, warn: (message) => warnings.push(message) });
    assert.deepEqual(
      [made['spec'], made['extra'], warnings.toSorted()],
      [{ size: 1 }, undefined, ['unknown field "extra"', 'unknown field "spec.weight"']],
    );
    const strict = store.api.create(inDefault(), { ...strange, metadata: { name: 'b' } }, { ...user, fieldValidation: 'Strict' });
    await assert.rejects(strict, {
      code: 400,
      message: /^Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field/u,
    });
    const ignore = { ...user, fieldValidation: 'Ignore', warn: () => assert.fail() } as const;
    await store.api.create(inDefault(), { ...strange, metadata: { name: 'c' } }, ignore);
  });

  it('stores nothing in a dry run, but checks everything', async () => {
    const watched = await store.watch({ resourceVersion: '0' });
    const dry = { ...user, dryRun: true };
    const made = await store.api.create(inDefault(), widgetOf('a'), dry);
    assert.equal('resourceVersion' in made.metadata, false);
    await assert.rejects(store.api.create(inDefault(), widgetOf('a', { spec: { size: 'x' } }), dry), { code: 422 });
    assert.deepEqual(await store.names(), []);
    watched.stop();
    await watched.done;
    assert.deepEqual(watched.events, []);
  });

  const refused: readonly (readonly [string, JsonObject, object])[] = [
    [
      'another kind',
      { kind: 'Foo' },
      { code: 422, message: 'Foo.test.evenkeel.dev "a" is invalid: kind: Invalid value: "Foo": must be Widget' },
    ],
    [
      'another version',
      { apiVersion: 'test.evenkeel.dev/v2' },
      {
        code: 400,
        message: 'the API version in the data (test.evenkeel.dev/v2) does not match the expected API version (test.evenkeel.dev/v1)',
      },
    ],
    ['no kind', { kind: '' }, { code: 400 }],
    [
      'a resourceVersion',
      { metadata: { resourceVersion: '5' } },
      { code: 500, message: 'resourceVersion should not be set on objects to be created' },
    ],
    [
      'another namespace than the URL',
      { metadata: { namespace: 'other' } },
      { code: 400, message: 'the namespace of the provided object does not match the namespace sent on the request' },
    ],
    ['a label that is none', { metadata: { labels: { 'a/b/c': 'd', ok: 'not ok!' } } }, { code: 422, reason: 'Invalid' }],
    ['an annotation that is none', { metadata: { annotations: { 'b@d': 'x' } } }, { code: 422 }],
    [
      'too many annotations',
      { metadata: { annotations: { big: 'x'.repeat(300_000) } } },
      { code: 422, message: /may not be more than 262144 bytes/u },
    ],
    ['a finalizer that is no name', { metadata: { finalizers: ['no domain'] } }, { code: 422, message: /metadata.finalizers/u }],
    [
      'two controllers',
      { metadata: { ownerReferences: ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'X', name, uid: name, controller: true })) } },
      { code: 422, message: /Controller set to true. Found "true" in references for X\/a and X\/b$/u },
    ],
    [
      'an event as the owner',
      { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'e', uid: 'u' }] } },
      { code: 422, message: /\/v1, Kind=Event is disallowed from being an owner$/u },
    ],
    [
      'what the schema refuses',
      { spec: { size: 'x' } },
      { code: 422, message: /^Widget.test.evenkeel.dev "a" is invalid: spec.size: Invalid value: "string"/u },
    ],
  ];
  for (const [what, more, expected] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(store.make('a', more), { name: 'StatusError', ...expected });
      assert.deepEqual(await store.names(), []);
    });
  }

  it('refuses names that are none, all causes told', async () => {
    const message =
      /^Widget.test.evenkeel.dev "A_b" is invalid: metadata.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain must consist/u;
    await assert.rejects(store.make('A_b'), { code: 422, message });
    const none = store.api.create(inDefault(), { ...widgetOf(''), metadata: {} }, user);
    await assert.rejects(none, {
      code: 422,
      message: 'Widget.test.evenkeel.dev "" is invalid: metadata.name: Required value: name or generateName is required',
    });
  });

  it('refuses what is there', async () => {
    await store.make('a');
    await assert.rejects(store.make('a'), {
      code: 409,
      reason: 'AlreadyExists',
      message: 'widgets.test.evenkeel.dev "a" already exists',
      details: { name: 'a', group: 'test.evenkeel.dev', kind: 'widgets' },
    });
  });

  it('says of what is there that it goes', async () => {
    await store.make('a', { metadata: { finalizers: ['t/a'] } });
    await store.api.delete({ ...inDefault(), name: 'a' }, {});
    await assert.rejects(store.make('a'), { code: 409, message: 'object is being deleted: widgets.test.evenkeel.dev "a" already exists' });
  });

  it('can not read built-in objects with values of another type', async () => {
    const secret = { resource: resourceOf(store.api, 'secrets'), namespace: 'default', name: '' };
    const what = 'type in body must be of type string: "integer"';
    await assert.rejects(store.api.create(secret, { metadata: { name: 'a' }, type: 5 }, user), {
      code: 400,
      message: `Secret in version "v1" cannot be handled as a Secret: ${what}`,
    });
    await store.api.create(secret, { metadata: { name: 'a' }, data: { empty: '' } }, user);
    const patched = store.api.patch({ ...secret, name: 'a' }, { type: 'merge', body: { type: 5 } }, user);
    await assert.rejects(patched, { code: 422, message: ` "" is invalid: patch: Invalid value: "...": ${what}` });
  });

  it('drops the namespace of what has none', async () => {
    const resource = resourceOf(store.api, 'clusterroles');
    const made = await store.api.create({ resource, name: '' }, { metadata: { name: 'r', namespace: 'default' }, rules: [] }, user);
    assert.equal('namespace' in made.metadata, false);
  });

  it('tells of a missing field once, in the words of the type', async () => {
    const role = { resource: resourceOf(store.api, 'roles'), namespace: 'default', name: '' };
    await assert.rejects(store.api.create(role, { metadata: { name: 'r' }, rules: [{ resources: ['secrets'] }] }, user), {
      code: 422,
      details: {
        name: 'r',
        group: 'rbac.authorization.k8s.io',
        kind: 'Role',
        causes: [
          {
            reason: 'FieldValueRequired',
            message: 'Required value: verbs must contain at least one value',
            field: 'rules[0].verbs',
          },
        ],
      },
    });
  });

  it('refuses namespaces that are not there', async () => {
    const nowhere = store.api.create({ ...inDefault(), namespace: 'nowhere' }, widgetOf('a'), user);
    await assert.rejects(nowhere, {
      code: 404,
      message: 'namespaces "nowhere" not found',
      details: { name: 'nowhere', kind: 'namespaces' },
    });
  });

  it('refuses to store reviews', async () => {
    const resource = resourceOf(store.api, 'selfsubjectaccessreviews');
    await assert.rejects(store.api.create({ resource, name: '' }, { spec: {} }, user), { code: 405 });
  });

  it('lets roles have names that are no host names', async () => {
    const resource = resourceOf(store.api, 'clusterroles');
    const { metadata } = await store.api.create({ resource, name: '' }, { metadata: { name: 'system:node' }, rules: [] }, user);
    assert.equal(metadata.name, 'system:node');
    await assert.rejects(store.api.create({ resource, name: '' }, { metadata: { name: 'a/b' }, rules: [] }, user), { code: 422 });
  });
});
