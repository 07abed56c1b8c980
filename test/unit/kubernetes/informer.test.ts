import assert from 'node:assert/strict';
import { ApiError, ApiUnreachable } from '../../../src/kubernetes/api-error.ts';
import type { InformerOptions } from '../../../src/kubernetes/create-informer.ts';
import { createInformer } from '../../../src/kubernetes/create-informer.ts';
import type { Informer } from '../../../src/kubernetes/informer.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubernetes } from '../../support/fake-kubernetes.ts';
import { recordingLogger } from '../../support/recording-logger.ts';

const type = { group: 'ec2.aws.evenkeel.dev', version: 'v1beta1', kind: 'VPC', plural: 'vpcs', namespaced: true };
const vpc = (name: string, size = 1): object => ({ metadata: { namespace: 'n', name }, spec: { size } });

describe('informer', () => {
  let clock: FakeClock;
  let client: FakeKubernetes;
  let logger: ReturnType<typeof recordingLogger>;
  let informer: Informer;
  let changes: string[];
  let stop: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    clock = new FakeClock();
    client = new FakeKubernetes();
    logger = recordingLogger();
    changes = [];
    stop = new AbortController();
    running = Promise.resolve();
  });

  afterEach(async () => {
    stop.abort();
    await running;
    assert.equal(clock.pending, 0, 'a timer was left behind');
    assert.equal(client.openWatches, 0, 'a watch was left open');
  });

  async function start(options: Partial<InformerOptions> = {}): Promise<void> {
    informer = createInformer({ client, type, clock, random: () => 0.5, logger, ...options });
    informer.onChange(({ old, new: next }) => changes.push(`${describeState(old)} -> ${describeState(next)}`));
    running = informer.run(stop.signal);
    await clock.settle();
  }

  function describeState(object: KubernetesObject | undefined): string {
    return object === undefined ? 'none' : `${object.metadata.name} ${JSON.stringify((object['spec'] as { size: number }).size)}`;
  }

  const verbs = (): string[] => client.calls.map((call) => call.verb);
  const names = (): string[] => informer.store.list().map((object) => object.metadata.name);

  it('lists page by page, then watches', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) client.put(type, vpc(name));
    await start({ pageSize: 2 });
    assert.deepEqual(names(), ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(verbs(), ['list', 'list', 'list', 'watch']);
    assert.ok(informer.hasSynced());
  });

  it('is synced once the first list is whole, and says so to those who wait', async () => {
    client.put(type, vpc('a'));
    const held = Promise.withResolvers<void>();
    client.intercept((call) => (call.verb === 'list' ? held.promise : undefined));
    await start();
    const waiting = informer.synced(stop.signal);
    assert.equal(informer.hasSynced(), false);
    assert.equal(informer.lastContact(), undefined);
    held.resolve();
    await waiting;
    assert.deepEqual(names(), ['a']);
    assert.equal(informer.lastContact(), clock.now());
  });

  it('lets those who wait for it go when their signal aborts', async () => {
    client.intercept(() => Promise.reject(new ApiUnreachable('down')));
    await start();
    const impatient = new AbortController();
    const waiting = informer.synced(impatient.signal);
    impatient.abort(new Error('enough'));
    await assert.rejects(waiting, { message: 'enough' });
  });

  it('follows what comes, changes and goes, with the old state', async () => {
    await start();
    client.put(type, vpc('a'));
    client.put(type, vpc('a', 2));
    client.remove(type, 'n/a');
    await clock.settle();
    assert.deepEqual(changes, ['none -> a 1', 'a 1 -> a 2', 'a 2 -> none']);
  });

  it('finds objects by index, and no longer by values that they lost', async () => {
    const bySize = (object: KubernetesObject): readonly string[] => [String((object['spec'] as { size: number }).size)];
    client.put(type, vpc('a', 1));
    client.put(type, vpc('b', 1));
    await start({ indexes: { bySize } });
    client.put(type, vpc('a', 2));
    client.remove(type, 'n/b');
    await clock.settle();
    assert.deepEqual(
      ['1', '2'].map((size) => informer.store.byIndex('bySize', size).map((object) => object.metadata.name)),
      [[], ['a']],
    );
    assert.throws(() => informer.store.byIndex('byColor', 'red'), /no index "byColor"/);
  });

  it('watches again from where it was when the server ends the watch', async () => {
    client.put(type, vpc('a'));
    await start();
    await clock.advance(60_000);
    client.closeWatches();
    client.put(type, vpc('b'));
    await clock.settle();
    assert.deepEqual(verbs(), ['list', 'watch', 'watch']);
    assert.deepEqual(names(), ['a', 'b']);
  });

  it('goes on from a bookmark, not from the last event', async () => {
    client.put(type, vpc('a'));
    await start();
    const other = { ...type, plural: 'subnets', kind: 'Subnet' };
    client.put(other, vpc('elsewhere'));
    client.sendBookmarks();
    await clock.settle();
    client.compact();
    client.sendBookmarks();
    await clock.settle();
    client.closeWatches();
    await clock.settle();
    assert.deepEqual(verbs(), ['list', 'watch', 'watch']);
  });

  it('lists again when its version is too old, and tells what vanished meanwhile', async () => {
    for (const name of ['kept', 'changed', 'gone']) client.put(type, vpc(name));
    await start();
    changes.length = 0;
    await clock.advance(60_000);
    const release = client.intercept((call, phase) =>
      call.verb === 'watch' && phase === 'before' ? Promise.reject(new ApiUnreachable('down')) : undefined,
    );
    client.closeWatches();
    await clock.settle();
    client.put(type, vpc('changed', 2));
    client.remove(type, 'n/gone');
    client.put(type, vpc('new'));
    client.compact();
    release();
    await clock.advance(1_000);
    assert.deepEqual(changes.toSorted(), ['changed 1 -> changed 2', 'gone 1 -> none', 'none -> new 1']);
    assert.deepEqual(verbs(), ['list', 'watch', 'watch', 'watch', 'list', 'watch']);
  });

  it('starts a list anew when its continuation has expired', async () => {
    for (const name of ['a', 'b', 'c']) client.put(type, vpc(name));
    let lists = 0;
    client.intercept((call, phase) => {
      if (call.verb === 'list' && phase === 'before' && ++lists === 2) client.compact();
    });
    await start({ pageSize: 2 });
    assert.deepEqual(verbs(), ['list', 'list', 'list', 'list', 'watch']);
    assert.deepEqual(names(), ['a', 'b', 'c']);
  });

  it('tells an object that was deleted and made again as two changes', async () => {
    client.put(type, vpc('a'));
    await start();
    changes.length = 0;
    await clock.advance(60_000);
    client.closeWatches(new ApiUnreachable('reset'));
    client.remove(type, 'n/a');
    client.put(type, vpc('a', 5));
    client.compact();
    await clock.advance(2_000);
    assert.deepEqual(changes, ['a 1 -> none', 'none -> a 5']);
  });

  it('backs off from 1 s to 30 s while the server is down, and starts over after a good event', async () => {
    const waits: number[] = [];
    let last = clock.now();
    const down = client.intercept((_call, phase) => {
      if (phase === 'after') return;
      waits.push((clock.now() - last) / 1_000);
      last = clock.now();
      throw new ApiUnreachable('down');
    });
    await start();
    await clock.advance(150_000);
    assert.deepEqual(waits, [0, 1, 2, 4, 8, 16, 30, 30, 30]);
    assert.equal(informer.failingSince(), last - 121_000);
    down();
    await clock.advance(30_000);
    assert.equal(informer.failingSince(), undefined);
    client.put(type, vpc('a'));
    await clock.settle();
    const before = client.calls.length;
    client.closeWatches(new ApiUnreachable('reset'));
    await clock.advance(1_000);
    assert.equal(client.calls.length, before + 1);
  });

  it('waits for as long as the server asks', async () => {
    let asked = 0;
    client.intercept((call, phase) => {
      if (call.verb === 'list' && phase === 'before' && ++asked === 1) throw new ApiError(429, 'TooManyRequests', 'slow down', 20);
    });
    await start();
    await clock.advance(19_999);
    assert.equal(asked, 1);
    await clock.advance(1);
    assert.equal(asked, 2);
  });

  it('does not spin on watches that end at once', async () => {
    await start();
    client.intercept((call) => {
      if (call.verb === 'watch') setImmediate(() => client.closeWatches());
    });
    client.closeWatches();
    await clock.advance(60_000);
    assert.ok(client.calls.length < 12, `${client.calls.length} calls in a minute`);
  });

  it('does not spin on versions that are too old from the start', async () => {
    client.intercept((call, phase) => {
      if (call.verb === 'watch' && phase === 'after') throw new ApiError(410, 'Expired', 'too old');
    });
    await start();
    assert.deepEqual(verbs(), ['list', 'watch', 'list', 'watch']);
    await clock.advance(60_000);
    assert.ok(client.calls.length < 18, `${client.calls.length} calls in a minute`);
  });

  it('asks for watches of 5 to 10 minutes, and tears down one that lasts longer', async () => {
    const asked: (number | undefined)[] = [];
    const watch = client.watch.bind(client);
    client.watch = (of, options) => {
      asked.push(options.timeoutSeconds);
      return watch(of, options);
    };
    await start();
    await clock.advance(450_000 + 29_999);
    assert.equal(asked.length, 1);
    await clock.advance(1);
    assert.notEqual(informer.failingSince(), undefined);
    await clock.advance(1_000);
    assert.deepEqual(asked, [450, 450]);
    assert.equal(informer.failingSince(), undefined);
    for (const chance of [0, 0.999]) {
      const other = new AbortController();
      const run = createInformer({ client, type, clock, random: () => chance, logger }).run(other.signal);
      await clock.settle();
      other.abort();
      await run;
    }
    assert.deepEqual(asked.slice(2), [300, 600]);
  });

  it('leaves malformed objects out, says so, and goes on with the others', async () => {
    const list = client.list.bind(client);
    client.list = async (of, options) => {
      const page = await list(of, options);
      const malformed = [null, 'text', {}, { metadata: { name: 'x' } }] as unknown as KubernetesObject[];
      return { ...page, items: [...malformed, ...page.items] };
    };
    client.put(type, vpc('bad', 13));
    client.put(type, vpc('good'));
    await start({ validate: (object) => ((object['spec'] as { size: number }).size === 13 ? 'unlucky' : undefined) });
    assert.deepEqual(names(), ['good']);
    const problems = logger.lines.map((line) => (line.fields as { problem?: string }).problem);
    assert.deepEqual(problems, ['not an object', 'not an object', 'no metadata', 'no metadata.uid', 'unlucky']);
    client.put(type, vpc('good', 2));
    client.remove(type, 'n/bad');
    await clock.settle();
    assert.deepEqual(changes, ['none -> good 1', 'good 1 -> good 2']);
  });

  it('keeps the last valid state of an object that a new list shows as invalid', async () => {
    client.put(type, vpc('a'));
    await start({ validate: (object) => ((object['spec'] as { size: number }).size === 13 ? 'unlucky' : undefined) });
    client.closeWatches(new ApiUnreachable('reset'));
    client.put(type, vpc('a', 13));
    client.compact();
    await clock.advance(2_000);
    assert.deepEqual(changes, ['none -> a 1']);
    assert.deepEqual(names(), ['a']);
  });

  it('logs a handler and an index function that throw, and serves the others', async () => {
    const failing = (): readonly string[] => {
      throw new Error('oops');
    };
    informer = createInformer({ client, type, clock, random: () => 0.5, logger, indexes: { failing } });
    informer.onChange(() => {
      throw new Error('oops');
    });
    informer.onChange(() => changes.push('seen'));
    running = informer.run(stop.signal);
    client.put(type, vpc('a'));
    await clock.settle();
    assert.deepEqual(changes, ['seen']);
    assert.deepEqual(
      logger.lines.map((line) => line.message),
      ['an index function threw', 'a handler of changes threw'],
    );
  });

  describe('shown the answers to our own writes', () => {
    const patch = (size: number): Promise<KubernetesObject> =>
      client.patch(type, { namespace: 'n', name: 'a' }, { spec: { size } }, { kind: 'merge', fieldManager: 'us' });

    /** The watch is down: what we observe is all that is heard. */
    async function startWithoutWatch(): Promise<void> {
      client.put(type, vpc('a'));
      await start();
      changes.length = 0;
      client.intercept((call) => (call.verb === 'watch' ? Promise.reject(new ApiUnreachable('down')) : undefined));
      client.closeWatches(new ApiUnreachable('down'));
      await clock.settle();
    }

    it('reads them at once, and not a second time from the watch', async () => {
      client.put(type, vpc('a'));
      await start();
      changes.length = 0;
      informer.observe(await patch(2));
      assert.deepEqual(changes, ['a 1 -> a 2']);
      await clock.settle();
      assert.deepEqual(changes, ['a 1 -> a 2']);
    });

    it('ignores one that is older than what the watch has told', async () => {
      await start();
      client.put(type, vpc('a'));
      const older = await patch(2);
      await patch(3);
      await clock.settle();
      informer.observe(older);
      assert.deepEqual(changes.at(-1), 'a 2 -> a 3');
    });

    it('does not let an older event undo them', async () => {
      await startWithoutWatch();
      const first = await patch(2);
      informer.observe(await patch(3));
      informer.observe(first);
      assert.deepEqual(changes, ['a 1 -> a 3']);
      assert.equal(client.openWatches, 0);
    });

    it('does not bring back an object that the watch has told to be gone', async () => {
      client.put(type, vpc('a'));
      await start();
      const last = await patch(2);
      client.remove(type, 'n/a');
      await clock.settle();
      changes.length = 0;
      informer.observe(last);
      assert.deepEqual(changes, []);
      assert.deepEqual(names(), []);
    });

    it('keeps a new object through a list that was taken before it', async () => {
      await start();
      const held = Promise.withResolvers<void>();
      client.intercept((call, phase) => (call.verb === 'list' && phase === 'after' ? held.promise : undefined));
      client.closeWatches(new ApiUnreachable('reset'));
      client.compact();
      await clock.advance(1_000);
      informer.observe(await client.create(type, vpc('new'), 'us'));
      held.resolve();
      await clock.settle();
      assert.deepEqual(changes, ['none -> new 1']);
      assert.deepEqual(names(), ['new']);
      client.remove(type, 'n/new');
      await clock.settle();
      assert.deepEqual(names(), []);
    });

    it('keeps a namesake through the late news that the first one is gone', async () => {
      client.put(type, vpc('a'));
      await start();
      client.remove(type, 'n/a');
      informer.observe(await client.create(type, vpc('a', 9), 'us'));
      await clock.settle();
      assert.deepEqual(changes, ['none -> a 1', 'a 1 -> none', 'none -> a 9']);
    });
  });
});
