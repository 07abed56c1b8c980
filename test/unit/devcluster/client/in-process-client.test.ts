import assert from 'node:assert/strict';
import { createInProcessClient } from '../../../../src/devcluster/client/in-process-client.ts';
import { createStandardDevApi } from '../../../../src/devcluster/create-standard-dev-api.ts';
import type { KubernetesClient } from '../../../../src/kubernetes/client.ts';
import { crdType, namespaceType, widget, widgetCrd, widgetType } from '../../../integration/kubernetes/widget.ts';
import { itConforms } from '../../../support/client-conformance.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

describe('in-process client', () => {
  let client: KubernetesClient;

  beforeEach(async () => {
    client = createInProcessClient(await createStandardDevApi({ clock: new FakeClock(), random: seededRandom() }));
    await client.create(crdType, widgetCrd, 'test');
    await client.create(namespaceType, { metadata: { name: 'test' } }, 'test');
  });

  itConforms(() => ({ client, type: widgetType, namespace: 'test' }));

  it('refuses fields that the schema does not know', async () => {
    const strange = { ...widget('test', 'a'), spec: { size: 1, weight: 2 } };
    await assert.rejects(client.create(widgetType, strange, 'test'), {
      name: 'ApiError',
      code: 400,
      message: /unknown field "spec.weight"/u,
    });
  });

  it('hands out frozen objects without managedFields, and keeps copies of what it is given', async () => {
    const given = widget('test', 'a') as { spec: { size: number } };
    const created = await client.create(widgetType, given, 'test');
    given.spec.size = 7;
    const read = await client.get(widgetType, { namespace: 'test', name: 'a' });
    assert.equal(read, created);
    assert.deepEqual([read['spec'], 'managedFields' in read.metadata, Object.isFrozen(read['spec'])], [{ size: 1 }, false, true]);
  });

  it('knows types as soon as they are served, and no others', async () => {
    const gadgetType = { ...widgetType, kind: 'Gadget', plural: 'gadgets' };
    await assert.rejects(client.list(gadgetType, {}), { name: 'ApiError', code: 404 });
    const names = { kind: 'Gadget', plural: 'gadgets', singular: 'gadget', listKind: 'GadgetList' };
    await client.create(
      crdType,
      { ...widgetCrd, metadata: { name: 'gadgets.test.evenkeel.dev' }, spec: { ...widgetCrd.spec, names } },
      'test',
    );
    assert.deepEqual((await client.list(gadgetType, {})).items, []);
  });

  it('honours signals', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    await assert.rejects(client.get(widgetType, { namespace: 'test', name: 'a' }, stop), /enough/u);
    for await (const event of client.watch(widgetType, { resourceVersion: '0', signal: stop })) assert.fail(event.type);
  });
});
