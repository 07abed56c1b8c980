import assert from 'node:assert/strict';
import type { KubernetesClient, PatchOptions, WatchEvent } from '../../src/kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../src/kubernetes/object.ts';

/** What a client of a real API server and the fake one both have to do. */
export interface Conforming {
  readonly client: KubernetesClient;
  /** A namespaced custom resource with `spec.size`, `spec.color`, `status.phase`, `status.note` and a status subresource. */
  readonly type: ResourceType;
  readonly namespace: string;
}

/** Declares the tests; `subject` is asked within each. */
export function itConforms(subject: () => Conforming): void {
  let count = 0;

  /** A new object, and shorthands to do things to it. */
  async function setUp(more: object = {}): Promise<Subject> {
    const { client, type, namespace } = subject();
    count += 1;
    const name = { namespace, name: `object-${count}` };
    const metadata = { ...name, ...more };
    const typed = { apiVersion: `${type.group}/${type.version}`, kind: type.kind };
    const created = await client.create(
      type,
      { ...typed, metadata, spec: { size: 1, color: 'red' }, status: { phase: 'made up' } },
      'user',
    );
    const patch = (body: unknown, options: Partial<PatchOptions> = {}): Promise<KubernetesObject> =>
      client.patch(type, name, body, { kind: 'merge', fieldManager: 'us', ...options });
    return {
      created,
      name,
      patch,
      apply: (status, guard = {}) =>
        patch(
          { ...typed, metadata: { ...name, ...guard }, status },
          { kind: 'apply', subresource: 'status', fieldManager: 'status', force: true },
        ),
      get: () => client.get(type, name),
    };
  }

  interface Subject {
    readonly created: KubernetesObject;
    readonly name: { readonly namespace: string; readonly name: string };
    readonly patch: (body: unknown, options?: Partial<PatchOptions>) => Promise<KubernetesObject>;
    readonly apply: (status: object, guard?: object) => Promise<KubernetesObject>;
    readonly get: () => Promise<KubernetesObject>;
  }

  it('gives a new object generation 1 and no status', async () => {
    const { created } = await setUp();
    assert.equal(created.metadata.generation, 1);
    assert.equal(created['status'], undefined);
    assert.match(created.metadata.creationTimestamp ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u);
  });

  it('moves the generation with the spec, not with metadata or status', async () => {
    const { patch, apply } = await setUp();
    assert.equal((await patch({ metadata: { annotations: { a: 'b' } } })).metadata.generation, 1);
    assert.equal((await apply({ phase: 'x' })).metadata.generation, 1);
    assert.equal((await patch({ spec: { size: 2 } })).metadata.generation, 2);
  });

  it('does not move the resourceVersion when nothing changes', async () => {
    const { patch, apply } = await setUp();
    const first = await patch({ spec: { size: 3 } });
    assert.equal((await patch({ spec: { size: 3 } })).metadata.resourceVersion, first.metadata.resourceVersion);
    const status = await apply({ phase: 'x' });
    assert.equal((await apply({ phase: 'x' })).metadata.resourceVersion, status.metadata.resourceVersion);
  });

  it('keeps status out of writes to the object, and all else out of writes to status', async () => {
    const { patch, apply } = await setUp();
    await apply({ phase: 'x' });
    assert.deepEqual((await patch({ status: { phase: 'y' } }))['status'], { phase: 'x' });
    const body = { metadata: { annotations: { a: 'b' } }, spec: { size: 9 }, status: { phase: 'z' } };
    const patched = await patch(body, { subresource: 'status' });
    assert.deepEqual([patched['spec'], patched['status'], patched.metadata.generation], [{ size: 1, color: 'red' }, { phase: 'z' }, 1]);
  });

  it('removes what an applied status leaves out', async () => {
    const { apply } = await setUp();
    await apply({ phase: 'x', note: 'n' });
    assert.deepEqual((await apply({ phase: 'y' }))['status'], { phase: 'y' });
  });

  it('removes members by null in a merge patch, finalizers among them', async () => {
    const { patch } = await setUp({ finalizers: ['test.evenkeel.dev/a'], annotations: { a: '1', b: '2' } });
    const patched = await patch({ metadata: { finalizers: null, annotations: { a: null } }, spec: { color: null } });
    assert.deepEqual([patched.metadata.finalizers, patched.metadata.annotations, patched['spec']], [undefined, { b: '2' }, { size: 1 }]);
  });

  it('honours uid and resourceVersion in patches of the object, and resourceVersion alone in those of status', async () => {
    const { created, patch, apply } = await setUp();
    const { uid, resourceVersion } = created.metadata;
    const conflict = { name: 'ApiError', code: 409, reason: 'Conflict' };
    const changed = await patch({ metadata: { uid, resourceVersion }, spec: { size: 2 } });
    await assert.rejects(patch({ metadata: { uid, resourceVersion }, spec: { size: 3 } }), conflict);
    await assert.rejects(patch({ metadata: { uid: '11111111-1111-4111-8111-111111111111' }, spec: { size: 3 } }), conflict);
    await assert.rejects(apply({ phase: 'x' }, { resourceVersion }), conflict);
    await apply({ phase: 'x' }, { uid: '11111111-1111-4111-8111-111111111111' });
    assert.equal(changed.metadata.generation, 2);
  });

  it('says that there is nothing to patch, update or delete', async () => {
    const { client, type, namespace } = subject();
    const gone = { namespace, name: 'never-made' };
    const missing = { name: 'ApiError', code: 404, reason: 'NotFound' };
    const typed = { apiVersion: `${type.group}/${type.version}`, kind: type.kind, metadata: gone };
    await assert.rejects(client.patch(type, gone, { spec: { size: 1 } }, { kind: 'merge', fieldManager: 'us' }), missing);
    const status = { ...typed, status: { phase: 'x' } };
    await assert.rejects(client.patch(type, gone, status, { kind: 'apply', subresource: 'status', fieldManager: 'us' }), missing);
    await assert.rejects(client.delete(type, gone), missing);
    const guarded = { ...typed, metadata: { ...gone, uid: '11111111-1111-4111-8111-111111111111' }, spec: { size: 1 } };
    await assert.rejects(client.patch(type, gone, guarded, { kind: 'apply', fieldManager: 'us' }), { code: 409 });
  });

  it('deletes at once without finalizers, else when the last is gone, and takes no new one meanwhile', async () => {
    const { client, type } = subject();
    const { created, name, patch, get } = await setUp({ finalizers: ['test.evenkeel.dev/a'] });
    await assert.rejects(client.delete(type, name, { uid: '11111111-1111-4111-8111-111111111111' }), { code: 409 });
    await client.delete(type, name, { uid: created.metadata.uid });
    const deleting = await get();
    assert.notEqual(deleting.metadata.deletionTimestamp, undefined);
    assert.equal(deleting.metadata.generation, 2);
    await assert.rejects(patch({ metadata: { finalizers: ['test.evenkeel.dev/a', 'test.evenkeel.dev/b'] } }), { code: 422 });
    await client.delete(type, name);
    await patch({ metadata: { finalizers: null } });
    await assert.rejects(get(), { code: 404 });
  });

  it('shows all that in a watch, also of one object by name', async () => {
    const { client, type, namespace } = subject();
    const { resourceVersion } = await client.list(type, { namespace });
    const { name, patch, apply } = await setUp();
    await setUp();
    await patch({ spec: { size: 2 } });
    await patch({ spec: { size: 2 } });
    await apply({ phase: 'x' });
    await client.delete(type, name);
    const stop = new AbortController();
    const events: WatchEvent[] = [];
    const options = { namespace, resourceVersion, fieldSelector: `metadata.name=${name.name}`, signal: stop.signal };
    for await (const event of client.watch(type, options)) {
      if (event.type !== 'BOOKMARK') events.push(event);
      if (event.type === 'DELETED') stop.abort();
    }
    const texts = events.map((event) =>
      'object' in event ? `${event.type} ${event.object.metadata.generation} ${'status' in event.object}` : event.type,
    );
    assert.deepEqual(texts, ['ADDED 1 false', 'MODIFIED 2 false', 'MODIFIED 2 true', 'DELETED 2 true']);
    const versions = events.map((event) => ('object' in event ? Number(event.object.metadata.resourceVersion) : 0));
    assert.deepEqual(
      versions,
      versions.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(versions).size, versions.length);
  });

  it('tells who set the annotations', async () => {
    const { client, type } = subject();
    const { name, patch } = await setUp({ annotations: { theirs: '1' } });
    await patch({ metadata: { annotations: { ours: '2' } } });
    const entries = await client.managedFields(type, name);
    const owners = entries
      .map(({ manager, fieldsV1 }) => {
        const fields = fieldsV1 as { 'f:metadata'?: { 'f:annotations'?: object } } | undefined;
        const names = Object.keys(fields?.['f:metadata']?.['f:annotations'] ?? {}).filter((each) => each.startsWith('f:'));
        return `${manager} ${names.join()}`;
      })
      .toSorted();
    assert.deepEqual(owners, ['us f:ours', 'user f:theirs']);
  });
}
