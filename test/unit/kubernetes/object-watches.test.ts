import assert from 'node:assert/strict';
import { ApiError } from '../../../src/kubernetes/api-error.ts';
import type { ObjectWatches } from '../../../src/kubernetes/object-watches.ts';
import { createObjectWatches } from '../../../src/kubernetes/object-watches.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubernetes } from '../../support/fake-kubernetes.ts';
import { recordingLogger } from '../../support/recording-logger.ts';

const type = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };
const secret = (name: string, value: string): object => ({ metadata: { namespace: 'n', name }, data: { value } });
const a = { namespace: 'n', name: 'a' };

describe('watches of single objects', () => {
  let clock: FakeClock;
  let client: FakeKubernetes;
  let watches: ObjectWatches;
  let stop: AbortController;
  let running: Promise<void>;
  let changes: string[];

  beforeEach(() => {
    clock = new FakeClock();
    client = new FakeKubernetes();
    changes = [];
    watches = createObjectWatches({ client, type, clock, random: () => 0.5, logger: recordingLogger(), limit: 2 });
    watches.onChange(({ old, new: next }) => changes.push(`${valueOf(old)} -> ${valueOf(next)}`));
    stop = new AbortController();
    running = watches.run(stop.signal);
  });

  afterEach(async () => {
    stop.abort();
    await running;
    assert.equal(client.openWatches, 0);
    assert.equal(clock.pending, 0);
  });

  function valueOf(object: object | undefined | 'unknown'): string {
    return typeof object === 'object' ? (object as { data: { value: string } }).data.value : String(object);
  }

  it('shows the object of that name alone, as it changes', async () => {
    client.put(type, secret('a', '1'));
    client.put(type, secret('b', 'other'));
    const watch = watches.watch(a);
    assert.equal(watch.get(), 'unknown');
    await watch.synced(stop.signal);
    assert.equal(valueOf(watch.get()), '1');
    client.put(type, secret('a', '2'));
    client.put(type, secret('b', 'changed'));
    await clock.settle();
    assert.equal(valueOf(watch.get()), '2');
    assert.deepEqual(changes, ['undefined -> 1', '1 -> 2']);
  });

  it('knows that there is no object, and sees it come and go', async () => {
    const watch = watches.watch(a);
    await watch.synced(stop.signal);
    assert.equal(watch.get(), undefined);
    client.put(type, secret('a', '1'));
    await clock.settle();
    client.remove(type, 'n/a');
    await clock.settle();
    assert.deepEqual(changes, ['undefined -> 1', '1 -> undefined']);
  });

  it('has one watch for many readers, until the last lets go', async () => {
    const [first, second] = [watches.watch(a), watches.watch(a)];
    await Promise.all([first.synced(stop.signal), second.synced(stop.signal)]);
    await clock.settle();
    assert.equal(client.openWatches, 1);
    first.release();
    first.release();
    await clock.settle();
    assert.equal(client.openWatches, 1);
    second.release();
    await clock.settle();
    assert.equal(client.openWatches, 0);
    const third = watches.watch(a);
    assert.equal(third.get(), 'unknown');
    await third.synced(stop.signal);
  });

  it('refuses more objects than it may watch', () => {
    const first = watches.watch(a);
    watches.watch({ namespace: 'n', name: 'b' });
    assert.throws(() => watches.watch({ namespace: 'n', name: 'c' }), { name: 'TooManyWatches' });
    watches.watch(a);
    first.release();
    assert.throws(() => watches.watch({ namespace: 'n', name: 'c' }), { name: 'TooManyWatches' });
  });

  it('tells those who wait for the first look what stands in its way, and goes on trying', async () => {
    const deny = client.intercept((call, phase) => {
      if (call.verb === 'list' && phase === 'before') throw new ApiError(403, 'Forbidden', 'no');
    });
    client.put(type, secret('a', '1'));
    const watch = watches.watch(a);
    await assert.rejects(watch.synced(stop.signal), { code: 403 });
    await assert.rejects(watches.watch(a).synced(stop.signal), { code: 403 });
    deny();
    await clock.advance(1_000);
    await watch.synced(stop.signal);
    assert.equal(valueOf(watch.get()), '1');
  });

  it('reads our own writes', async () => {
    const watch = watches.watch(a);
    await watch.synced(stop.signal);
    watches.observe(await client.create(type, secret('a', '1'), 'us'));
    watches.observe(await client.create(type, secret('b', '1'), 'us'));
    assert.equal(valueOf(watch.get()), '1');
    assert.deepEqual(changes, ['undefined -> 1']);
  });

  it('starts with what was asked for before it ran', async () => {
    const early = createObjectWatches({ client, type, clock, random: () => 0.5, logger: recordingLogger() });
    const watch = early.watch(a);
    const unused = early.watch({ namespace: 'n', name: 'b' });
    unused.release();
    await clock.settle();
    assert.equal(client.openWatches, 0);
    const run = early.run(stop.signal);
    await watch.synced(stop.signal);
    await clock.settle();
    assert.equal(client.openWatches, 1);
    stop.abort();
    await run;
  });
});
