import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import {
  Bench,
  deepTagsKind,
  netObservation,
  byId,
  deepKind,
  listing,
  names,
  netKind,
  object,
  ownedNet,
  owner,
  partKind,
} from './cloud.ts';

describe('SourceInformer', () => {
  let bench: Bench;
  afterEach(() => bench.stop());

  describe('at rest', () => {
    it('costs the pages of the listing and nothing else, and wakes nobody', async () => {
      bench = new Bench();
      bench.cloud.put(...names(0, 12).map((name) => ownedNet(name)));
      await bench.watch(...names(0, 12).map((name) => `net-${name}`));
      for (let i = 0; i < 3; i++) await bench.nextSweep();
      assert.deepEqual(
        bench.cloud.take().map(({ input, lane }) => ({ input, lane })),
        [0, 1, 2].flatMap(() => [
          { input: listing, lane: 'sweep' },
          { input: { ...listing, NextToken: '5' }, lane: 'sweep' },
          { input: { ...listing, NextToken: '10' }, lane: 'sweep' },
        ]),
      );
      assert.deepEqual(bench.woken, []);
    });

    it('looks closely at nothing that AWS shows as it was', async () => {
      let looks = 0;
      bench = new Bench({
        ...netKind,
        observe: (item, where, seenAt) => {
          looks += 1;
          return netKind.observe(item, where, seenAt);
        },
      });
      bench.cloud.put(ownedNet('a'), ownedNet('b'));
      await bench.watch('net-a', 'net-b');
      await bench.nextSweep();
      bench.cloud.put(ownedNet('b', { State: 'Pending' }));
      await bench.nextSweep();
      assert.equal(looks, 3);
      const sighting = bench.view.get('net-a');
      assert.equal(sighting.state === 'present' && sighting.observation.seenAt, bench.view.listedAt(), 'it counts as seen all the same');
    });

    it('lists nothing while nobody watches, and stops when the last one leaves', async () => {
      bench = new Bench();
      await bench.clock.advance(300_000);
      assert.deepEqual(bench.cloud.take(), []);
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.view.unwatch(object('a'));
      await bench.clock.advance(600_000);
      assert.deepEqual(bench.cloud.take(), []);
      assert.equal(bench.view.listedAt(), undefined, 'what is remembered is old');
      assert.equal(bench.clock.pending, 0);
    });

    it('reads an object without our tags by id in the same sweep', async () => {
      bench = new Bench();
      bench.cloud.put({ Id: 'net-import' }, { Id: 'net-foreign' }, ownedNet('a'));
      await bench.watch('net-import', 'net-a');
      assert.equal(bench.view.get('net-import').state, 'present');
      assert.equal(bench.view.get('net-foreign').state, 'unseen');
      await bench.nextSweep();
      assert.deepEqual(
        bench.cloud.take().map(({ input }) => input),
        [listing, byId('net-import')],
      );
      assert.deepEqual(bench.woken, []);
    });

    it('reads the parents of tagless objects by id', async () => {
      bench = new Bench(partKind);
      bench.cloud.put({ Id: 'net-table', Parts: ['a'] });
      bench.view.watch(object('r', 'Part.test'), { keys: ['net-table_a'], parents: ['net-table'] });
      await bench.clock.settle();
      assert.equal(bench.view.get('net-table_a').state, 'present');
    });
  });

  describe('wakes exactly the objects whose cloud side moved', () => {
    it('by key, when something changes', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'), ownedNet('b'));
      await bench.watch('net-a', 'net-b');
      bench.cloud.put(ownedNet('a', { State: 'Pending' }));
      await bench.nextSweep();
      assert.deepEqual(bench.woken, [{ names: ['a'], cause: 'changed' }]);
    });

    it('by owner tags, without any interest in the key', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('other'));
      await bench.watch('net-other');
      bench.cloud.put(ownedNet('fresh'));
      await bench.nextSweep();
      assert.deepEqual(bench.woken, [{ names: ['fresh'], cause: 'changed' }]);
      assert.deepEqual(
        bench.view.owned(owner('fresh')).map(({ key }) => key),
        ['net-fresh'],
      );
    });

    it('by alias', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a', { Alias: 'arn:a' }));
      bench.view.watch(object('watcher'), { keys: ['arn:a'], parents: [] });
      await bench.clock.settle();
      bench.reset();
      assert.equal(bench.view.get('arn:a').state, 'present');
      bench.cloud.put(ownedNet('a', { Alias: 'arn:a', State: 'Pending' }));
      await bench.nextSweep();
      assert.deepEqual(bench.woken, [{ names: ['a', 'watcher'], cause: 'changed' }]);
      assert.equal(bench.cloud.take().length, 1, 'an alias is not looked for by id');
    });

    it('of the parts of an item, only the one that changed', async () => {
      bench = new Bench(partKind);
      bench.cloud.put(ownedNet('t', { Parts: ['a', 'b'] }));
      for (const part of ['a', 'b', 'c']) bench.view.watch(object(part, 'Part.test'), { keys: [`net-t_${part}`], parents: ['net-t'] });
      await bench.clock.settle();
      bench.reset();
      bench.cloud.put(ownedNet('t', { Parts: ['a', 'b', 'c', 'by-hand'] }));
      await bench.nextSweep();
      assert.deepEqual(bench.woken, [{ names: ['c'], cause: 'changed' }]);
    });

    it('not for what is volatile', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.cloud.put(ownedNet('a', { Parts: ['makes the raw item differ, and uptime with it'] }));
      await bench.nextSweep();
      assert.deepEqual(bench.woken, []);
    });
  });

  describe('a failing listing', () => {
    it('is reported, changes nothing, and is over when one succeeds', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      const listedAt = bench.view.listedAt();
      bench.cloud.fail = () => new CloudError('denied', 'UnauthorizedOperation', 'no');
      await bench.nextSweep();
      assert.deepEqual([bench.reports.at(-1)?.operation, bench.reports.at(-1)?.error?.code], ['DescribeNets', 'UnauthorizedOperation']);
      assert.equal(bench.view.get('net-a').state, 'present');
      assert.equal(bench.view.listedAt(), listedAt);
      bench.cloud.fail = undefined;
      await bench.nextSweep();
      assert.equal(bench.reports.at(-1)?.error, undefined);
      assert.deepEqual(bench.woken, []);
    });

    it('is over when nobody wants it any more', async () => {
      bench = new Bench();
      bench.cloud.fail = () => new CloudError('denied', 'UnauthorizedOperation', 'no');
      bench.view.watch(object('a'), { keys: ['net-a'], parents: [] });
      await bench.clock.settle();
      assert.equal(bench.reports.at(-1)?.error?.code, 'UnauthorizedOperation');
      bench.view.unwatch(object('a'));
      await bench.clock.advance(120_000);
      assert.deepEqual([bench.reports.at(-1)?.operation, bench.reports.at(-1)?.error], ['DescribeNets', undefined]);
    });

    it('keeps synced waiting, which a later success ends', async () => {
      bench = new Bench();
      bench.cloud.fail = () => new CloudError('throttled', 'RequestLimitExceeded', 'no');
      let synced = false;
      const waiting = bench.view.synced(bench.abort.signal).then(() => (synced = true));
      await bench.clock.advance(10_000);
      assert.equal(synced, false);
      bench.cloud.fail = undefined;
      await bench.clock.advance(60_000);
      await waiting;
    });
  });

  describe('deep parts', () => {
    it('are unknown until a deep read shows them, and are merged from then on', async () => {
      bench = new Bench(deepKind);
      bench.cloud.put(ownedNet('a'));
      bench.cloud.deep.set('net-a', 'off');
      await bench.watch('net-a');
      const before = bench.view.get('net-a');
      assert.deepEqual(before.state === 'present' && before.observation.unknown, ['dns']);
      const read = await bench.read('net-a', 'all');
      assert.deepEqual(read?.fields, { dns: 'off' });
      assert.equal(read?.unknown, undefined);
      await bench.nextSweep();
      const after = bench.view.get('net-a');
      assert.deepEqual(after.state === 'present' && after.observation.fields, { dns: 'off' });
    });

    it('of a fresh resource are what AWS documents', async () => {
      bench = new Bench(deepKind);
      bench.view.record(netObservation(ownedNet('a'), bench.clock.now()));
      const sighting = bench.view.get('net-a');
      assert.deepEqual(sighting.state === 'present' && [sighting.observation.fields, sighting.observation.unknown], [
        { dns: 'on' },
        undefined,
      ]);
    });

    it('that show tags give the owner, for several keys a read', async () => {
      bench = new Bench(deepTagsKind);
      bench.cloud.put(ownedNet('a'), ownedNet('b'));
      bench.cloud.deep.set('tags', JSON.stringify({ ...ownedNet('a').Tags, team: 'x' }));
      await bench.watch('net-a', 'net-b');
      assert.deepEqual(bench.view.owned(owner('a')), []);
      const options = { notBefore: bench.clock.now(), signal: bench.abort.signal, deep: ['tags'] };
      const reading = Promise.all([bench.view.read('net-a', options), bench.view.read('net-b', options)]);
      await bench.clock.advance(200);
      assert.deepEqual((await reading)[0]?.tags, { team: 'x' });
      assert.equal(bench.cloud.take().filter(({ operation }) => operation === 'DescribeDeep').length, 1);
      assert.deepEqual(
        bench.view.owned(owner('a')).map(({ key, unknown }) => [key, unknown]),
        [
          ['net-a', undefined],
          ['net-b', undefined],
        ],
      );
    });

    it('that show tags of a fresh resource are those that its create call carried', () => {
      bench = new Bench(deepTagsKind);
      bench.view.record(netObservation(ownedNet('a'), bench.clock.now()));
      assert.deepEqual(
        bench.view.owned(owner('a')).map(({ key, unknown }) => [key, unknown]),
        [['net-a', undefined]],
      );
    });

    it('are read again every deep interval, in their own lane, and a change wakes', async () => {
      bench = new Bench(deepKind);
      bench.cloud.put(...names(0, 3).map((name) => ownedNet(name)));
      for (const name of names(0, 3)) bench.cloud.deep.set(`net-${name}`, 'on');
      await bench.watch(...names(0, 3).map((name) => `net-${name}`));
      for (const name of names(0, 3)) await bench.read(`net-${name}`, 'all');
      bench.reset();
      bench.cloud.deep.set('net-n1', 'off');
      await bench.clock.advance(2_800_000);
      assert.equal(bench.cloud.take().filter(({ operation }) => operation === 'DescribeDeep').length, 0);
      await bench.clock.advance(1_800_000);
      const deep = bench.cloud.take().filter(({ operation }) => operation === 'DescribeDeep');
      assert.deepEqual(
        deep.map(({ lane }) => lane),
        ['deep', 'deep', 'deep'],
      );
      assert.deepEqual(bench.woken, [{ names: ['n1'], cause: 'changed' }]);
    });

    it('of what was deleted since the listing hold up no other, and are no failure', async () => {
      bench = new Bench(deepKind);
      bench.cloud.put(ownedNet('a'), ownedNet('b'));
      bench.cloud.deep.set('net-b', 'on');
      await bench.watch('net-a', 'net-b');
      bench.cloud.fail = ({ operation, input }) =>
        operation === 'DescribeDeep' && input['Id'] === 'net-a' ? new CloudError('notFound', 'InvalidNetID.NotFound', 'no') : undefined;
      await bench.clock.advance(4_600_000);
      const sighting = bench.view.get('net-b');
      assert.deepEqual(sighting.state === 'present' && sighting.observation.fields, { dns: 'on' });
      assert.deepEqual(
        bench.reports.filter(({ error }) => error !== undefined),
        [],
      );
    });

    it('that can not be read are reported, and tried again', async () => {
      bench = new Bench(deepKind);
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.cloud.fail = ({ operation }) =>
        operation === 'DescribeDeep' ? new CloudError('denied', 'UnauthorizedOperation', 'no') : undefined;
      await bench.clock.advance(4_600_000);
      assert.ok(bench.reports.some(({ operation, error }) => operation === 'DescribeNets dns' && error?.code === 'UnauthorizedOperation'));
      bench.cloud.fail = undefined;
      bench.cloud.deep.set('net-a', 'on');
      await bench.clock.advance(120_000);
      const sighting = bench.view.get('net-a');
      assert.deepEqual(sighting.state === 'present' && sighting.observation.fields, { dns: 'on' });
    });
  });

  it('an item that can not be understood hides no other', async () => {
    bench = new Bench({
      ...netKind,
      observe: (item: { readonly Id: string }, where, seenAt) => {
        if (item.Id === 'net-bad') throw new TypeError('no such member');
        return netKind.observe(item as never, where, seenAt);
      },
    });
    bench.cloud.put(ownedNet('bad'), ownedNet('good'));
    await bench.watch('net-good');
    assert.equal(bench.view.get('net-good').state, 'present');
  });
});
