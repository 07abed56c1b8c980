import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { ownerTagKeys } from '../../../../src/engine/ownership/owner-tags.ts';
import { Bench, byId, deepKind, deepTagsKind, netKind, netObservation, ownedNet, owner, partKind, untaggedSource } from './cloud.ts';

describe('KindView', () => {
  let bench: Bench;
  afterEach(() => bench.stop());

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

    it('of tags that a deep read shows looks at the rest too: it may belong to another resource of the name by now', async () => {
      bench = new Bench(deepTagsKind);
      bench.cloud.put(ownedNet('a'));
      bench.cloud.deep.set('tags', '{}');
      await bench.watch('net-a');
      await bench.clock.advance(1);
      const notBefore = bench.clock.now();
      bench.cloud.put({ ...ownedNet('a'), State: 'Changed' });
      const reading = bench.view.read('net-a', { notBefore, deep: ['tags'], signal: bench.abort.signal });
      await bench.clock.advance(200);
      const found = await reading;
      assert.equal(found?.state.reason, 'Changed');
      assert.ok(found.seenAt >= notBefore);
      assert.deepEqual(
        bench.cloud.take().map(({ operation }) => operation),
        ['DescribeNets', 'DescribeDeep'],
      );
    });

    it('of fields that deep reads alone show asks for nothing else, if they alone are asked for', async () => {
      bench = new Bench(deepKind);
      bench.cloud.put(ownedNet('a'));
      bench.cloud.deep.set('net-a', 'off');
      await bench.watch('net-a');
      await bench.clock.advance(1);
      const reading = bench.view.read('net-a', {
        notBefore: bench.clock.now(),
        deep: ['dns'],
        deepAlone: true,
        signal: bench.abort.signal,
      });
      await bench.clock.advance(200);
      assert.deepEqual((await reading)?.fields, { dns: 'off' });
      assert.deepEqual(
        bench.cloud.take().map(({ operation }) => operation),
        ['DescribeDeep'],
      );
      const both = bench.view.read('net-a', {
        notBefore: bench.clock.now(),
        deep: ['dns', 'tags'],
        deepAlone: true,
        signal: bench.abort.signal,
      });
      await bench.clock.advance(200);
      await both;
      assert.deepEqual(
        bench.cloud.take().map(({ operation }) => operation),
        ['DescribeNets', 'DescribeDeep'],
      );
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

    it('takes a name literally: EC2 would take * for anything', async () => {
      bench = new Bench();
      assert.equal(await bench.read('net-*'), undefined);
      assert.deepEqual(bench.cloud.take()[0]?.input, byId('net-\\*'));
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
});
