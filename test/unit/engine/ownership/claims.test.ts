import assert from 'node:assert/strict';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, path, gate, grant } = fakeKinds;

describe('Two objects that claim one resource', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  it('by external name: the older has it, the other is Stalled and changes nothing, until the older is gone', async () => {
    const { id } = harness.cloud.make('Net', { cidr: '10' });
    const annotations = { [annotation.externalName]: id };
    harness.apply(net, 'older', { cidr: '10', mode: 'a' }, { annotations, spec: { deletionPolicy: 'Orphan' } });
    await harness.advance(2_000);
    harness.apply(net, 'younger', { cidr: '10', mode: 'b' }, { annotations });
    await harness.advance(5_000);
    assert.equal(harness.isReady(net, 'older'), true);
    assert.equal(harness.condition(net, 'younger', 'Stalled')?.reason, 'ManagementConflict');
    assert.match(harness.condition(net, 'younger', 'Stalled')?.message ?? '', /claimed by Net older/);
    assert.equal(harness.present(net, 'younger').metadata.finalizers, undefined);
    harness.restart();
    await harness.advance(1_300_000);
    assert.equal(harness.isReady(net, 'older'), true);
    assert.equal(harness.condition(net, 'younger', 'Stalled')?.reason, 'ManagementConflict');
    assert.equal(harness.cloud.find(id)?.now.fields['mode'], 'a');
    harness.delete(net, 'older');
    await harness.untilGone(net, 'older');
    await harness.untilReady(net, 'younger', 130_000);
    assert.equal(harness.cloud.find(id)?.now.fields['mode'], 'b');
  });

  for (const kind of [net, path]) {
    it(`what a ${kind.schema.kind} has, an older one that names it does not take from it`, async () => {
      const fields = kind === net ? { cidr: '10' } : { gateId: inCloud('Gate'), dest: 'd' };
      harness.apply(kind, 'older', kind === net ? fields : { ...fields, dest: 'e' }, {
        annotations: { [annotation.paused]: 'true', [annotation.externalName]: 'another' },
      });
      await harness.advance(2_000);
      harness.apply(kind, 'owner', fields);
      await harness.untilReady(kind, 'owner', 130_000);
      const name = harness.present(kind, 'owner').metadata.annotations?.[annotation.externalName] ?? '';
      harness.annotate(kind, 'older', { [annotation.externalName]: name, [annotation.paused]: undefined });
      await harness.advance(60_000);
      harness.annotate(kind, 'owner', { [annotation.reconcileRequestedAt]: 'now' });
      await harness.advance(60_000);
      assert.equal(harness.isReady(kind, 'owner'), true);
      assert.equal(harness.condition(kind, 'older', 'Stalled')?.reason, 'ManagementConflict');
    });
  }

  const rivals = [
    { kind: path, made: (): object => ({ gateId: inCloud('Gate'), dest: 'd' }), count: 1 },
    { kind: grant, made: (): object => ({ netId: inCloud('Net'), ports: ['1'] }), count: 1 },
  ];
  for (const { kind, made, count } of rivals) {
    it(`by what a ${kind.schema.kind} wants: an established one keeps it from an older one, across a restart too`, async () => {
      harness.apply(kind, 'older', made(), { annotations: { [annotation.paused]: 'true' } });
      await harness.advance(2_000);
      harness.apply(kind, 'established', made());
      await harness.advance(60_000);
      // The older one has claimed it first, though it may not make it yet.
      assert.equal(harness.condition(kind, 'established', 'Stalled')?.reason, 'ManagementConflict');
      harness.delete(kind, 'older');
      await harness.untilReady(kind, 'established', 5_000);
      harness.apply(kind, 'younger', made());
      await harness.advance(5_000);
      for (let round = 0; round < 3; round += 1) {
        assert.equal(harness.condition(kind, 'younger', 'Stalled')?.reason, 'ManagementConflict');
        assert.equal(harness.present(kind, 'younger').metadata.finalizers, undefined);
        harness.restart();
        await harness.advance(60_000);
      }
      assert.equal(harness.cloud.all(kind.schema.kind).length, count);
      harness.delete(kind, 'established');
      await harness.untilGone(kind, 'established');
      await harness.untilReady(kind, 'younger', 30_000);
      assert.equal(harness.cloud.all(kind.schema.kind).length, count);
    });
  }

  function inCloud(type: string): string {
    const known = harness.cloud.all(type)[0]?.id;
    if (known !== undefined) return known;
    return type === 'Net' ? harness.cloud.make('Net', { cidr: '0' }).id : harness.cloud.make(type, { netId: inCloud('Net') }).id;
  }
});

describe('An object that claims what another one has', () => {
  it('goes when it is deleted, and deletes nothing', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'owner', { cidr: '10' });
    harness.apply(net, 'other', { cidr: '10' });
    await harness.untilReady(net, 'owner');
    await harness.untilReady(net, 'other');
    await harness.advance(345_000);
    harness.cloud.destroy(harness.externalName(net, 'other') ?? '');
    harness.annotate(net, 'other', { [annotation.externalName]: harness.externalName(net, 'owner') });
    await harness.advance(130_000);
    assert.equal(harness.condition(net, 'other', 'Stalled')?.reason, 'ManagementConflict');
    assert.equal(harness.isReady(net, 'owner'), true);
    harness.delete(net, 'other');
    await harness.untilGone(net, 'other', 5_000);
    assert.equal(harness.cloud.all('Net').length, 1);
    assert.equal(harness.isReady(net, 'owner'), true);
    harness.stop();
  });
});

describe('An object that names what another one has, and that nothing can tag', () => {
  it('goes when it is deleted, and deletes nothing', async () => {
    const harness = new EngineHarness();
    const table = harness.cloud.make('Gate', { netId: harness.cloud.make('Net', { cidr: '0' }).id }).id;
    harness.apply(path, 'owner', { gateId: table, dest: 'a' });
    harness.apply(path, 'other', { gateId: table, dest: 'b' });
    await harness.untilReady(path, 'owner');
    await harness.untilReady(path, 'other');
    harness.annotate(path, 'other', { [annotation.externalName]: `${table}_a` });
    await harness.advance(5_000);
    assert.equal(harness.condition(path, 'other', 'Stalled')?.reason, 'ManagementConflict');
    harness.delete(path, 'other');
    await harness.untilGone(path, 'other', 5_000);
    await harness.advance(600_000);
    assert.deepEqual(
      harness.cloud.calls.filter(({ operation }) => operation === 'DeletePath'),
      [],
    );
    assert.equal(harness.isReady(path, 'owner'), true);
    harness.stop();
  });
});

describe('An object that wants what another one has', () => {
  it('takes its own resource with it when it is deleted', async () => {
    const harness = new EngineHarness();
    const parent = harness.cloud.make('Net', { cidr: '0' }).id;
    harness.apply(grant, 'owner', { netId: parent, ports: ['1'] });
    harness.apply(grant, 'other', { netId: parent, ports: ['2'] });
    await harness.untilReady(grant, 'owner');
    await harness.untilReady(grant, 'other');
    await harness.advance(345_000);
    harness.apply(grant, 'other', { netId: parent, ports: ['1', '2'] });
    await harness.advance(5_000);
    assert.equal(harness.condition(grant, 'other', 'Stalled')?.reason, 'ManagementConflict');
    harness.delete(grant, 'other');
    await harness.untilGone(grant, 'other', 60_000);
    assert.deepEqual(
      harness.cloud.all('Grant').map(({ now }) => now.fields['port']),
      ['1'],
    );
    harness.stop();
  });
});

describe('An object that is pinned', () => {
  let harness: EngineHarness;

  beforeEach(async () => {
    harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
  });

  afterEach(() => harness.stop());

  it("to its account is Stalled AccountMismatch when the credentials are another account's: nothing read, changed or deleted", async () => {
    harness.cloud.configs.set('default', { account: '222222222222' });
    harness.process.controller.configChanged({ kind: 'ClusterProviderConfig', name: 'default' }, undefined);
    await harness.clock.settle();
    const calls = harness.cloud.calls.length;
    harness.apply(net, 'one', { cidr: '10', mode: 'b' });
    await harness.advance(5_000);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'AccountMismatch');
    harness.delete(net, 'one');
    await harness.advance(600_000);
    assert.equal(harness.cloud.calls.length, calls);
    assert.ok(harness.object(net, 'one'));
    harness.cloud.configs.set('default', { account: '111111111111' });
    harness.process.controller.configChanged({ kind: 'ClusterProviderConfig', name: 'default' }, undefined);
    await harness.untilGone(net, 'one', 60_000);
    assert.deepEqual(harness.cloud.all('Net'), []);
  });

  it('to its resource is Stalled ExternalNameChanged while that lives', async () => {
    const id = harness.externalName(net, 'one') ?? '';
    const other = harness.cloud.make('Net', { cidr: '10' });
    harness.annotate(net, 'one', { [annotation.externalName]: other.id });
    await harness.advance(70_000);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ExternalNameChanged');
    assert.deepEqual(other.now.tags, {});
    harness.restart();
    await harness.advance(70_000);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ExternalNameChanged');
    assert.deepEqual(other.now.tags, {});
    harness.annotate(net, 'one', { [annotation.externalName]: id });
    await harness.untilReady(net, 'one');
  });
});

describe('A gate', () => {
  it('whose config does not exist is Stalled, and made once it does', async () => {
    const harness = new EngineHarness();
    harness.cloud.configs.clear();
    const parent = harness.cloud.make('Net', { cidr: '0' });
    harness.apply(gate, 'one', { netId: parent.id });
    await harness.advance(5_000);
    assert.equal(harness.condition(gate, 'one', 'Stalled')?.reason, 'ProviderConfigNotFound');
    harness.cloud.configs.set('default', { account: '111111111111' });
    harness.process.controller.configChanged({ kind: 'ClusterProviderConfig', name: 'default' }, undefined);
    await harness.untilReady(gate, 'one', 5_000);
    harness.stop();
  });
});
