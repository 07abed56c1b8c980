import assert from 'node:assert/strict';
import type { Target } from '../../../../src/devcluster/api/dev-api.ts';
import type { DevObject, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Journal, JournalRecord } from '../../../../src/devcluster/api/journal.ts';
import { widgetCrd } from '../../../integration/kubernetes/widget.ts';
import type { Fixture } from './store-fixture.ts';
import { openStore, resourceOf, storeWithWidgets, user, widgetOf } from './store-fixture.ts';

const crdName = 'widgets.test.evenkeel.dev';
const [v1] = widgetCrd.spec.versions;
const v2 = { ...v1, name: 'v2', storage: false };

function conditionsOf({ status }: DevObject): readonly (readonly unknown[])[] {
  const { conditions } = status as { readonly conditions: readonly JsonObject[] };
  return conditions.map(({ type, status: value, reason }) => [type, value, reason]);
}

describe('custom resources', () => {
  let store: Fixture;

  beforeEach(async () => {
    store = await storeWithWidgets();
  });

  const crd = (name = crdName): Target => ({ resource: resourceOf(store.api, 'customresourcedefinitions'), name });

  async function patchCrd(body: JsonObject): Promise<void> {
    await store.api.patch(crd(), { type: 'merge', body }, user);
  }

  it('are served as soon as they are defined', async () => {
    const definition = await store.api.get(crd());
    assert.deepEqual(conditionsOf(definition), [
      ['NamesAccepted', 'True', 'NoConflicts'],
      ['Established', 'True', 'InitialNamesAccepted'],
    ]);
    const { acceptedNames, storedVersions } = definition['status'] as JsonObject;
    assert.deepEqual([acceptedNames, storedVersions], [widgetCrd.spec.names, ['v1']]);
    const { kind, listKind, namespaced, status, custom, columns } = store.widgets;
    assert.deepEqual([kind, listKind, namespaced, status, custom], ['Widget', 'WidgetList', true, true, true]);
    assert.deepEqual(columns, [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }]);
  });

  it('are not served under names that others have, until they are free', async () => {
    const names = { kind: 'Widget', plural: 'gadgets', singular: 'gadget', listKind: 'WidgetList' };
    const other = { ...widgetCrd, metadata: { name: 'gadgets.test.evenkeel.dev' }, spec: { ...widgetCrd.spec, names } };
    const definition = await store.api.create(crd(''), other, user);
    assert.deepEqual(conditionsOf(definition), [
      ['NamesAccepted', 'False', 'ListKindConflict'],
      ['Established', 'False', 'NotAccepted'],
    ]);
    assert.equal(
      store.api.resources().some(({ plural }) => plural === 'gadgets'),
      false,
    );
    await store.api.delete(crd(), {});
    assert.deepEqual(conditionsOf(await store.api.get(crd('gadgets.test.evenkeel.dev')))[1], [
      'Established',
      'True',
      'InitialNamesAccepted',
    ]);
    assert.equal(resourceOf(store.api, 'gadgets').kind, 'Widget');
  });

  it('can be had in every version that is served, and are stored in one', async () => {
    await store.make('a');
    let told = 0;
    const stop = store.api.onResourcesChanged(() => (told += 1));
    await patchCrd({ spec: { versions: [v1, v2] } } as JsonObject);
    stop();
    assert.equal(told, 1);
    const second = resourceOf(store.api, 'widgets', 'v2');
    const target = { resource: second, namespace: 'default', name: 'a' };
    const read = await store.api.get(target);
    assert.equal(read.apiVersion, 'test.evenkeel.dev/v2');
    assert.equal(await store.api.get(target), read);
    await store.api.patch(target, { type: 'merge', body: { spec: { size: 2 } } }, user);
    const first = await store.api.get({ ...target, resource: resourceOf(store.api, 'widgets', 'v1') });
    assert.deepEqual([first.apiVersion, first['spec']], ['test.evenkeel.dev/v1', { size: 2 }]);
  });

  it('warn of a deprecated version, and name the best of the others that are served', async () => {
    const old = { ...v1, name: 'v1beta1', storage: false, deprecated: true };
    const warningWith = async (...others: readonly JsonObject[]): Promise<string | undefined> => {
      await patchCrd({ spec: { versions: [v1, old, ...others] } } as JsonObject);
      return resourceOf(store.api, 'widgets', 'v1beta1').deprecationWarning;
    };
    const deprecated = 'test.evenkeel.dev/v1beta1 Widget is deprecated';
    assert.equal(await warningWith(), `${deprecated}; use test.evenkeel.dev/v1 Widget`);
    assert.equal(await warningWith(v2), `${deprecated}; use test.evenkeel.dev/v2 Widget`);
    assert.equal(await warningWith({ ...v2, served: false }), `${deprecated}; use test.evenkeel.dev/v1 Widget`);
    await patchCrd({
      spec: {
        versions: [
          { ...v1, deprecated: true },
          { ...v2, name: 'v1alpha1' },
        ],
      },
    } as JsonObject);
    assert.equal(resourceOf(store.api, 'widgets', 'v1').deprecationWarning, 'test.evenkeel.dev/v1 Widget is deprecated');
  });

  it('follow a change of their schema, and tell nobody of other changes of the definition', async () => {
    const sized = {
      ...v1,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: { spec: { type: 'object', properties: { depth: { type: 'integer', default: 3 } } } },
        },
      },
    };
    let told = 0;
    store.api.onResourcesChanged(() => (told += 1));
    await patchCrd({ metadata: { labels: { a: 'b' } } });
    assert.equal(told, 0);
    await patchCrd({ spec: { versions: [sized] } } as JsonObject);
    assert.equal(told, 1);
    assert.deepEqual((await store.make('a'))['spec'], { depth: 3 });
  });

  it('go before their definition, which waits for their finalizers', async () => {
    await store.make('a', { metadata: { finalizers: ['a.b/c'] } });
    await store.make('b');
    const { object, gone } = await store.api.delete(crd(), {});
    assert.deepEqual(
      [gone, object.metadata.finalizers, object.metadata.generation],
      [false, ['customresourcecleanup.apiextensions.k8s.io'], 1],
    );
    assert.deepEqual(conditionsOf(object)[0], ['Terminating', 'True', 'InstanceDeletionPending']);
    assert.deepEqual(await store.names(), ['a']);
    await assert.rejects(store.make('c'), {
      code: 403,
      message: 'widgets.test.evenkeel.dev "c" is forbidden: create not allowed while custom resource definition is terminating',
    });
    await store.merge('a', { metadata: { finalizers: null } });
    await assert.rejects(store.api.get(crd()), { code: 404 });
    await assert.rejects(store.names(), { code: 404, message: 'the server could not find the requested resource' });
  });

  it('go with their definition at once when none waits', async () => {
    await store.make('a');
    await store.api.delete(crd(), {});
    await assert.rejects(store.api.get(crd()), { code: 404 });
    await store.api.create(crd(''), widgetCrd, user);
    assert.deepEqual(await store.names(), []);
  });

  it('refuse definitions that are none', async () => {
    await assert.rejects(store.api.create(crd(''), { ...widgetCrd, metadata: { name: 'other.test.evenkeel.dev' } }, user), {
      code: 422,
      message: /must be spec\.names\.plural\+"\."\+spec\.group/u,
    });
  });
});

describe('a store that is opened again', () => {
  /** Keeps records as a disk would. */
  class MemoryJournal implements Journal {
    readonly records: JournalRecord[] = [];

    load(): Promise<{ readonly records: readonly JournalRecord[]; readonly revision: number }> {
      return Promise.resolve({ records: [...this.records], revision: this.records.at(-1)?.revision ?? 0 });
    }

    append(record: JournalRecord): Promise<void> {
      this.records.push(JSON.parse(JSON.stringify(record)) as JournalRecord);
      return Promise.resolve();
    }

    close(): Promise<void> {
      return Promise.resolve();
    }
  }

  it('has what it had, serves what it served, and goes on with the revisions', async () => {
    const journal = new MemoryJournal();
    const before = await storeWithWidgets(widgetCrd, journal);
    const kept = await before.make('a');
    await before.make('b');
    await before.api.delete({ resource: before.widgets, namespace: 'default', name: 'b' }, {});
    const last = (await before.api.list(before.widgets, {})).resourceVersion;
    await before.api.close();
    const { api } = await openStore(journal);
    const widgets = resourceOf(api, 'widgets');
    const { items, resourceVersion } = await api.list(widgets, {});
    assert.deepEqual([items, resourceVersion], [[kept], last]);
    assert.equal((await api.list(resourceOf(api, 'namespaces'), {})).items.length, 4);
    const next = await api.create({ resource: widgets, namespace: 'default', name: '' }, widgetOf('c'), user);
    assert.equal(Number(next.metadata.resourceVersion), Number(last) + 1);
  });

  it('can not tell what happened before', async () => {
    const journal = new MemoryJournal();
    const before = await storeWithWidgets(widgetCrd, journal);
    const { metadata } = await before.make('a');
    await before.merge('a', { spec: { size: 2 } });
    await before.api.close();
    const { api } = await openStore(journal);
    const stream = await api.watch(resourceOf(api, 'widgets'), {
      resourceVersion: metadata.resourceVersion,
      signal: new AbortController().signal,
    });
    const codes: unknown[] = [];
    for await (const { type, object } of stream) codes.push([type, object['code']]);
    assert.deepEqual(codes, [['ERROR', 410]]);
  });
});
