import assert from 'node:assert/strict';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { base } = fakeKinds;
const names = ['one', 'two', 'three'];

describe('looks at what is on its way', () => {
  let harness: EngineHarness;
  beforeEach(() => (harness = new EngineHarness()));
  afterEach(() => harness.stop());

  it('fall together for objects that were made within a second, so that one call does for all', async () => {
    for (const name of names) {
      harness.apply(base, name, { size: 1 });
      await harness.advance(150);
    }
    const madeAt = harness.clock.now();
    await harness.advance(30_000);
    const looks = harness.cloud.reads.filter(({ type, how, at }) => type === 'Base' && how === 'read' && at >= madeAt).map(({ at }) => at);
    const rounds = new Set(looks);
    assert.ok(rounds.size >= 3, `${rounds.size} rounds`);
    assert.equal(looks.length, names.length * rounds.size, looks.map((at) => at - madeAt).join(', '));
    for (const name of names) await harness.untilReady(base, name);
  });

  it('are not taken where a listing has shown the same since the last one', async () => {
    harness.apply(base, 'before', { size: 1 });
    await harness.untilReady(base, 'before');
    const lists = (): readonly number[] =>
      harness.cloud.reads.filter(({ type, how }) => type === 'Base' && how === 'list').map(({ at }) => at);
    const nextList = Number(lists().at(-1)) + 60_000;
    await harness.advance(nextList - 5_000 - harness.clock.now());
    harness.apply(base, 'one', { size: 1 });
    await harness.advance(20_000);
    assert.ok(lists().includes(nextList));
    const looks = harness.cloud.reads.filter(({ type, how, at }) => type === 'Base' && how === 'read' && at > nextList - 5_000);
    assert.deepEqual(
      new Set(looks.map(({ at }) => at - nextList)),
      new Set([-2_000, 10_000]),
      'the look that was due two seconds after the listing is spared',
    );
  });
});
