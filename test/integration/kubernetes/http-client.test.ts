import assert from 'node:assert/strict';
import { ApiError } from '../../../src/kubernetes/api-error.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { createHttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../../src/kubernetes/http/load-connection.ts';
import type { ApiServer } from './api-server.ts';
import { startApiServer } from './api-server.ts';
import { secretType, widget, widgetType } from './widget.ts';

const namespace = 'test';

describe('HTTP client against a real API server', function () {
  this.timeout(60_000);
  let server: ApiServer;
  let client: KubernetesClient;

  before(async function () {
    server = await startApiServer(this);
    client = server.client;
  });

  after(() => server?.stop());

  it('creates, reads, updates and deletes, without managedFields', async () => {
    const name = { namespace, name: 'life' };
    const created = await client.create(widgetType, widget(namespace, 'life'), 'test');
    assert.equal('managedFields' in created.metadata, false);
    assert.deepEqual(await client.get(widgetType, name), created);
    const updated = await client.update(widgetType, name, { ...created, spec: { size: 2 } }, 'test');
    assert.equal(updated.metadata.generation, 2);
    await client.delete(widgetType, name, { uid: created.metadata.uid });
    await assert.rejects(client.get(widgetType, name), { name: 'ApiError', code: 404, reason: 'NotFound' });
  });

  it('tells conflicts: a name that is taken, an old resourceVersion, another uid', async () => {
    const name = { namespace, name: 'conflict' };
    const created = await client.create(widgetType, widget(namespace, 'conflict'), 'test');
    await assert.rejects(client.create(widgetType, widget(namespace, 'conflict'), 'test'), { code: 409, reason: 'AlreadyExists' });
    await client.patch(widgetType, name, { spec: { size: 3 } }, { kind: 'merge', fieldManager: 'test' });
    const { uid, resourceVersion } = created.metadata;
    const stale = { metadata: { resourceVersion, uid }, spec: { size: 4 } };
    await assert.rejects(client.patch(widgetType, name, stale, { kind: 'merge', fieldManager: 'test' }), { code: 409, reason: 'Conflict' });
    await assert.rejects(client.update(widgetType, name, created, 'test'), { code: 409, reason: 'Conflict' });
    const other = { metadata: { uid: '00000000-0000-0000-0000-000000000000' } };
    await assert.rejects(client.patch(widgetType, name, other, { kind: 'merge', fieldManager: 'test' }), {
      code: 409,
      reason: 'Conflict',
    });
    await assert.rejects(client.delete(widgetType, name, { uid: other.metadata.uid }), { code: 409, reason: 'Conflict' });
  });

  it('refuses a field that the schema lacks, unless told otherwise', async () => {
    const unknown = { ...widget(namespace, 'strict'), spec: { size: 1, weight: 2 } };
    await assert.rejects(client.create(widgetType, unknown, 'test'), (error) => error instanceof ApiError && error.code === 400);
    const lenient = createHttpClient(server.connection, { fieldValidation: 'Ignore' });
    const created = await lenient.create(widgetType, unknown, 'test');
    await lenient.close();
    assert.deepEqual(created['spec'], { size: 1 });
  });

  it('patches by merge and by JSON patch', async () => {
    const name = { namespace, name: 'patched' };
    await client.create(widgetType, { ...widget(namespace, 'patched'), spec: { size: 1, color: 'red' } }, 'test');
    const merged = await client.patch(widgetType, name, { spec: { color: null } }, { kind: 'merge', fieldManager: 'test' });
    assert.deepEqual(merged['spec'], { size: 1 });
    const operations = [
      { op: 'test', path: '/spec/size', value: 1 },
      { op: 'replace', path: '/spec/size', value: 5 },
    ];
    const patched = await client.patch(widgetType, name, operations, { kind: 'json', fieldManager: 'test' });
    assert.deepEqual(patched['spec'], { size: 5 });
  });

  it('applies a status whole: what is left out goes, the generation stays', async () => {
    const name = { namespace, name: 'applied' };
    const created = await client.create(widgetType, widget(namespace, 'applied'), 'test');
    const apply = (status: object): Promise<KubernetesObject> =>
      client.patch(
        widgetType,
        name,
        { apiVersion: 'test.evenkeel.dev/v1', kind: 'Widget', metadata: { ...name, uid: created.metadata.uid }, status },
        { kind: 'apply', subresource: 'status', fieldManager: 'evenkeel-status', force: true },
      );
    const ready = { type: 'Ready', status: 'True', reason: 'Fine' };
    const first = await apply({ phase: 'new', note: 'x', conditions: [{ type: 'Stalled', status: 'True', reason: 'No' }, ready] });
    assert.equal(first.metadata.generation, 1);
    const second = await apply({ phase: 'done', conditions: [ready] });
    assert.deepEqual(second['status'], { phase: 'done', conditions: [ready] });
    const third = await apply({ phase: 'done', conditions: [ready] });
    assert.equal(third.metadata.resourceVersion, second.metadata.resourceVersion);
    const [entry] = (await client.managedFields(widgetType, name)).filter((each) => each.subresource === 'status');
    assert.deepEqual([entry?.manager, entry?.operation], ['evenkeel-status', 'Apply']);
  });

  it('applies a status to whatever object has the name, unless a resourceVersion says which', async () => {
    const name = { namespace, name: 'unguarded' };
    const { metadata } = await client.create(widgetType, widget(namespace, 'unguarded'), 'test');
    const apply = (guard: object, phase: string): Promise<KubernetesObject> =>
      client.patch(
        widgetType,
        name,
        { apiVersion: 'test.evenkeel.dev/v1', kind: 'Widget', metadata: { ...name, ...guard }, status: { phase } },
        { kind: 'apply', subresource: 'status', fieldManager: 'evenkeel-status', force: true },
      );
    const written = await apply({ uid: '00000000-0000-0000-0000-000000000000' }, 'a');
    assert.deepEqual(written['status'], { phase: 'a' });
    await assert.rejects(apply({ resourceVersion: metadata.resourceVersion }, 'b'), { code: 409, reason: 'Conflict' });
    await apply({ resourceVersion: written.metadata.resourceVersion }, 'c');
  });

  it('lists in pages, by namespace, label and field', async () => {
    for (const index of [1, 2, 3, 4, 5]) {
      const object = widget(namespace, `page-${index}`) as { metadata: object };
      await client.create(
        widgetType,
        { ...object, metadata: { ...object.metadata, labels: { page: index % 2 === 0 ? 'even' : 'odd' } } },
        'test',
      );
    }
    const selection = { namespace, labelSelector: 'page', limit: 2 };
    const names: string[] = [];
    let page = await client.list(widgetType, selection);
    for (;;) {
      assert.ok(page.items.length <= 2);
      names.push(...page.items.map((item) => item.metadata.name));
      if (page.continue === undefined) break;
      page = await client.list(widgetType, { ...selection, continue: page.continue });
    }
    assert.deepEqual(names, ['page-1', 'page-2', 'page-3', 'page-4', 'page-5']);
    assert.equal((await client.list(widgetType, { namespace, labelSelector: 'page=even' })).items.length, 2);
    assert.equal((await client.list(widgetType, { namespace, fieldSelector: 'metadata.name=page-3' })).items.length, 1);
    assert.equal((await client.list(widgetType, { namespace: 'elsewhere' })).items.length, 0);
  });

  it('gives items of built-in lists the kind that they lack on the wire', async () => {
    await client.create(
      secretType,
      { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name: 's' }, stringData: { a: 'b' } },
      'test',
    );
    const { items } = await client.list(secretType, { namespace });
    assert.deepEqual(
      items.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
      ['v1 Secret'],
    );
  });

  it('watches from a version until it is aborted', async () => {
    const { resourceVersion } = await client.list(widgetType, { namespace });
    await client.create(widgetType, widget(namespace, 'watched'), 'test');
    await client.delete(widgetType, { namespace, name: 'watched' });
    const stop = new AbortController();
    const seen: string[] = [];
    let opened = 0;
    const options = { namespace, resourceVersion, signal: stop.signal, onOpen: () => (opened += 1) };
    for await (const event of client.watch(widgetType, options)) {
      seen.push(event.type);
      if (event.type === 'DELETED') stop.abort();
    }
    assert.deepEqual(seen, ['ADDED', 'DELETED']);
    assert.equal(opened, 1);
  });

  it('sends a hundred requests over the same one or two connections, and many at once over no more than it may open', async () => {
    const quiet = createHttpClient(server.connection, { connections: 4 });
    const before = server.relay.opened;
    for (let index = 0; index < 100; index++) await quiet.list(widgetType, { namespace, limit: 1 });
    assert.ok(server.relay.opened - before <= 2, `${server.relay.opened - before} connections`);
    await Promise.all(Array.from({ length: 40 }, () => quiet.list(widgetType, { namespace, limit: 1 })));
    assert.equal(server.relay.opened - before, 4);
    await quiet.close();
  });

  it('is held to the rights of the user of its kubeconfig', async () => {
    const connection = await loadConnection({ kubeconfig: server.plane.kubeconfigFor('nobody') });
    const nobody = createHttpClient(connection);
    await assert.rejects(nobody.list(widgetType, { namespace }), { name: 'ApiError', code: 403, reason: 'Forbidden' });
    await nobody.close();
  });

  it('reaches no server where there is none', async () => {
    const nowhere = createHttpClient({ ...server.connection, server: 'https://127.0.0.1:1' });
    await assert.rejects(nowhere.get(widgetType, { namespace, name: 'x' }), {
      name: 'ApiUnreachable',
      message: /^GET \/apis\/test.*ECONNREFUSED/u,
    });
    await nowhere.close();
  });
});
