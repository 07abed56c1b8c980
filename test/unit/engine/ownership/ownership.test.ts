import assert from 'node:assert/strict';
import type { Owner } from '../../../../src/engine/observation.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { ownerTagKeys, ownerTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, cell, base, path } = fakeKinds;
const another: Owner = {
  controlPlane: 'cp',
  kind: 'Net.fake.evenkeel.dev',
  namespace: 'team',
  name: 'other',
  uid: 'uid-other',
  attempt: 1,
};

describe('A resource that carries owner tags', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  const foreign: readonly { readonly name: string; readonly owner: Owner; readonly told: RegExp; readonly secret?: RegExp }[] = [
    { name: 'of another object of the namespace', owner: another, told: /is managed by Net other/ },
    {
      name: 'of an object of another namespace',
      owner: { ...another, namespace: 'rivals' },
      told: /an object in another namespace/,
      secret: /rivals|other\b(?! namespace)/,
    },
    {
      name: 'of another control plane',
      owner: { ...another, controlPlane: 'cp-2', name: 'one' },
      told: /another control plane/,
      secret: /cp-2/,
    },
  ];
  for (const { name, owner, told, secret } of foreign) {
    it(`${name} is never taken over, changed or deleted`, async () => {
      const { id, now } = harness.cloud.make('Net', { cidr: '10' }, { tags: ownerTags(owner) });
      harness.apply(net, 'one', { cidr: '10', mode: 'b', tags: { a: 'b' } }, { annotations: { [annotation.externalName]: id } });
      await harness.advance(700_000);
      assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ManagementConflict');
      const message = harness.condition(net, 'one', 'Stalled')?.message ?? '';
      assert.match(message, told);
      if (secret !== undefined) assert.doesNotMatch(JSON.stringify(harness.status(net, 'one')), secret);
      assert.deepEqual(harness.status(net, 'one')['atProvider'], {});
      harness.delete(net, 'one');
      await harness.untilGone(net, 'one');
      assert.equal(harness.cloud.calls.length, 0);
      assert.deepEqual(harness.cloud.find(id)?.now, now);
    });
  }

  it('is taken over once its owner has let it go', async () => {
    harness.apply(net, 'owner', { cidr: '10' }, { spec: { deletionPolicy: 'Orphan' } });
    await harness.untilReady(net, 'owner');
    const id = harness.externalName(net, 'owner') ?? '';
    harness.apply(net, 'heir', { cidr: '10' }, { annotations: { [annotation.externalName]: id } });
    await harness.advance(5_000);
    assert.equal(harness.condition(net, 'heir', 'Stalled')?.reason, 'ManagementConflict');
    harness.delete(net, 'owner');
    await harness.untilGone(net, 'owner');
    assert.equal(harness.cloud.find(id)?.now.tags[ownerTagKeys.uid], undefined);
    await harness.untilReady(net, 'heir', 700_000);
    assert.equal(harness.cloud.find(id)?.now.tags[ownerTagKeys.name], 'heir');
    assert.equal(harness.cloud.all('Net').length, 1);
  });

  it('of our identity and a former uid is adopted: the cluster was rebuilt', async () => {
    const old: Owner = { ...another, name: 'one', uid: 'uid-before', attempt: 3 };
    const { id } = harness.cloud.make('Net', { cidr: '10' }, { tags: ownerTags(old) });
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    const made = harness.cloud.all('Net');
    assert.deepEqual(
      made.map((one) => one.id),
      [id],
    );
    assert.equal(made[0]?.now.tags[ownerTagKeys.uid], harness.present(net, 'one').metadata.uid);
    assert.equal(made[0]?.now.tags[ownerTagKeys.attempt], '3');
    assert.equal(harness.cloud.calls.filter(({ operation }) => operation.startsWith('Create')).length, 0);
  });

  it('of our identity that is still going is waited for, then made anew', async () => {
    harness.apply(base, 'one', { size: 1 });
    await harness.untilReady(base, 'one');
    harness.delete(base, 'one');
    await harness.advance(3_000);
    harness.api.edit(
      { group: 'fake.evenkeel.dev', version: 'v1beta1', kind: 'Base', plural: 'bases', namespaced: true },
      'team/one',
      (draft) => {
        (draft['metadata'] as Record<string, unknown>)['finalizers'] = [];
      },
    );
    harness.apply(base, 'one', { size: 2 });
    await harness.advance(3_000);
    assert.equal(harness.condition(base, 'one', 'Reconciling')?.reason, 'Deleting');
    await harness.untilReady(base, 'one');
    assert.equal(harness.cloud.find('one')?.now.fields['size'], 2);
  });

  it('of an object that is gone, on its way out itself, is waited for', async () => {
    const going = harness.cloud.make('Base', { size: 9 }, { name: 'one', tags: ownerTags({ ...another, kind: 'Base.fake.evenkeel.dev' }) });
    going.goneAt = harness.clock.now() + 60_000;
    harness.apply(base, 'one', { size: 1 });
    await harness.advance(5_000);
    assert.equal(harness.condition(base, 'one', 'Reconciling')?.reason, 'Deleting');
    await harness.untilReady(base, 'one');
    assert.equal(harness.cloud.find('one')?.now.tags[ownerTagKeys.name], 'one');
  });

  it('is one of two of ours: an empty duplicate goes', async () => {
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    const [kept] = harness.cloud.all('Net');
    harness.cloud.make('Net', { cidr: '10' }, { tags: { ...kept?.now.tags } });
    await harness.advance(130_000);
    assert.deepEqual(
      harness.cloud.all('Net').map(({ id }) => id),
      [kept?.id],
    );
    assert.equal(harness.isReady(net, 'one'), true);
    assert.equal(harness.condition(net, 'one', 'UpToDate'), undefined);
  });

  it('is one of two of ours: a duplicate that is used is named, and the object goes on with the one that it knows', async () => {
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    const [kept] = harness.cloud.all('Net');
    const twin = harness.cloud.make('Net', { cidr: '10' }, { tags: { ...kept?.now.tags } });
    harness.cloud.make('Gate', { netId: twin.id });
    await harness.advance(130_000);
    assert.equal(harness.externalName(net, 'one'), kept?.id);
    assert.match(harness.condition(net, 'one', 'UpToDate')?.message ?? '', new RegExp(twin.id, 'u'));
    assert.equal(harness.condition(net, 'one', 'UpToDate')?.reason, 'DuplicateOwned');
    assert.equal(harness.isReady(net, 'one'), true);
  });
});

describe('A resource without owner tags', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  it('is adopted by external name, by ARN as well, and the name that the user wrote stays', async () => {
    const first = harness.cloud.make('Net', { cidr: '10' });
    const second = harness.cloud.make('Net', { cidr: '11' });
    const arn = `arn:fake:Net/${second.id}`;
    harness.apply(net, 'one', { cidr: '10', mode: 'b' }, { annotations: { [annotation.externalName]: first.id } });
    harness.apply(net, 'two', { cidr: '11', mode: 'b' }, { annotations: { [annotation.externalName]: arn } });
    await harness.untilReady(net, 'one');
    await harness.untilReady(net, 'two');
    assert.equal(first.now.fields['mode'], 'b');
    assert.equal(second.now.tags[ownerTagKeys.name], 'two');
    await harness.advance(3_600_000);
    assert.equal(harness.externalName(net, 'two'), arn);
    assert.equal(harness.isReady(net, 'two'), true);
    harness.restart();
    await harness.advance(3_600_000);
    assert.equal(harness.isReady(net, 'two'), true);
    assert.equal(harness.cloud.all('Net').length, 2);
  });

  it('keeps the form of a name that the cloud writes otherwise', async () => {
    harness.cloud.make('Base', { size: 1 }, { name: 'shop' });
    harness.apply(base, 'one', { size: 1 }, { annotations: { [annotation.externalName]: 'Shop' } });
    await harness.untilReady(base, 'one');
    assert.equal(harness.externalName(base, 'one'), 'Shop');
    await harness.advance(3_600_000);
    assert.equal(harness.isReady(base, 'one'), true);
    harness.apply(base, 'two', { size: 1 }, { annotations: { [annotation.externalName]: 'Depot' } });
    await harness.untilReady(base, 'two');
    assert.equal(harness.externalName(base, 'two'), 'Depot');
    assert.equal(harness.cloud.find('depot')?.type, 'Base');
  });

  it('of our natural key is not ours: Stalled AlreadyExists, until the user names it', async () => {
    const parent = harness.cloud.make('Net', { cidr: '0' });
    const { id } = harness.cloud.make('Cell', { netId: parent.id, block: '1' });
    harness.apply(cell, 'one', { netId: parent.id, block: '1' });
    await harness.advance(5_000);
    assert.equal(harness.condition(cell, 'one', 'Stalled')?.reason, 'AlreadyExists');
    assert.match(harness.condition(cell, 'one', 'Stalled')?.message ?? '', new RegExp(`external-name to ${id}`, 'u'));
    harness.annotate(cell, 'one', { [annotation.externalName]: id });
    await harness.untilReady(cell, 'one');
    assert.equal(harness.cloud.find(id)?.now.tags[ownerTagKeys.name], 'one');
  });

  it('of our name is not ours: Stalled AlreadyExists, until the user names it', async () => {
    harness.cloud.make('Base', { size: 9 }, { name: 'one' });
    harness.apply(base, 'one', { size: 1 });
    await harness.advance(5_000);
    assert.equal(harness.condition(base, 'one', 'Stalled')?.reason, 'AlreadyExists');
    assert.equal(harness.cloud.find('one')?.now.fields['size'], 9);
    harness.annotate(base, 'one', { [annotation.externalName]: 'one' });
    await harness.untilReady(base, 'one');
    assert.equal(harness.cloud.find('one')?.now.fields['size'], 1);
  });

  it('that nothing can tag is not ours unless named, and an object that goes leaves it alone', async () => {
    const parent = harness.cloud.make('Net', { cidr: '0' });
    const table = harness.cloud.make('Gate', { netId: parent.id });
    const target = harness.cloud.make('Cell', { netId: parent.id, block: '0' });
    harness.cloud.make('Path', { gateId: table.id, dest: 'd', targetId: target.id });
    harness.apply(path, 'one', { gateId: table.id, dest: 'd', targetId: target.id });
    await harness.advance(5_000);
    assert.equal(harness.condition(path, 'one', 'Stalled')?.reason, 'AlreadyExists');
    harness.delete(path, 'one');
    await harness.untilGone(path, 'one');
    assert.equal(harness.cloud.all('Path').length, 1);
    harness.apply(
      path,
      'two',
      { gateId: table.id, dest: 'd', targetId: target.id },
      { annotations: { [annotation.externalName]: `${table.id}_d` } },
    );
    await harness.untilReady(path, 'two');
    harness.delete(path, 'two');
    await harness.untilGone(path, 'two');
    assert.equal(harness.cloud.all('Path').length, 0);
  });
});
