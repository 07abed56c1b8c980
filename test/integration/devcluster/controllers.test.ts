import assert from 'node:assert/strict';
import { startControllers } from '../../../hack/control-plane/controllers.ts';
import { eventType } from '../../../src/kubernetes/event-body.ts';
import type { HttpClient } from '../../../src/kubernetes/http/http-client.ts';
import type { KubernetesObject, OwnerReference, ResourceType } from '../../../src/kubernetes/object.ts';
import { apiVersionOf, keyOf } from '../../../src/kubernetes/object.ts';
import { poll } from '../../support/poll.ts';
import type { ApiServer } from '../kubernetes/api-server.ts';
import { startApiServer } from '../kubernetes/api-server.ts';
import { crdType, namespaceType, widgetCrd, widgetType } from '../kubernetes/widget.ts';

const configMapType: ResourceType = { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };
const roleType: ResourceType = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  namespaced: false,
};
const gadgetType: ResourceType = { ...widgetType, kind: 'Gadget', plural: 'gadgets' };

describe('controllers on a kube-apiserver', function () {
  this.timeout(60_000);
  let server: ApiServer;
  let client: HttpClient;
  let stopControllers: (() => Promise<void>) | undefined;
  let names = 0;

  before(async function () {
    server = await startApiServer(this);
    client = server.client;
    stopControllers = await startControllers(server.plane.kubeconfig);
  });

  after(async () => {
    await stopControllers?.();
    await server?.stop();
  });

  /** Makes an object with a name of its own. */
  function make(
    type: ResourceType,
    more: { readonly namespace?: string; readonly owners?: readonly OwnerReference[]; readonly finalizers?: readonly string[] } = {},
  ): Promise<KubernetesObject> {
    names += 1;
    const namespace = type.namespaced ? { namespace: more.namespace ?? 'test' } : {};
    const metadata = { name: `object-${names}`, ...namespace, ownerReferences: more.owners, finalizers: more.finalizers };
    return client.create(type, { apiVersion: apiVersionOf(type), kind: type.kind, metadata }, 'test');
  }

  function owned({ apiVersion, kind, metadata }: KubernetesObject, blockOwnerDeletion = false): OwnerReference {
    return { apiVersion, kind, name: metadata.name, uid: metadata.uid, blockOwnerDeletion };
  }

  const look = (type: ResourceType, { metadata }: KubernetesObject): Promise<KubernetesObject | undefined> =>
    client.get(type, metadata).catch(() => undefined);

  const gone = (type: ResourceType, object: KubernetesObject): Promise<void> =>
    poll(`${keyOf(object)} to go`, async () => (await look(type, object)) === undefined);

  const letGo = (type: ResourceType, { metadata }: KubernetesObject): Promise<KubernetesObject> =>
    client.patch(type, metadata, { metadata: { finalizers: null } }, { kind: 'merge', fieldManager: 'test' });

  /** Waits until a later dependent of an absent owner is gone: whatever was to happen before has happened. */
  async function afterAllElse(): Promise<void> {
    const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'never-there', uid: '11111111-1111-4111-8111-111111111111' };
    await gone(configMapType, await make(configMapType, { owners: [owner] }));
  }

  it('deletes dependents, and theirs, after their owner', async () => {
    const owner = await make(configMapType);
    const child = await make(widgetType, { owners: [owned(owner)] });
    const grandchild = await make(configMapType, { owners: [owned(child)] });
    await afterAllElse();
    assert.notEqual(await look(configMapType, grandchild), undefined, 'kept while the owner is there');
    await client.delete(configMapType, owner.metadata);
    await gone(configMapType, grandchild);
    await gone(widgetType, child);
  });

  it('deletes dependents before an owner that waits for them', async () => {
    const owner = await make(configMapType);
    const child = await make(widgetType, { owners: [owned(owner, true)], finalizers: ['test.evenkeel.dev/held'] });
    const free = await make(configMapType, { owners: [owned(owner)] });
    await client.delete(configMapType, owner.metadata, { propagationPolicy: 'Foreground' });
    await gone(configMapType, free);
    await poll('the child to be deleted', async () => (await look(widgetType, child))?.metadata.deletionTimestamp !== undefined);
    assert.deepEqual((await look(configMapType, owner))?.metadata.finalizers, ['foregroundDeletion']);
    await letGo(widgetType, child);
    await gone(configMapType, owner);
  });

  it('lets go owners that wait for each other', async () => {
    const first = await make(configMapType);
    const second = await make(configMapType, { owners: [owned(first, true)] });
    await client.patch(
      configMapType,
      first.metadata,
      { metadata: { ownerReferences: [owned(second, true)] } },
      { kind: 'merge', fieldManager: 'test' },
    );
    await client.delete(configMapType, first.metadata, { propagationPolicy: 'Foreground' });
    await gone(configMapType, first);
    await gone(configMapType, second);
  });

  it('leaves orphans', async () => {
    const owner = await make(configMapType);
    const other = await make(configMapType);
    const child = await make(widgetType, { owners: [owned(owner), owned(other)] });
    await client.delete(configMapType, owner.metadata, { propagationPolicy: 'Orphan' });
    await gone(configMapType, owner);
    await afterAllElse();
    assert.deepEqual((await look(widgetType, child))?.metadata.ownerReferences, [owned(other)]);
  });

  it('keeps what one of its owners still holds, and drops the others', async () => {
    const [stays, goes] = [await make(configMapType), await make(configMapType)];
    const child = await make(widgetType, { owners: [owned(stays), owned(goes)] });
    await client.delete(configMapType, goes.metadata);
    await poll('the reference to go', async () => (await look(widgetType, child))?.metadata.ownerReferences?.length === 1);
    await client.delete(configMapType, stays.metadata);
    await gone(widgetType, child);
  });

  it('takes an owner of another uid for none', async () => {
    const owner = await make(configMapType);
    const child = await make(widgetType, { owners: [{ ...owned(owner), uid: '22222222-2222-4222-8222-222222222222' }] });
    await gone(widgetType, child);
  });

  it('takes an owner in another namespace for none, and says so', async () => {
    await client.create(namespaceType, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'elsewhere' } }, 'test');
    const owner = await make(configMapType, { namespace: 'elsewhere' });
    await afterAllElse();
    const child = await make(widgetType, { owners: [owned(owner)] });
    await gone(widgetType, child);
    const told = async (): Promise<boolean> =>
      (await client.list(eventType, { namespace: 'test' })).items.some(
        (event) => event['reason'] === 'OwnerRefInvalidNamespace' && JSON.stringify(event['involvedObject']).includes(child.metadata.uid),
      );
    await poll('the event', told);
  });

  it('knows owners without a namespace, and waits for types that are not served', async () => {
    const owner = await make(roleType);
    const child = await make(widgetType, { owners: [owned(owner)] });
    const unknown = { apiVersion: 'other.evenkeel.dev/v1', kind: 'Unknown', name: 'x', uid: '33333333-3333-4333-8333-333333333333' };
    const stranger = await make(widgetType, { owners: [unknown] });
    const misled = await make(roleType, { owners: [owned(child)] });
    await afterAllElse();
    assert.notEqual(await look(widgetType, child), undefined);
    await client.delete(roleType, owner.metadata);
    await gone(widgetType, child);
    await afterAllElse();
    assert.notEqual(await look(widgetType, stranger), undefined);
    assert.notEqual(await look(roleType, misled), undefined, 'a namespaced owner of an object without a namespace');
  });

  it('follows types that come later', async () => {
    const names = { kind: 'Gadget', listKind: 'GadgetList', plural: 'gadgets', singular: 'gadget' };
    await client.create(
      crdType,
      { ...widgetCrd, metadata: { name: 'gadgets.test.evenkeel.dev' }, spec: { ...widgetCrd.spec, names } },
      'test',
    );
    await poll('gadgets to be served', async () => (await client.list(gadgetType, {}).catch(() => undefined)) !== undefined);
    const owner = await make(configMapType);
    const child = await make(gadgetType, { owners: [owned(owner)] });
    await client.delete(configMapType, owner.metadata);
    await gone(gadgetType, child);
  });

  it('empties a namespace that is being deleted, and lets it go', async () => {
    const namespace = 'leaving';
    const created = await client.create(namespaceType, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, 'test');
    await make(configMapType, { namespace });
    const held = await make(widgetType, { namespace, finalizers: ['test.evenkeel.dev/held'] });
    await client.delete(namespaceType, created.metadata);
    const conditions = async (): Promise<readonly unknown[]> => {
      const status = (await look(namespaceType, created))?.['status'];
      return ((status as { conditions?: readonly Record<string, unknown>[] } | undefined)?.conditions ?? []).map(
        ({ type, status: is, reason, message }) => [type, is, reason, message],
      );
    };
    await poll('conditions', async () => (await conditions()).length > 0);
    assert.deepEqual(await conditions(), [
      ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
      ['NamespaceDeletionContentFailure', 'False', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
      [
        'NamespaceContentRemaining',
        'True',
        'SomeResourcesRemain',
        'Some resources are remaining: widgets.test.evenkeel.dev has 1 resource instances',
      ],
      [
        'NamespaceFinalizersRemaining',
        'True',
        'SomeFinalizersRemain',
        'Some content in the namespace has finalizers remaining: test.evenkeel.dev/held in 1 resource instances',
      ],
    ]);
    await letGo(widgetType, held);
    await gone(namespaceType, created);
    assert.deepEqual((await client.list(configMapType, { namespace })).items, []);
  });
});
