import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { applySample, samples } from '../../../support/engine-harness/samples.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, cell } = fakeKinds;
const denied = new CloudError('denied', 'UnauthorizedOperation', 'you may not');

interface ShownPlan {
  readonly actions: readonly {
    readonly type: string;
    readonly changes: readonly { readonly path: string; readonly from?: string; readonly to?: string }[];
  }[];
}

describe('An object that only observes', () => {
  let harness: EngineHarness;
  const spec = { managementPolicies: ['Observe'] };

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  it('is Ready as the resource is, shows what would be done, and changes nothing', async () => {
    const { id, now } = harness.cloud.make('Net', { cidr: '10', mode: 'a', dns: false }, { tags: { team: 'red' } });
    harness.apply(net, 'one', { mode: 'b', dns: true, tags: { team: 'blue' } }, { annotations: { [annotation.externalName]: id }, spec });
    await harness.untilReady(net, 'one');
    const { actions } = harness.status(net, 'one')['plan'] as ShownPlan;
    const changes = actions.flatMap((action) => action.changes.map(({ path, to }) => `${action.type} ${path} ${to}`));
    assert.deepEqual(
      changes.filter((change) => !change.includes('evenkeel.dev:')),
      ['tag tags.team "blue"', 'update mode "b"', 'update dns true'],
    );
    assert.equal(harness.condition(net, 'one', 'UpToDate')?.reason, 'Drifted');
    assert.equal(harness.condition(net, 'one', 'Synced')?.status, 'True');
    assert.equal((harness.status(net, 'one')['atProvider'] as { mode?: string }).mode, 'a');
    const writes = harness.api.writes.length;
    await harness.advance(3_600_000);
    assert.equal(harness.api.writes.length, writes);
    assert.deepEqual(harness.cloud.calls, []);
    assert.deepEqual(harness.cloud.find(id)?.now, now);
  });

  it('follows what changes in the cloud', async () => {
    const { id } = harness.cloud.make('Net', { cidr: '10', mode: 'a' });
    harness.apply(net, 'one', {}, { annotations: { [annotation.externalName]: id }, spec });
    await harness.untilReady(net, 'one');
    harness.cloud.change(id, { fields: { cidr: '10', mode: 'c' } });
    await harness.advance(70_000);
    assert.equal((harness.status(net, 'one')['atProvider'] as { mode?: string }).mode, 'c');
  });

  it('needs no more than a name, and mends what its plan showed once policies allow it', async () => {
    const { id } = harness.cloud.make('Net', { cidr: '10', mode: 'a' });
    harness.apply(net, 'one', { cidr: '10', mode: 'b' }, { annotations: { [annotation.externalName]: id }, spec });
    await harness.untilReady(net, 'one');
    harness.apply(net, 'one', { cidr: '10', mode: 'b' }, { spec: { managementPolicies: ['*'] } });
    await harness.clock.settle();
    await harness.untilReady(net, 'one');
    assert.equal(harness.cloud.find(id)?.now.fields['mode'], 'b');
    assert.equal(harness.status(net, 'one')['plan'], undefined);
  });
});

describe('Policies without Update', () => {
  it('create the resource, and report drift without mending it', async () => {
    const harness = new EngineHarness();
    const spec = { managementPolicies: ['Observe', 'Create', 'Delete'] };
    harness.apply(net, 'one', { cidr: '10' }, { spec });
    await harness.untilReady(net, 'one');
    const [resource] = harness.cloud.all('Net');
    harness.apply(net, 'one', { cidr: '10', mode: 'b' }, { spec });
    await harness.clock.settle();
    await harness.untilReady(net, 'one');
    assert.equal(resource?.now.fields['mode'], undefined);
    assert.match(harness.condition(net, 'one', 'UpToDate')?.message ?? '', /managementPolicies: mode/);
    harness.delete(net, 'one');
    await harness.untilGone(net, 'one');
    assert.deepEqual(harness.cloud.all('Net'), []);
    harness.stop();
  });
});

describe('A pause', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  it('before the first pass makes nothing, and says so', async () => {
    harness.apply(net, 'one', { cidr: '10' }, { annotations: { [annotation.paused]: 'true' } });
    await harness.advance(600_000);
    assert.deepEqual(harness.cloud.calls, []);
    assert.equal(harness.condition(net, 'one', 'Ready')?.status, 'Unknown');
    assert.equal(harness.condition(net, 'one', 'Paused')?.status, 'True');
    harness.annotate(net, 'one', { [annotation.paused]: undefined });
    await harness.untilReady(net, 'one');
  });

  it('holds a change back and shows it, leaves Ready and its generation as they were, and ends at once', async () => {
    harness.apply(net, 'one', { cidr: '10', mode: 'a' });
    await harness.untilReady(net, 'one');
    harness.annotate(net, 'one', { 'crossplane.io/paused': 'true' });
    harness.apply(net, 'one', { cidr: '10', mode: 'b' });
    await harness.advance(600_000);
    const ready = harness.condition(net, 'one', 'Ready');
    assert.deepEqual([ready?.status, ready?.observedGeneration, harness.status(net, 'one')['observedGeneration']], ['True', 1, 1]);
    assert.equal(harness.cloud.all('Net')[0]?.now.fields['mode'], 'a');
    assert.match(harness.condition(net, 'one', 'UpToDate')?.message ?? '', /paused: mode/);
    harness.annotate(net, 'one', { 'crossplane.io/paused': undefined });
    await harness.untilReady(net, 'one', 5_000);
    assert.equal(harness.cloud.all('Net')[0]?.now.fields['mode'], 'b');
    assert.equal(harness.condition(net, 'one', 'Paused'), undefined);
  });

  it('with nothing to do lets the generation be seen', async () => {
    harness.apply(net, 'one', { cidr: '10', mode: 'a' });
    await harness.untilReady(net, 'one');
    harness.annotate(net, 'one', { [annotation.paused]: 'true' });
    harness.apply(net, 'one', { cidr: '10', mode: 'a' }, { spec: { deletionPolicy: 'Orphan' } });
    await harness.advance(5_000);
    assert.equal(harness.status(net, 'one')['observedGeneration'], 2);
    assert.equal(harness.isReady(net, 'one'), true);
  });

  it('keeps drift and a deleted resource from being mended', async () => {
    harness.apply(net, 'one', { cidr: '10', mode: 'a' });
    await harness.untilReady(net, 'one');
    await harness.advance(345_000);
    harness.annotate(net, 'one', { [annotation.paused]: 'true' });
    const [resource] = harness.cloud.all('Net');
    harness.cloud.destroy(resource?.id ?? '');
    const calls = harness.cloud.calls.length;
    await harness.advance(600_000);
    assert.equal(harness.cloud.calls.length, calls);
    assert.deepEqual(harness.cloud.all('Net'), []);
    harness.annotate(net, 'one', { [annotation.paused]: undefined });
    await harness.advance(5_000);
    await harness.untilReady(net, 'one');
    assert.equal(harness.cloud.all('Net').length, 1);
  });
});

describe('A field that the cloud can not change in place', () => {
  it('is ReplacementRequired, changes nothing, and is over when it is set back', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10', mode: 'a' });
    await harness.untilReady(net, 'one');
    harness.apply(net, 'one', { cidr: '11', mode: 'b' });
    await harness.advance(5_000);
    assert.equal(harness.condition(net, 'one', 'Stalled')?.reason, 'ReplacementRequired');
    assert.match(harness.condition(net, 'one', 'Stalled')?.message ?? '', /^cidr: /);
    assert.equal(harness.cloud.all('Net')[0]?.now.fields['mode'], 'a');
    harness.apply(net, 'one', { cidr: '10', mode: 'b' });
    await harness.clock.settle();
    await harness.untilReady(net, 'one');
    assert.equal(harness.cloud.all('Net')[0]?.now.fields['mode'], 'b');
    harness.stop();
  });
});

describe('initProvider', () => {
  it('counts at creation only', async () => {
    const harness = new EngineHarness();
    const parent = harness.cloud.make('Net', { cidr: '0' });
    const spec = { initProvider: { open: true, netIdRef: { name: 'nobody' } } };
    harness.apply(cell, 'one', { netId: parent.id, block: '1' }, { spec: { initProvider: { open: true } } });
    await harness.untilReady(cell, 'one');
    const [resource] = harness.cloud.all('Cell');
    assert.equal(resource?.now.fields['open'], true);
    harness.cloud.change(resource?.id ?? '', { fields: { ...resource?.now.fields, open: false } });
    harness.apply(cell, 'one', { netId: parent.id, block: '1' }, { spec });
    await harness.advance(130_000);
    assert.equal(resource?.now.fields['open'], false);
    assert.equal(harness.isReady(cell, 'one'), true);
    harness.stop();
  });
});

describe('A poll interval', () => {
  it('looks at the resource that often, without a write', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' }, { annotations: { [annotation.pollInterval]: '10s' } });
    await harness.untilReady(net, 'one');
    await harness.advance(5_000);
    const reads = harness.cloud.reads.length;
    const writes = harness.api.writes.length;
    await harness.advance(50_000);
    const made = harness.cloud.reads.slice(reads).filter(({ how }) => how === 'read').length;
    assert.ok(made >= 4 && made <= 6, `${made} reads`);
    assert.equal(harness.api.writes.length, writes);
    harness.stop();
  });
});

for (const sample of samples) {
  describe(`A call for ${sample.kind.schema.kind} that is denied`, () => {
    it('is Stalled with its code, tried again every 10 minutes at most, and goes through once it may', async () => {
      const harness = new EngineHarness();
      harness.cloud.fault = () => ({ how: 'refused', error: denied });
      applySample(harness, sample);
      await harness.advance(5_000);
      assert.equal(harness.condition(sample.kind, 'one', 'Stalled')?.reason, 'UnauthorizedOperation');
      assert.equal(harness.condition(sample.kind, 'one', 'Ready')?.status, 'False');
      const calls = harness.cloud.calls.length;
      await harness.advance(3_600_000);
      assert.ok(harness.cloud.calls.length - calls <= 6 * Math.max(1, calls), `${harness.cloud.calls.length - calls} calls in an hour`);
      harness.cloud.fault = () => undefined;
      await harness.untilReady(sample.kind, 'one', 700_000);
      harness.stop();
    });
  });
}
