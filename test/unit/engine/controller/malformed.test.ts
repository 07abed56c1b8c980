import assert from 'node:assert/strict';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import { resourceTypeOf } from '../../../../src/engine/reconcile/write-metadata.ts';
import { ApiError } from '../../../../src/kubernetes/api-error.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, gate, grant } = fakeKinds;

/** What may slip past a schema: stored under an older CRD, or while that was changed. */
const specs: readonly { readonly name: string; readonly spec: unknown }[] = [
  { name: 'a field of another type', spec: { forProvider: { region: 'north', netId: 42 } } },
  { name: 'tags that are a list', spec: { forProvider: { region: 'north', netId: 'net-1', tags: ['a'] } } },
  { name: 'no forProvider', spec: {} },
  { name: 'no spec', spec: undefined },
  { name: 'a spec that is text', spec: 'none' },
  { name: 'a reference that is text', spec: { forProvider: { region: 'north', netIdRef: 'net' } } },
  { name: 'a required field missing', spec: { forProvider: { region: 'north' } } },
  { name: 'an owner tag among the tags', spec: { forProvider: { region: 'north', netId: 'net-1', tags: { 'evenkeel.dev:uid': 'x' } } } },
];

for (const { name, spec } of specs) {
  describe(`An object with ${name}`, () => {
    let harness: EngineHarness;

    beforeEach(() => {
      harness = new EngineHarness();
    });

    afterEach(() => harness.stop());

    it('is Stalled with what is wrong, and all others go on', async () => {
      harness.api.put(resourceTypeOf(gate), { metadata: { name: 'bad', namespace: 'team' }, spec });
      harness.apply(net, 'net', { cidr: '10' });
      harness.apply(gate, 'good', { netIdRef: { name: 'net' } });
      await harness.untilReady(gate, 'good');
      assert.equal(harness.condition(gate, 'bad', 'Stalled')?.reason, 'InvalidSpec');
      assert.match(harness.condition(gate, 'bad', 'Stalled')?.message ?? '', /^Gate bad is not valid: /);
      const calls = harness.cloud.calls.length;
      harness.restart();
      await harness.advance(3_600_000);
      assert.equal(harness.cloud.calls.length, calls);
      harness.delete(gate, 'bad');
      await harness.untilGone(gate, 'bad', 5_000);
    });

    it('that became so keeps its resource, says what is wrong, and can be deleted', async () => {
      const parent = harness.cloud.make('Net', { cidr: '0' }).id;
      harness.apply(gate, 'bad', { netId: parent });
      await harness.untilReady(gate, 'bad');
      harness.api.edit(resourceTypeOf(gate), 'team/bad', (draft) => {
        draft['spec'] = spec;
      });
      await harness.advance(5_000);
      assert.equal(harness.condition(gate, 'bad', 'Stalled')?.reason, 'InvalidSpec');
      assert.equal(harness.cloud.all('Gate').length, 1);
      harness.delete(gate, 'bad');
      await harness.untilGone(gate, 'bad', 600_000);
      assert.deepEqual(harness.cloud.all('Gate'), []);
    });
  });
}

describe('Metadata and status that are broken', () => {
  it('are read for what they are worth', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    for (const status of [{ conditions: 'none', atProvider: 7, applied: [] }, { conditions: [{ type: 1 }, null] }, undefined]) {
      harness.api.edit(resourceTypeOf(net), 'team/one', (draft) => {
        draft['status'] = status;
      });
      await harness.advance(5_000);
      assert.equal(harness.isReady(net, 'one'), true);
    }
    harness.annotate(net, 'one', {
      [annotation.createAttempt]: 'broken',
      [annotation.externalName]: undefined,
      [annotation.account]: undefined,
    });
    await harness.advance(60_000);
    assert.equal(harness.isReady(net, 'one'), true);
    assert.equal(harness.cloud.all('Net').length, 1);
    harness.stop();
  });

  it('are put right where somebody else owns a part of the status', async () => {
    const harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    harness.api.intercept((call, phase) => {
      if (phase === 'before' && call.patchKind === 'apply') throw new ApiError(409, 'Conflict', 'Apply failed with 1 conflict');
    });
    harness.api.edit(resourceTypeOf(net), 'team/one', (draft) => {
      const status = draft['status'] as Record<string, unknown>;
      status['atProvider'] = { ...(status['atProvider'] as object), invented: 'by hand', tags: { made: 'up' } };
      status['plan'] = { actions: [] };
    });
    await harness.advance(5_000);
    const { atProvider, plan } = harness.status(net, 'one') as { atProvider: Record<string, unknown>; plan?: unknown };
    assert.equal(atProvider['invented'], undefined);
    assert.deepEqual(atProvider['tags'], {});
    assert.equal(plan, undefined);
    const writes = harness.api.writes.length;
    await harness.advance(3_600_000);
    assert.equal(harness.api.writes.length, writes);
    harness.stop();
  });
});

describe('A pass that ends without a report', () => {
  it('counts as an error', async () => {
    const results: string[] = [];
    const metrics = {
      pass: (_kind: string, result: string) => results.push(result),
      orphans: () => undefined,
      firstReady: () => undefined,
    };
    const harness = new EngineHarness({ metrics });
    harness.apply(net, 'one', { cidr: '10' });
    await harness.untilReady(net, 'one');
    await harness.advance(5_000);
    results.length = 0;
    harness.api.edit(resourceTypeOf(net), 'team/one', (draft) => {
      (draft['metadata'] as Record<string, unknown>)['finalizers'] = 7;
    });
    await harness.advance(500);
    assert.deepEqual(results, ['error']);
    harness.stop();
  });
});

describe('A process that lost its lease', () => {
  it('makes no call, and its object is made once by the next', async () => {
    const harness = new EngineHarness();
    harness.process.mayCall = false;
    harness.apply(grant, 'one', { netId: harness.cloud.make('Net', { cidr: '0' }).id, ports: ['1'] });
    await harness.advance(60_000);
    assert.deepEqual(harness.cloud.calls, []);
    harness.restart();
    await harness.untilReady(grant, 'one');
    assert.equal(harness.cloud.all('Grant').length, 1);
    harness.stop();
  });
});
