import assert from 'node:assert/strict';
import type { FakeClock } from '../../../support/fake-clock.ts';
import {
  Bench,
  filteredKind,
  byId,
  listing,
  names,
  netKind,
  netObservation,
  object,
  ownedNet,
  owner,
  partKind,
  untaggedSource,
} from './cloud.ts';

/** Counts the timers that are set from now on. */
function countTimers(clock: FakeClock): () => number {
  const after = clock.after.bind(clock);
  let count = 0;
  clock.after = (...args) => {
    count += 1;
    return after(...args);
  };
  return () => count;
}

describe('what is missing', () => {
  let bench: Bench;
  afterEach(() => bench.stop());

  describe('missing', () => {
    it('is suspect after one read by id, gone after the second, 10 s later, and not before', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.cloud.nets.delete('net-a');
      await bench.nextSweep();
      assert.deepEqual(
        bench.cloud.take().map(({ input }) => input),
        [listing, byId('net-a')],
      );
      assert.equal(bench.view.get('net-a').state, 'suspect');
      assert.deepEqual(bench.woken, []);
      await bench.clock.advance(9999);
      assert.equal(bench.view.get('net-a').state, 'suspect');
      await bench.clock.advance(1);
      assert.equal(bench.view.get('net-a').state, 'gone');
      assert.deepEqual(bench.woken, [{ names: ['a'], cause: 'gone' }]);
      assert.deepEqual(bench.view.owned(owner('a')), []);
    });

    it('is nothing when the read by id shows it: only its tags are gone', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.cloud.put({ Id: 'net-a' });
      await bench.nextSweep();
      await bench.clock.advance(30_000);
      const sighting = bench.view.get('net-a');
      assert.equal(sighting.state, 'present');
      assert.equal(sighting.state === 'present' && sighting.observation.owner, undefined);
      assert.deepEqual(bench.woken, [{ names: ['a'], cause: 'changed' }]);
    });

    it('is nothing when a later look shows it again', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.cloud.hidden.add('net-a');
      await bench.nextSweep();
      assert.equal(bench.view.get('net-a').state, 'suspect');
      bench.cloud.hidden.clear();
      await bench.clock.advance(10_000);
      assert.equal(bench.view.get('net-a').state, 'present');
    });

    it('is not asked again when it was seen meanwhile', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('other'));
      await bench.watch('net-late', 'net-other');
      assert.equal(bench.view.get('net-late').state, 'suspect');
      bench.cloud.put(ownedNet('late'));
      await bench.read('net-late');
      bench.reset();
      await bench.clock.advance(20_000);
      assert.deepEqual(bench.cloud.take(), []);
    });

    it('is concluded for a key that never was there', async () => {
      bench = new Bench();
      await bench.watch('net-never');
      assert.equal(bench.view.get('net-never').state, 'suspect');
      await bench.clock.advance(10_000);
      assert.equal(bench.view.get('net-never').state, 'gone');
      assert.deepEqual(bench.woken, [{ names: ['never'], cause: 'gone' }]);
    });

    it('is not believed of a fresh create before its visibility window is over', async () => {
      bench = new Bench();
      await bench.watch('net-other');
      const createdAt = bench.clock.now();
      bench.view.record(netObservation(ownedNet('a'), createdAt));
      bench.view.watch(object('a'), { keys: ['net-a'], parents: [] });
      await bench.clock.advance(1);
      assert.equal(await bench.read('net-a'), undefined, 'AWS does not show it yet');
      await bench.clock.advance(290_000);
      assert.equal(bench.view.get('net-a').state, 'present');
      await bench.clock.advance(120_000);
      assert.equal(bench.view.get('net-a').state, 'gone');
    });

    it('is believed of a fresh part of several, whose create call can not be done twice, after the confirmation', async () => {
      bench = new Bench({ ...netKind, assemble: () => undefined });
      await bench.watch('net-other');
      bench.view.record(netObservation(ownedNet('a'), bench.clock.now()));
      bench.view.watch(object('a'), { keys: ['net-a'], parents: [] });
      await bench.clock.advance(1);
      assert.equal(await bench.read('net-a'), undefined);
      assert.equal(bench.view.get('net-a').state, 'suspect');
      await bench.clock.advance(11_000);
      assert.equal(bench.view.get('net-a').state, 'gone');
    });

    it('is not concluded from an answer under way that was overtaken by that of the create call', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      bench.view.record(netObservation(ownedNet('a'), bench.clock.now() + 5));
      await bench.watch('net-a');
      await bench.clock.advance(600_000);
      const sighting = bench.view.get('net-a');
      assert.equal(sighting.state, 'present');
      assert.ok(sighting.observation.seenAt > bench.clock.now() - 120_000, 'every listing shows it');
      assert.deepEqual(
        bench.cloud.take().filter(({ input }) => JSON.stringify(input).includes('net-id')),
        [],
      );
    });

    it('of a part is asked of its item', async () => {
      bench = new Bench(partKind);
      bench.cloud.put(ownedNet('t', { Parts: ['a', 'b'] }));
      bench.view.watch(object('a', 'Part.test'), { keys: ['net-t_a'], parents: ['net-t'] });
      await bench.clock.settle();
      bench.reset();
      bench.cloud.put(ownedNet('t', { Parts: ['b'] }));
      await bench.nextSweep();
      assert.equal(bench.view.get('net-t_a').state, 'suspect');
      await bench.clock.advance(10_000);
      assert.equal(bench.view.get('net-t_a').state, 'gone');
      assert.deepEqual(
        bench.cloud.take().map(({ input }) => input),
        [listing, byId('net-t'), byId('net-t')],
      );
    });

    it('of a key that tells no item is asked by its filter, and found where it went', async () => {
      bench = new Bench(filteredKind);
      bench.cloud.put(ownedNet('t', { Alias: 'tie-1' }), { Id: 'net-foreign' });
      bench.view.watch(object('x', 'Tie.test'), { keys: ['tie-1'], parents: ['net-t'] });
      await bench.clock.settle();
      bench.reset();
      bench.cloud.put(ownedNet('t'), { Id: 'net-foreign', Alias: 'tie-1' });
      await bench.nextSweep();
      assert.deepEqual(
        bench.cloud.take().map(({ input }) => input),
        [listing, { Filters: [{ Name: 'alias', Values: ['tie-1'] }], MaxResults: 5 }],
      );
      const sighting = bench.view.get('tie-1');
      assert.deepEqual(sighting.state === 'present' && sighting.observation.fields, { net: 'net-foreign' });
      assert.deepEqual(bench.woken, [{ names: ['x'], cause: 'changed' }]);
      bench.cloud.put({ Id: 'net-foreign' });
      await bench.nextSweep();
      assert.equal(bench.view.get('tie-1').state, 'suspect');
      await bench.clock.advance(10_000);
      assert.equal(bench.view.get('tie-1').state, 'gone');
    });

    const moves = [
      { name: 'the old item comes last', ids: ['net-new', 'net-old'], state: undefined },
      { name: 'the old item comes first', ids: ['net-old', 'net-new'], state: undefined },
      { name: 'the old item shows that it leaves', ids: ['net-new', 'net-old'], state: 'Leaving' },
    ];
    for (const { name, ids, state } of moves) {
      it(`is not what two items showed while it moved from one to the other, where ${name}`, async () => {
        bench = new Bench(filteredKind);
        const tags = ownedNet('t').Tags ?? {};
        bench.cloud.put(
          ...ids.map((Id) => ({ Id, Tags: tags, Alias: 'tie-1', ...(Id === 'net-old' && state !== undefined ? { State: state } : {}) })),
        );
        await bench.watch('tie-1');
        if (state !== undefined) assert.deepEqual(shownNet(), { net: 'net-new' });
        bench.cloud.put({ Id: 'net-old', Tags: tags });
        await bench.nextSweep();
        assert.deepEqual(shownNet(), { net: 'net-new' });
        await bench.clock.advance(120_000);
        assert.deepEqual(shownNet(), { net: 'net-new' });
      });
    }

    const shownNet = (): unknown => {
      const sighting = bench.view.get('tie-1');
      return sighting.state === 'present' ? sighting.observation.fields : sighting.state;
    };

    it('in numbers makes a listing doubtful: it is reported, and one a second is asked for', async () => {
      bench = new Bench();
      bench.cloud.put(...names(0, 30).map((name) => ownedNet(name)));
      await bench.watch(...names(0, 30).map((name) => `net-${name}`));
      for (const name of names(0, 10)) bench.cloud.hidden.add(`net-${name}`);
      await bench.nextSweep();
      assert.equal(bench.reports.at(-1)?.error?.code, 'ListingIncomplete');
      await bench.clock.advance(4500);
      const asked = bench.cloud.take().filter(({ input }) => JSON.stringify(input).includes('net-id'));
      assert.ok(asked.length >= 4 && asked.length <= 6, `${asked.length} reads by id in 4.5 s`);
      assert.ok(asked.every(({ input }) => (input['Filters'] as readonly { Values: readonly string[] }[])[0]?.Values.length === 1));
      await bench.clock.advance(60_000);
      assert.equal(bench.view.get('net-n0').state, 'gone', 'what is confirmed is believed');
    });

    const nonsense = [
      { name: 'has a line break', key: 'tag:x\ny' },
      { name: 'is longer than a filter takes', key: `net-${'a'.repeat(252)}` },
      { name: 'is empty', key: '' },
      { name: 'does not fit the pattern', key: 'net_a', pattern: '^net-[a-z]+$' },
    ];
    for (const { name, key, pattern } of nonsense) {
      it(`is never asked for, where its name ${name}: it would spoil the call for all others`, async () => {
        const externalName = { ...netKind.schema.externalName, ...(pattern === undefined ? {} : { pattern }) };
        bench = new Bench({ ...netKind, schema: { ...netKind.schema, externalName } });
        bench.cloud.put({ Id: 'net-a' });
        await bench.watch(key, 'net-a');
        await bench.nextSweep();
        assert.deepEqual(
          bench.cloud.take().map(({ input }) => input),
          [listing, byId('net-a')],
        );
        assert.equal(await bench.read(key), undefined);
        assert.equal(bench.view.get('net-a').state, 'present');
        assert.deepEqual(bench.cloud.take(), []);
      });
    }

    it('in numbers sets no timer for each', async () => {
      bench = new Bench({ ...netKind, source: { ...netKind.source, pageSize: 1000 } });
      bench.cloud.put(...names(0, 100).map((name) => ownedNet(name)));
      await bench.watch(...names(0, 100).map((name) => `net-${name}`));
      for (const name of names(0, 19)) bench.cloud.hidden.add(`net-${name}`);
      const timers = countTimers(bench.clock);
      await bench.nextSweep();
      assert.equal(bench.view.get('net-n18').state, 'suspect');
      assert.ok(timers() < 10, `${timers()} timers`);
      await bench.clock.advance(10_000);
      assert.equal(bench.view.get('net-n18').state, 'gone');
    });

    it('a doubted listing that turns out wrong is over with the next one', async () => {
      bench = new Bench();
      bench.cloud.put(...names(0, 30).map((name) => ownedNet(name)));
      await bench.watch(...names(0, 30).map((name) => `net-${name}`));
      for (const name of names(0, 10)) bench.cloud.hidden.add(`net-${name}`);
      await bench.nextSweep();
      bench.cloud.hidden.clear();
      await bench.clock.advance(120_000);
      assert.ok(names(0, 30).every((name) => bench.view.get(`net-${name}`).state === 'present'));
      assert.equal(bench.reports.at(-1)?.error, undefined);
      assert.deepEqual(bench.woken, [{ names: ['n0'], cause: 'changed' }], 'the one that had been asked for meanwhile was suspect');
    });

    it('of what is not ours and nobody watches is let go without a read', async () => {
      bench = new Bench({ ...netKind, source: untaggedSource });
      bench.cloud.put({ Id: 'net-foreign' }, ownedNet('a'));
      await bench.watch('net-a');
      assert.equal(bench.view.get('net-foreign').state, 'present');
      bench.cloud.nets.delete('net-foreign');
      await bench.nextSweep();
      assert.equal(bench.view.get('net-foreign').state, 'unseen');
      assert.equal(bench.cloud.take().length, 1);
    });
  });
});
