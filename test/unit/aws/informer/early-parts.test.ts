import assert from 'node:assert/strict';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { Bench, earlyKind, names, netObservation, ownedNet } from './cloud.ts';

describe('early deep parts', () => {
  let bench: Bench;
  const deepReads = (): readonly unknown[] =>
    bench.cloud
      .take()
      .filter(({ operation }) => operation === 'DescribeDeep')
      .map(({ lane, input }) => [lane, input['Id']]);
  const start = (...all: readonly string[]): void => {
    bench = new Bench(earlyKind);
    bench.cloud.put(...all.map((name) => ownedNet(name)));
    for (const name of all) bench.view.watch({ kind: 'Net.test', namespace: 'ns', name }, { keys: [`net-${name}`], parents: [] });
  };
  afterEach(() => bench.stop());

  it('are read once, several keys a call, after the first sweep', async () => {
    start(...names(0, 3));
    bench.cloud.deep.set('net-n0 net-n1', 'gate-1').set('net-n2', 'gate-2');
    await bench.clock.settle();
    assert.deepEqual(deepReads(), [
      ['deep', 'net-n0 net-n1'],
      ['deep', 'net-n2'],
    ]);
    const sighting = bench.view.get('net-n1');
    assert.deepEqual(sighting.state === 'present' && [sighting.observation.atProvider['gateId'], sighting.observation.unknown], [
      'gate-1',
      ['dns'],
    ]);
    await bench.nextSweep();
    assert.deepEqual(deepReads(), []);
  });

  it('wake the object that they tell something new', async () => {
    start('a');
    bench.cloud.deep.set('net-a', 'gate-1');
    await bench.clock.settle();
    assert.deepEqual(
      bench.woken.map((woken) => woken.names),
      [['a'], ['a']],
    );
  });

  it('that show nothing are not asked for at each sweep', async () => {
    start('a');
    await bench.clock.settle();
    assert.deepEqual(deepReads(), [['deep', 'net-a']]);
    await bench.nextSweep();
    assert.deepEqual(deepReads(), []);
  });

  it('wait for the look that follows a change of ours', async () => {
    bench = new Bench(earlyKind);
    bench.cloud.deep.set('net-a', 'on');
    bench.view.record(netObservation(ownedNet('a'), bench.clock.now()));
    await bench.clock.advance(1);
    const reading = bench.view.read('net-a', { notBefore: bench.clock.now(), deep: ['dns'], deepAlone: true, signal: bench.abort.signal });
    await bench.clock.advance(200);
    await reading;
    bench.cloud.take();
    await bench.watch('net-a');
    await bench.clock.settle();
    assert.deepEqual(deepReads(), [], 'AWS does not list it yet');
    bench.cloud.put(ownedNet('a'));
    await bench.nextSweep();
    assert.deepEqual(deepReads(), [['deep', 'net-a']]);
  });

  it('that could not be read are tried again after the next sweep', async () => {
    start('a');
    bench.cloud.fail = ({ operation }) =>
      operation === 'DescribeDeep' ? new CloudError('throttled', 'Throttling', 'slow down') : undefined;
    await bench.clock.settle();
    bench.cloud.fail = undefined;
    bench.cloud.take();
    await bench.nextSweep();
    assert.deepEqual(deepReads(), [['deep', 'net-a']]);
  });
});
