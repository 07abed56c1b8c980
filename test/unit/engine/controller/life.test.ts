import assert from 'node:assert/strict';
import { ownerTagPrefix } from '../../../../src/engine/ownership/owner-tags.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import { applySample, madeBySample, samples } from '../../../support/engine-harness/samples.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const hour = 3_600_000;
const mostWrites = 4;

for (const sample of samples) {
  const { kind, changed, count } = sample;
  describe(`The life of one ${kind.schema.kind}`, () => {
    let harness: EngineHarness;
    let made: object;

    beforeEach(async () => {
      harness = new EngineHarness();
      made = applySample(harness, sample);
      await harness.untilReady(kind, 'one');
    });

    afterEach(() => harness.stop());

    function resources() {
      return madeBySample(harness.cloud, sample);
    }

    async function quiet(ms: number): Promise<void> {
      await harness.advance(5_000);
      const before = [harness.api.writes.length, harness.cloud.calls.length, harness.events.length];
      await harness.advance(ms);
      assert.deepEqual(
        [harness.api.writes.length, harness.cloud.calls.length, harness.events.length],
        before,
        'something was written, called or told at rest',
      );
    }

    it('becomes Ready as the cloud has what spec says, with at most 4 writes', () => {
      assert.equal(resources().length, count);
      for (const { now } of resources()) {
        if (kind.tagged) assert.equal(now.tags['team'], 'blue');
        if (kind === fakeKinds.net) assert.equal(now.deep['dns'], true);
        assert.equal(now.furniture, false);
      }
      assert.ok(harness.writesTo('one').length <= mostWrites, `${harness.writesTo('one').length} writes`);
      assert.equal(harness.summary(kind, 'one').split(' ').slice(0, 2).join(' '), 'Ready=True Synced=True(ReconcileSuccess)');
      assert.equal(harness.present(kind, 'one').metadata.generation, 1);
    });

    it('rests: no write, no mutating call, no event and no read but listings', async () => {
      await harness.advance(5_000);
      const reads = harness.cloud.reads.length;
      await quiet(4 * hour);
      assert.deepEqual([...new Set(harness.cloud.reads.slice(reads).map(({ how }) => how))], ['list']);
    });

    it('takes the same spec applied again for what it is', async () => {
      harness.apply(kind, 'one', made, sample.spec === undefined ? {} : { spec: sample.spec });
      await quiet(60_000);
    });

    it('rests after a restart as well', async () => {
      harness.restart();
      await quiet(hour);
      assert.equal(harness.isReady(kind, 'one'), true);
    });

    if (Object.keys(changed).length > 0) {
      it('brings an update about, and is Ready again', async () => {
        harness.apply(kind, 'one', { ...made, ...changed }, sample.spec === undefined ? {} : { spec: sample.spec });
        await harness.clock.settle();
        await harness.untilReady(kind, 'one');
        assert.equal(resources().length, count);
        for (const [name, value] of Object.entries(changed).filter(([each]) => each !== 'tags')) {
          const shown =
            name === 'ports'
              ? resources().map(({ now }) => now.fields['port'])
              : [{ ...resources()[0]?.now.fields, ...resources()[0]?.now.deep }[name]];
          assert.deepEqual(shown.toSorted(), [value].flat(), name);
        }
        await quiet(hour);
        assert.equal(harness.present(kind, 'one').metadata.generation, 2);
      });
    }

    if (kind.tagged) {
      it('mends a tag that was changed or taken away by hand, and leaves foreign tags alone', async () => {
        for (const { id, now } of resources()) {
          const { team: _team, ...rest } = now.tags;
          harness.cloud.change(id, { tags: { ...rest, foreign: 'yes' } });
        }
        await harness.advance(130_000);
        for (const { now } of resources()) {
          assert.equal(now.tags['team'], 'blue');
          assert.equal(now.tags['foreign'], 'yes');
        }
        assert.equal(harness.isReady(kind, 'one'), true);
        await quiet(hour);
      });

      it('takes a tag away that left spec, and no other', async () => {
        for (const { id, now } of resources()) harness.cloud.change(id, { tags: { ...now.tags, foreign: 'yes' } });
        harness.apply(kind, 'one', { ...made, tags: {} }, sample.spec === undefined ? {} : { spec: sample.spec });
        await harness.advance(130_000);
        for (const { now } of resources()) {
          assert.deepEqual(
            Object.keys(now.tags).filter((key) => !key.startsWith(ownerTagPrefix)),
            ['foreign'],
          );
        }
        await quiet(hour);
      });
    }

    it('goes, and leaves nothing behind', async () => {
      harness.delete(kind, 'one');
      await harness.untilGone(kind, 'one');
      assert.deepEqual(resources(), []);
      await quiet(600_000);
    });

    it('goes after a restart, and leaves nothing behind', async () => {
      harness.restart();
      harness.delete(kind, 'one');
      await harness.untilGone(kind, 'one');
      assert.deepEqual(resources(), []);
    });
  });
}

describe('A leaf that left spec', () => {
  it('goes to its declared value, or stays and is reported', async () => {
    const harness = new EngineHarness();
    const { net } = fakeKinds;
    harness.apply(net, 'one', { cidr: '10', size: 5, mode: 'a' });
    await harness.untilReady(net, 'one');
    harness.apply(net, 'one', { cidr: '10' });
    await harness.clock.settle();
    await harness.untilReady(net, 'one');
    const [resource] = harness.cloud.all('Net');
    assert.equal(resource?.now.fields['size'], 1);
    assert.equal(resource?.now.fields['mode'], 'a');
    assert.match(harness.condition(net, 'one', 'UpToDate')?.message ?? '', /mode/);
    harness.stop();
  });
});

describe('A value that is read as it was for a while after a change', () => {
  const { net } = fakeKinds;
  let harness: EngineHarness;

  beforeEach(async () => {
    harness = new EngineHarness();
    harness.apply(net, 'one', { cidr: '10', tags: { team: 'blue' } });
    await harness.untilReady(net, 'one');
    harness.cloud.staleMs = 20_000;
  });

  afterEach(() => harness.stop());

  it('is written once for a new generation, which is Ready once it shows', async () => {
    harness.apply(net, 'one', { cidr: '10', mode: 'b', tags: { team: 'blue' } });
    await harness.advance(10_000);
    assert.equal(harness.isReady(net, 'one'), false);
    await harness.untilReady(net, 'one');
    assert.equal(harness.cloud.calls.filter(({ operation }) => operation === 'ModifyNet').length, 1);
  });

  it('is written once to mend drift, and Ready stays', async () => {
    const [resource] = harness.cloud.all('Net');
    harness.cloud.change(resource?.id ?? '', { tags: { ...resource?.now.tags, team: 'red' } });
    const readies = new Set<string>();
    harness.api.intercept(() => void readies.add(harness.condition(net, 'one', 'Ready')?.status ?? ''));
    await harness.advance(180_000);
    assert.equal(resource?.now.tags['team'], 'blue');
    assert.equal(harness.cloud.calls.filter(({ operation }) => operation === 'TagNet').length, 1);
    assert.deepEqual([...readies], ['True']);
    assert.deepEqual(
      harness.events.map(({ event }) => event.reason).filter((reason) => reason === 'DriftMended'),
      ['DriftMended'],
    );
  });
});
