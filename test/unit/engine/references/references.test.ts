import assert from 'node:assert/strict';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, gate, cell, base, path } = fakeKinds;

describe('References', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  function cellsOf(name: string): readonly unknown[] {
    return (harness.cloud.find(name)?.now.fields['cellIds'] ?? []) as readonly unknown[];
  }

  function netOf(name: string): unknown {
    return harness.cloud.find(harness.externalName(cell, name) ?? '')?.now.fields['netId'];
  }

  it('by a selector that matches several take the first by name, say so, and keep to it when others come', async () => {
    for (const name of ['b', 'c']) harness.apply(net, name, { cidr: '10' }, { labels: { stack: 'one' } });
    harness.apply(net, 'a', { cidr: '10' }, { labels: { stack: 'two' } });
    for (const name of ['a', 'b', 'c']) await harness.untilReady(net, name);
    harness.apply(cell, 'cell', { netIdSelector: { matchLabels: { stack: 'one' } }, block: '1' });
    await harness.untilReady(cell, 'cell');
    assert.equal(netOf('cell'), harness.externalName(net, 'b'));
    assert.match(harness.condition(cell, 'cell', 'ReferencesResolved')?.message ?? '', /matches 2 objects of kind Net; .*b, is taken/);
    harness.apply(net, 'a', { cidr: '10' }, { labels: { stack: 'one' } });
    harness.annotate(cell, 'cell', { note: 'x' });
    await harness.advance(10_000);
    assert.equal(netOf('cell'), harness.externalName(net, 'b'));
    assert.equal(harness.isReady(cell, 'cell'), true);
    harness.restart();
    await harness.advance(10_000);
    assert.equal(harness.isReady(cell, 'cell'), true);
  });

  it('by a selector wait until something matches, and follow a label', async () => {
    harness.apply(net, 'net', { cidr: '10' });
    await harness.untilReady(net, 'net');
    harness.apply(cell, 'cell', { netIdSelector: { matchLabels: { stack: 'one' } }, block: '1' });
    await harness.advance(10_000);
    assert.match(harness.condition(cell, 'cell', 'ReferencesResolved')?.message ?? '', /no Net in namespace team matches the selector/);
    const before = harness.clock.now();
    harness.cloud.latencyMs = 0;
    harness.apply(net, 'net', { cidr: '10' }, { labels: { stack: 'one' } });
    await harness.clock.settle(8);
    assert.equal(harness.clock.now(), before);
    assert.equal(netOf('cell'), harness.externalName(net, 'net'));
  });

  it('with matchControllerRef take what the same controller owns', async () => {
    const owner = (uid: string): object => ({ apiVersion: 'x/v1', kind: 'Stack', name: uid, uid, controller: true });
    harness.apply(net, 'a', { cidr: '10' }, { ownerReferences: [owner('theirs')] });
    harness.apply(net, 'b', { cidr: '10' }, { ownerReferences: [owner('ours')] });
    harness.apply(cell, 'cell', { netIdSelector: { matchControllerRef: true }, block: '1' }, { ownerReferences: [owner('ours')] });
    harness.apply(cell, 'alone', { netIdSelector: { matchControllerRef: true }, block: '2' });
    await harness.untilReady(cell, 'cell');
    assert.equal(netOf('cell'), harness.externalName(net, 'b'));
    await harness.advance(10_000);
    assert.equal(harness.condition(cell, 'alone', 'Reconciling')?.reason, 'WaitingForReference');
  });

  it('with matchControllerRef are woken when an object gets that controller', async () => {
    const owner = { apiVersion: 'x/v1', kind: 'Stack', name: 'ours', uid: 'ours', controller: true };
    harness.apply(net, 'net', { cidr: '10' });
    harness.apply(cell, 'cell', { netIdSelector: { matchControllerRef: true }, block: '1' }, { ownerReferences: [owner] });
    await harness.untilReady(net, 'net');
    await harness.advance(10_000);
    harness.apply(net, 'net', { cidr: '10' }, { ownerReferences: [owner] });
    await harness.untilReady(cell, 'cell', 10_000);
    assert.equal(netOf('cell'), harness.externalName(net, 'net'));
  });

  it('to a kind that this controller does not run say so', async () => {
    harness.stop();
    harness = new EngineHarness({ kinds: [cell] });
    harness.apply(cell, 'by-name', { netIdRef: { name: 'net' }, block: '1' });
    harness.apply(cell, 'by-selector', { netIdSelector: { matchLabels: { stack: 'one' } }, block: '2' });
    await harness.advance(10_000);
    const message = 'this controller does not run kind Net';
    assert.equal(harness.condition(cell, 'by-name', 'Reconciling')?.message, `forProvider.netIdRef: ${message}`);
    assert.equal(harness.condition(cell, 'by-selector', 'Reconciling')?.message, `forProvider.netIdSelector: ${message}`);
  });

  it('never reach another namespace, by name or by selector', async () => {
    harness.apply(net, 'net', { cidr: '10' }, { namespace: 'rivals', labels: { stack: 'one' } });
    harness.apply(cell, 'by-name', { netIdRef: { name: 'net', namespace: 'rivals' }, block: '1' });
    harness.apply(cell, 'by-selector', { netIdSelector: { matchLabels: { stack: 'one' } }, block: '2' });
    await harness.advance(60_000);
    assert.equal(harness.object(net, 'net', 'rivals')?.metadata.annotations?.[annotation.account], '111111111111');
    assert.deepEqual(harness.cloud.all('Cell'), []);
    for (const name of ['by-name', 'by-selector']) assert.equal(harness.condition(cell, name, 'Ready')?.status, 'False');
  });

  it('of a list take all, by names and by selector, sorted and each once', async () => {
    harness.apply(net, 'net', { cidr: '10' });
    for (const [index, name] of ['b', 'a', 'c'].entries())
      harness.apply(cell, name, { netIdRef: { name: 'net' }, block: String(index) }, { labels: name === 'c' ? {} : { in: 'yes' } });
    harness.apply(base, 'by-names', { cellIdRefs: [{ name: 'b' }, { name: 'a' }, { name: 'a' }], size: 1 });
    harness.apply(base, 'by-selector', { cellIdSelector: { matchLabels: { in: 'yes' } }, size: 1 });
    await harness.untilReady(base, 'by-names');
    await harness.untilReady(base, 'by-selector');
    const wanted = ['a', 'b'].map((name) => harness.externalName(cell, name)).toSorted();
    for (const name of ['by-names', 'by-selector']) assert.deepEqual(harness.cloud.find(name)?.now.fields['cellIds'], wanted);
    harness.apply(cell, 'c', { netIdRef: { name: 'net' }, block: '2' }, { labels: { in: 'yes' } });
    await harness.advance(10_000);
    assert.equal(cellsOf('by-selector').length, 3);
  });

  it('that are optional wait for nobody, each for itself', async () => {
    harness.apply(net, 'net', { cidr: '10' });
    harness.apply(cell, 'a', { netIdRef: { name: 'net' }, block: '1' });
    harness.apply(base, 'one', { cellIdRefs: [{ name: 'a' }, { name: 'nobody', policy: { resolution: 'Optional' } }], size: 1 });
    await harness.untilReady(base, 'one');
    assert.deepEqual(harness.cloud.find('one')?.now.fields['cellIds'], [harness.externalName(cell, 'a')]);
    harness.apply(cell, 'nobody', { netIdRef: { name: 'net' }, block: '2' });
    await harness.advance(10_000);
    assert.equal(cellsOf('one').length, 2);
  });

  it('beside a value leave it alone, unless they are always resolved', async () => {
    const given = harness.cloud.make('Net', { cidr: '0' }).id;
    harness.apply(net, 'net', { cidr: '10' });
    harness.apply(cell, 'kept', { netId: given, netIdRef: { name: 'net' }, block: '1' });
    harness.apply(cell, 'always', { netId: given, netIdRef: { name: 'net', policy: { resolve: 'Always' } }, block: '2' });
    await harness.untilReady(cell, 'kept');
    await harness.untilReady(cell, 'always');
    assert.equal(netOf('kept'), given);
    assert.equal(netOf('always'), harness.externalName(net, 'net'));
  });

  it('wait for the status member that they name', async () => {
    const parent = harness.cloud.make('Net', { cidr: '0' }).id;
    const target = harness.cloud.make('Cell', { netId: parent, block: '0' }).id;
    harness.apply(gate, 'gate', { netId: parent });
    // It has a name and an account, as from a backup, and no status, since its spec is not valid.
    harness.apply(cell, 'cell', {}, { annotations: { [annotation.externalName]: target, [annotation.account]: '111111111111' } });
    harness.apply(path, 'path', { gateIdRef: { name: 'gate' }, dest: 'd', targetIdRef: { name: 'cell' } });
    await harness.advance(30_000);
    assert.equal(harness.condition(path, 'path', 'Reconciling')?.message, 'forProvider.targetIdRef: Cell cell has no netId yet');
    harness.apply(cell, 'cell', {}, { spec: { managementPolicies: ['Observe'] } });
    await harness.untilReady(path, 'path', 5_000);
    assert.equal(harness.cloud.all('Path')[0]?.now.fields['targetId'], target);
  });

  it('hold from the moment when the target is seen, whether it is Ready or not', async () => {
    harness.apply(net, 'net', { cidr: '10' });
    await harness.untilReady(net, 'net');
    harness.apply(cell, 'cell', { netIdRef: { name: 'net' }, block: '1' });
    await harness.untilReady(cell, 'cell');
    harness.apply(net, 'net', { cidr: '11' });
    await harness.advance(5_000);
    assert.equal(harness.isReady(net, 'net'), false);
    harness.apply(cell, 'second', { netIdRef: { name: 'net' }, block: '2' });
    await harness.untilReady(cell, 'second', 5_000);
    assert.equal(harness.isReady(cell, 'cell'), true);
  });

  it('keep what they came to when their target is gone, but not for a spec that changed', async () => {
    harness.apply(net, 'net', { cidr: '10' }, { spec: { deletionPolicy: 'Orphan' } });
    harness.apply(cell, 'cell', { netIdRef: { name: 'net' }, block: '1' });
    await harness.untilReady(cell, 'cell');
    harness.delete(net, 'net');
    await harness.untilGone(net, 'net', 5_000);
    await harness.advance(600_000);
    assert.equal(harness.isReady(cell, 'cell'), true);
    harness.restart();
    await harness.advance(600_000);
    assert.equal(harness.isReady(cell, 'cell'), true);
    harness.apply(cell, 'cell', { netIdRef: { name: 'nobody' }, block: '1' });
    await harness.advance(5_000);
    assert.equal(harness.condition(cell, 'cell', 'Reconciling')?.reason, 'WaitingForReference');
  });

  it('to what is made anew are woken by the new one', async () => {
    harness.apply(gate, 'gate', { netIdRef: { name: 'net' } });
    harness.apply(net, 'net', { cidr: '10' });
    harness.delete(net, 'net');
    harness.apply(net, 'net', { cidr: '11' });
    await harness.untilReady(gate, 'gate');
    assert.equal(harness.cloud.find(harness.externalName(gate, 'gate') ?? '')?.now.fields['netId'], harness.externalName(net, 'net'));
  });
});
