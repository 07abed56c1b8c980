import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { ownerTagKeys } from '../../../../src/engine/ownership/owner-tags.ts';
import { Bench, controlPlane, deepKind, netKind, netObservation, object, ownedNet, owner, partKind, untaggedSource } from './cloud.ts';

const listing = { Filters: [{ Name: `tag:${ownerTagKeys.controlPlane}`, Values: [controlPlane] }], MaxResults: 5 };
const byId = (...ids: readonly string[]): object => ({ Filters: [{ Name: 'net-id', Values: ids }], MaxResults: 5 });

function names(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `n${from + index}`);
}

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

  describe('read', () => {
    it('merges what comes together, of several kinds, into one call by id', async () => {
      bench = new Bench();
      const parts = bench.informer.view(partKind);
      bench.cloud.put({ Id: 'net-a' }, { Id: 'net-b', Parts: ['x'] });
      const options = { notBefore: bench.clock.now(), signal: bench.abort.signal };
      const reading = Promise.all([
        bench.view.read('net-a', options),
        bench.view.read('net-nothing', options),
        parts.read('net-b_x', options),
      ]);
      await bench.clock.advance(50);
      const found = await reading;
      assert.deepEqual(
        found.map((observation) => observation?.key),
        ['net-a', undefined, 'net-b_x'],
      );
      assert.deepEqual(
        bench.cloud.take().map(({ input, lane }) => ({ input, lane })),
        [{ input: byId('net-a', 'net-nothing', 'net-b'), lane: 'edit' }],
      );
    });

    it('takes what was seen since, without a call', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      const found = await bench.view.read('net-a', { notBefore: bench.clock.now(), signal: bench.abort.signal });
      assert.equal(found?.key, 'net-a');
      await bench.clock.advance(1);
      const later = bench.view.read('net-a', { notBefore: bench.clock.now(), signal: bench.abort.signal });
      await bench.clock.advance(50);
      await later;
      assert.equal(bench.cloud.take().length, 1);
    });

    it('fails for those who wait for the call, and for nobody else', async () => {
      bench = new Bench({ ...netKind, source: { ...netKind.source, idsPerCall: 1 } });
      bench.cloud.put(ownedNet('a'), ownedNet('b'));
      bench.cloud.fail = ({ input }) =>
        JSON.stringify(input).includes('net-a') ? new CloudError('throttled', 'Throttling', 'no') : undefined;
      const options = { notBefore: bench.clock.now(), signal: bench.abort.signal };
      const both = Promise.allSettled([bench.view.read('net-a', options), bench.view.read('net-b', options)]);
      await bench.clock.advance(50);
      const [a, b] = await both;
      assert.ok(a.status === 'rejected' && a.reason instanceof CloudError);
      assert.ok(b.status === 'fulfilled' && b.value?.key === 'net-b');
    });

    it('that shows nothing starts the way to gone, and ends nothing by itself', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.cloud.nets.delete('net-a');
      await bench.clock.advance(1000);
      assert.equal(await bench.read('net-a'), undefined);
      assert.equal(bench.view.get('net-a').state, 'suspect');
      await bench.clock.advance(10_000);
      assert.equal(bench.view.get('net-a').state, 'gone');
    });

    it('ends with its own signal', async () => {
      bench = new Bench();
      const abort = new AbortController();
      const reading = bench.view.read('net-a', { notBefore: bench.clock.now(), signal: abort.signal });
      await bench.clock.settle();
      abort.abort(new Error('stop'));
      await assert.rejects(reading, /stop/);
    });
  });

  describe('look-ups', () => {
    it('by owner are merged into one call by tag', async () => {
      bench = new Bench();
      bench.cloud.put(
        { ...ownedNet('a'), Id: 'net-2', Tags: { ...ownedNet('a').Tags, [ownerTagKeys.attempt]: '2' } },
        ownedNet('a'),
        ownedNet('c'),
      );
      const options = { notBefore: bench.clock.now(), signal: bench.abort.signal };
      const looking = Promise.all([bench.view.lookUpOwner(owner('a'), options), bench.view.lookUpOwner(owner('b'), options)]);
      await bench.clock.advance(50);
      const [a, b] = await looking;
      assert.deepEqual(
        a?.map(({ key }) => key),
        ['net-a', 'net-2'],
        'lowest attempt first',
      );
      assert.deepEqual(b, []);
      assert.deepEqual(
        bench.cloud.take().map(({ input }) => input),
        [{ Filters: [{ Name: `tag:${ownerTagKeys.uid}`, Values: ['uid-a', 'uid-b'] }], MaxResults: 5 }],
      );
    });

    it('by owner list everything where AWS does not filter by tag', async () => {
      bench = new Bench({ ...netKind, source: untaggedSource });
      bench.cloud.put(ownedNet('a'));
      const looking = bench.view.lookUpOwner(owner('a'), { notBefore: bench.clock.now(), signal: bench.abort.signal });
      await bench.clock.advance(50);
      assert.deepEqual(
        (await looking).map(({ key }) => key),
        ['net-a'],
      );
      assert.deepEqual(bench.cloud.take()[0]?.input, { MaxResults: 5 });
    });

    it('by natural key use its filters', async () => {
      bench = new Bench();
      bench.cloud.put({ Id: 'net-a', Tags: { cidr: 'x' } }, { Id: 'net-b' });
      const natural = { filters: [{ Name: 'tag:cidr', Values: ['x'] }] };
      const found = await bench.view.lookUpNatural(natural, { notBefore: bench.clock.now(), signal: bench.abort.signal });
      assert.deepEqual(
        found.map(({ key }) => key),
        ['net-a'],
      );
    });
  });

  describe('record and forget', () => {
    it('an older listing does not replace what a call of ours showed', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a', { State: 'Old' }));
      await bench.watch('net-a');
      bench.view.record({ ...netObservation(ownedNet('a'), bench.clock.now() + 120_000), state: { phase: 'usable', reason: 'New' } });
      await bench.nextSweep();
      const sighting = bench.view.get('net-a');
      assert.ok(sighting.state === 'present' && sighting.observation.state.reason === 'New');
    });

    it('a listing that still shows a deleted resource does not bring it back if it began before', async () => {
      bench = new Bench();
      bench.cloud.put(ownedNet('a'));
      await bench.watch('net-a');
      bench.view.forget('net-a');
      assert.equal(bench.view.get('net-a').state, 'unseen');
      assert.deepEqual(bench.view.owned(owner('a')), []);
      await bench.nextSweep();
      assert.equal(bench.view.get('net-a').state, 'present', 'a later one does: it was not deleted after all');
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
