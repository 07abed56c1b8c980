import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Kind } from '../../../../src/engine/kind.ts';
import { annotation } from '../../../../src/engine/object/metadata.ts';
import type { Call } from '../../../support/fake-kubernetes.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { net, gate, cell, base, path, grant } = fakeKinds;

interface Entry {
  readonly kind: Kind;
  readonly name: string;
  readonly forProvider: object;
  readonly targets: readonly string[];
}

/** Whatever may wait for something: by name, by selector, through two others. */
const stack: readonly Entry[] = [
  { kind: net, name: 'net', forProvider: { cidr: '10' }, targets: [] },
  { kind: gate, name: 'gate', forProvider: { netIdRef: { name: 'net' } }, targets: ['net'] },
  { kind: cell, name: 'cell-a', forProvider: { netIdRef: { name: 'net' }, block: '1' }, targets: ['net'] },
  { kind: cell, name: 'cell-b', forProvider: { netIdSelector: { matchLabels: { stack: 'one' } }, block: '2' }, targets: ['net'] },
  { kind: grant, name: 'grant', forProvider: { netIdRef: { name: 'net' }, ports: ['1'] }, targets: ['net'] },
  {
    kind: path,
    name: 'path',
    forProvider: { gateIdRef: { name: 'gate' }, dest: 'd', targetIdRef: { name: 'cell-a' } },
    targets: ['gate', 'cell-a'],
  },
  {
    kind: base,
    name: 'base',
    forProvider: { cellIdRefs: [{ name: 'cell-a' }, { name: 'cell-b' }], size: 1 },
    targets: ['cell-a', 'cell-b'],
  },
];

describe('A stack applied in any order', () => {
  it('is created without the clock moving: each create call follows the event of the last target that it waits for', async function () {
    this.timeout(60_000);
    const order = fc.shuffledSubarray([...stack], { minLength: stack.length, maxLength: stack.length });
    await fc.assert(
      fc.asyncProperty(order, fc.boolean(), async (entries, atOnce) => {
        const harness = new EngineHarness();
        harness.cloud.latencyMs = 0;
        const named: string[] = [];
        harness.api.intercept((call, phase) => {
          if (phase === 'after' && setsAccount(call)) named.push(call.key?.split('/')[1] ?? '');
        });
        const run = harness.cloud.run.bind(harness.cloud);
        harness.cloud.run = (call): Readonly<Record<string, unknown>> => {
          const creating = harness.cloud.calls.at(-1)?.object.split('/')[1];
          if (call.operation.startsWith('Create')) {
            for (const target of stack.find(({ name }) => name === creating)?.targets ?? [])
              assert.ok(named.includes(target), `${creating} came before ${target}`);
          }
          return run(call);
        };
        const startedAt = harness.clock.now();
        for (const { kind, name, forProvider } of entries) {
          harness.apply(kind, name, forProvider, { labels: name === 'net' ? { stack: 'one' } : {} });
          if (!atOnce) await harness.clock.settle();
        }
        await harness.clock.settle(12);
        assert.equal(harness.clock.now(), startedAt);
        assert.deepEqual(named.toSorted(), stack.map(({ name }) => name).toSorted());
        const creates = harness.cloud.calls.filter(({ operation }) => operation.startsWith('Create'));
        assert.equal(creates.length, stack.length);
        assert.deepEqual([...new Set(creates.map(({ at }) => at))], [startedAt]);
        harness.stop();
      }),
      { numRuns: 40 },
    );
  });

  it('writes nothing of a wait that is over at once, and says so of one that lasts', async () => {
    const harness = new EngineHarness();
    harness.apply(gate, 'gate', { netIdRef: { name: 'net' } });
    await harness.advance(1_000);
    assert.equal(harness.writesTo('gate').length, 0);
    await harness.advance(10_000);
    assert.equal(harness.condition(gate, 'gate', 'Reconciling')?.reason, 'WaitingForReference');
    assert.equal(harness.condition(gate, 'gate', 'Reconciling')?.message, 'forProvider.netIdRef: Net net does not exist');
    harness.apply(net, 'net', { cidr: '10' });
    await harness.untilReady(gate, 'gate', 5_000);
    const waits = 2;
    assert.ok(harness.writesTo('gate').length <= waits + 3, 'one write for each thing that it waited for, and three to be made');
    harness.stop();
  });
});

function setsAccount({ body }: Call): boolean {
  const annotations = (body as { metadata?: { annotations?: Record<string, unknown> } } | undefined)?.metadata?.annotations;
  return typeof annotations?.[annotation.account] === 'string';
}
