import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { ownerTagPrefix } from '../../../../src/engine/ownership/owner-tags.ts';
import { ApiError } from '../../../../src/kubernetes/api-error.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, gate, cell, base, path } = fakeKinds;

describe('Deletion', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  async function pair(): Promise<void> {
    harness.apply(net, 'net', { cidr: '10' });
    harness.apply(gate, 'gate', { netIdRef: { name: 'net' } });
    await harness.untilReady(gate, 'gate');
    await harness.untilReady(net, 'net');
  }

  it('waits for the objects that use the resource, names them, and goes on the moment they are gone', async () => {
    await pair();
    harness.apply(cell, 'cell', { netIdSelector: { matchLabels: { a: 'b' } }, block: '1' });
    harness.apply(net, 'net', { cidr: '10' }, { labels: { a: 'b' } });
    await harness.untilReady(cell, 'cell');
    const id = harness.externalName(net, 'net');
    harness.apply(cell, 'by-id', { netId: id, block: '2' });
    await harness.untilReady(cell, 'by-id');
    harness.delete(net, 'net');
    await harness.advance(2_000);
    const blocked = harness.condition(net, 'net', 'DeletionBlocked');
    assert.equal(blocked?.reason, 'InUse');
    assert.match(blocked?.message ?? '', /Cell by-id, Cell cell, Gate gate/);
    const calls = harness.cloud.calls.length;
    await harness.advance(1_000_000);
    assert.equal(harness.cloud.calls.length, calls);
    for (const [kind, name] of [
      [gate, 'gate'],
      [cell, 'cell'],
      [cell, 'by-id'],
    ] as const) {
      assert.ok(harness.object(net, 'net'));
      harness.delete(kind, name);
      await harness.untilGone(kind, name, 5_000);
    }
    await harness.untilGone(net, 'net', 10);
    assert.deepEqual(harness.cloud.all(), []);
  });

  it('waits for users right after a restart, though no pass has looked at them yet', async () => {
    harness.stop();
    harness = new EngineHarness({ concurrency: 1 });
    await pair();
    harness.stop();
    harness.delete(net, 'net');
    harness.restart();
    await harness.advance(60_000);
    assert.equal(harness.condition(net, 'net', 'DeletionBlocked')?.reason, 'InUse');
    assert.deepEqual(
      harness.cloud.calls.filter(({ operation }) => operation === 'DeleteNet'),
      [],
    );
  });

  it('goes on the moment a user no longer points at the resource', async () => {
    harness.apply(net, 'net', { cidr: '10' });
    harness.apply(cell, 'cell', { netIdRef: { name: 'net' }, block: '1' });
    harness.apply(cell, 'spare', { netIdRef: { name: 'net' }, block: '2' });
    harness.apply(base, 'base', { cellIdRefs: [{ name: 'cell' }, { name: 'spare' }], size: 1 });
    await harness.untilReady(base, 'base');
    harness.delete(cell, 'spare');
    await harness.advance(2_000);
    assert.equal(harness.condition(cell, 'spare', 'DeletionBlocked')?.reason, 'InUse');
    harness.apply(base, 'base', { cellIdRefs: [{ name: 'cell' }], size: 1 });
    await harness.untilGone(cell, 'spare', 60_000);
  });

  it('of a whole stack at once, in any order, leaves nothing', async () => {
    await pair();
    harness.apply(cell, 'cell', { netIdRef: { name: 'net' }, block: '1' });
    harness.apply(path, 'path', { gateIdRef: { name: 'gate' }, dest: 'd', targetIdRef: { name: 'cell' } });
    harness.apply(base, 'base', { cellIdRefs: [{ name: 'cell' }], size: 1 });
    await harness.untilReady(path, 'path');
    await harness.untilReady(base, 'base');
    for (const [kind, name] of [
      [net, 'net'],
      [cell, 'cell'],
      [gate, 'gate'],
      [base, 'base'],
      [path, 'path'],
    ] as const)
      harness.delete(kind, name);
    await harness.untilGone(net, 'net', 120_000);
    assert.deepEqual(harness.cloud.all(), []);
  });

  it('of an object that never got so far needs no cloud, and no provider config', async () => {
    harness.cloud.configs.clear();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.advance(60_000);
    harness.delete(net, 'one');
    await harness.untilGone(net, 'one', 10);
  });

  it('of an object whose create call was refused goes at once', async () => {
    harness.cloud.fault = () => ({ how: 'refused', error: new CloudError('denied', 'UnauthorizedOperation', 'you may not') });
    for (const kind of [net, base]) {
      harness.apply(kind, 'one', { cidr: '10', size: 1 });
      await harness.advance(5_000);
      assert.equal(harness.condition(kind, 'one', 'Stalled')?.reason, 'UnauthorizedOperation');
      harness.delete(kind, 'one');
      await harness.untilGone(kind, 'one', 5_000);
    }
  });

  for (const { name, spec } of [
    { name: 'deletionPolicy Orphan', spec: { deletionPolicy: 'Orphan' } },
    { name: 'policies without Delete', spec: { managementPolicies: ['Observe', 'Create', 'Update'] } },
  ]) {
    it(`with ${name} leaves the resource, without our owner tags`, async () => {
      harness.apply(net, 'one', { cidr: '10', tags: { a: 'b' } }, { spec });
      await harness.untilReady(net, 'one');
      harness.delete(net, 'one');
      await harness.untilGone(net, 'one', 5_000);
      const [left] = harness.cloud.all('Net');
      assert.deepEqual(left?.now.tags, { a: 'b' });
      assert.deepEqual(
        harness.cloud.calls.map(({ operation }) => operation),
        ['CreateNet', 'TagNet'],
      );
    });
  }

  it('with policies that only observe makes no call at all', async () => {
    const { id, now } = harness.cloud.make('Net', { cidr: '10' });
    harness.apply(net, 'one', {}, { annotations: { [annotation.externalName]: id }, spec: { managementPolicies: ['Observe'] } });
    await harness.untilReady(net, 'one');
    harness.delete(net, 'one');
    await harness.untilGone(net, 'one', 5_000);
    assert.deepEqual(harness.cloud.find(id)?.now, now);
    assert.deepEqual(harness.cloud.calls, []);
  });

  it('with deletionPolicy Orphan does not depend on a provider config that is gone', async () => {
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    harness.cloud.configs.clear();
    harness.delete(net, 'one');
    await harness.advance(600_000);
    assert.equal(harness.condition(net, 'one', 'Synced')?.reason, 'ProviderConfigNotFound');
    harness.apply(net, 'one', { cidr: '10' }, { spec: { deletionPolicy: 'Orphan' } });
    await harness.untilGone(net, 'one', 5_000);
    assert.equal(harness.cloud.all('Net').length, 1);
  });

  it('with deletionPolicy Orphan does not wait for what was deleted by hand', async () => {
    harness.apply(net, 'one', { cidr: '10' }, { spec: { deletionPolicy: 'Orphan' } });
    await harness.untilReady(net, 'one');
    harness.stop();
    harness.cloud.destroy(harness.externalName(net, 'one') ?? '');
    harness.delete(net, 'one');
    harness.restart();
    await harness.untilGone(net, 'one', 5_000);
  });

  it('may become Orphan while it is under way', async () => {
    await pair();
    harness.delete(net, 'net');
    await harness.advance(1_000);
    assert.ok(harness.object(net, 'net'));
    harness.apply(net, 'net', { cidr: '10' }, { spec: { deletionPolicy: 'Orphan' } });
    await harness.untilGone(net, 'net', 5_000);
    assert.equal(harness.cloud.all('Net').length, 1);
    assert.equal(harness.isReady(gate, 'gate'), true);
  });

  for (const { name, annotations, reason } of [
    { name: 'a protected object', annotations: { [annotation.protect]: 'true' }, reason: 'Protected' },
    { name: 'a paused object', annotations: { [annotation.paused]: 'true' }, reason: 'Paused' },
  ]) {
    it(`of ${name} is blocked until the annotation goes`, async () => {
      harness.apply(net, 'one', { cidr: '10' });
      await harness.untilReady(net, 'one');
      harness.annotate(net, 'one', annotations);
      harness.delete(net, 'one');
      await harness.advance(600_000);
      assert.equal(harness.condition(net, 'one', 'DeletionBlocked')?.reason, reason);
      assert.equal(harness.cloud.all('Net').length, 1);
      harness.annotate(net, 'one', Object.fromEntries(Object.keys(annotations).map((key) => [key, undefined])));
      await harness.untilGone(net, 'one', 5_000);
      assert.deepEqual(harness.cloud.all('Net'), []);
    });
  }

  it('deletes nothing while the CRD is on its way out', async () => {
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    harness.crdsTerminating.add('Net.fake.evenkeel.dev');
    harness.delete(net, 'one');
    await harness.untilGone(net, 'one', 5_000);
    const [left] = harness.cloud.all('Net');
    assert.ok(Object.keys(left?.now.tags ?? {}).some((key) => key.startsWith(ownerTagPrefix)));
    assert.deepEqual(
      harness.cloud.calls.map(({ operation }) => operation),
      ['CreateNet'],
    );
  });

  it('waits until a slow resource is really gone, and asks for it once', async () => {
    harness.apply(base, 'one', { size: 1 });
    await harness.untilReady(base, 'one');
    harness.delete(base, 'one');
    await harness.advance(10_000);
    assert.equal(harness.condition(base, 'one', 'Ready')?.reason, 'Deleting');
    assert.ok(harness.object(base, 'one'));
    await harness.untilGone(base, 'one', 60_000);
    assert.equal(harness.cloud.calls.filter(({ operation }) => operation === 'DeleteBase').length, 1);
  });

  it('of something that others hold in the cloud is tried again, and says why', async () => {
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    const user = harness.cloud.make('Gate', { netId: harness.externalName(net, 'one') });
    harness.delete(net, 'one');
    await harness.advance(30_000);
    assert.equal(harness.condition(net, 'one', 'Synced')?.reason, 'DependencyViolation');
    harness.cloud.destroy(user.id);
    await harness.untilGone(net, 'one', 400_000);
  });

  it('waits for nobody who went while it was being said that they are there', async () => {
    harness.apply(net, 'net', { cidr: '10' });
    await harness.untilReady(net, 'net');
    harness.apply(gate, 'gate', { netId: harness.externalName(net, 'net') });
    await harness.untilReady(gate, 'gate');
    harness.watchDelays.set('Net', 1_000);
    harness.delete(net, 'net');
    let deleted = false;
    harness.api.intercept(async (call, phase) => {
      if (deleted || call.key !== 'team/net' || call.subresource !== 'status' || phase !== 'after') return;
      deleted = true;
      harness.api.edit(
        { group: 'fake.evenkeel.dev', version: 'v1beta1', kind: 'Gate', plural: 'gates', namespaced: true },
        'team/gate',
        (draft) => {
          (draft['metadata'] as Record<string, unknown>)['finalizers'] = [];
        },
      );
      harness.cloud.destroy(harness.cloud.all('Gate')[0]?.id ?? '');
      harness.delete(gate, 'gate');
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    });
    await harness.untilGone(net, 'net', 60_000);
    assert.equal(deleted, true);
  });
});

describe('A conflict', () => {
  it('reads the object again instead of trying in a tight loop, also when watches are silent', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    const stop = harness.api.intercept((call, phase) => {
      if (call.verb === 'patch' && phase === 'before' && call.key === 'team/one')
        throw new ApiError(409, 'Conflict', 'the object has been modified');
    });
    await harness.advance(60_000);
    assert.ok(harness.api.writes.length < 100, `${harness.api.writes.length} writes`);
    stop();
    await harness.untilReady(net, 'one', 60_000);
    harness.stop();
  });
});
