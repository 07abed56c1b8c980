import assert from 'node:assert/strict';
import { ApiUnreachable } from '../../../src/kubernetes/api-error.ts';
import { sleep } from '../../../src/base/clock.ts';
import type { KubernetesClient } from '../../../src/kubernetes/client.ts';
import { leaseSpecOf, leaseType } from '../../../src/kubernetes/lease.ts';
import type { LeaseSpec } from '../../../src/kubernetes/lease.ts';
import type { LeaderElector } from '../../../src/kubernetes/leader-elector.ts';
import { createLeaderElector } from '../../../src/kubernetes/leader-elector.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import type { Call } from '../../support/fake-kubernetes.ts';
import { FakeKubernetes } from '../../support/fake-kubernetes.ts';
import { recordingLogger } from '../../support/recording-logger.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const lease = { namespace: 'evenkeel', name: 'controller' };

describe('leader elector', () => {
  let clock: FakeClock;
  let client: FakeKubernetes;
  /** What happened, in order. */
  let story: string[];
  let stops: AbortController[];
  let runs: Promise<void>[];

  beforeEach(() => {
    clock = new FakeClock();
    client = new FakeKubernetes();
    story = [];
    stops = [];
    runs = [];
  });

  afterEach(async () => {
    for (const stop of stops) stop.abort();
    await clock.advance(20_000);
    await Promise.all(runs);
    assert.equal(clock.pending, 0);
  });

  interface Candidate {
    readonly elector: LeaderElector;
    readonly stop: AbortController;
    readonly run: Promise<void>;
  }

  /** `work` is what the leader does; it ends at once when it is told to, unless given. */
  async function stand(
    identity: string,
    over: Pick<KubernetesClient, 'get' | 'create' | 'update'> = client,
    work: (signal: AbortSignal) => Promise<void> = untilAborted,
  ): Promise<Candidate> {
    const elector = createLeaderElector({
      client: over,
      ...lease,
      identity,
      clock,
      random: () => 0.5,
      logger: recordingLogger(),
      onStartedLeading: async (signal) => {
        story.push(`${identity} leads`);
        await work(signal);
        story.push(`${identity} is done`);
      },
      onStoppedLeading: () => story.push(`${identity} stopped`),
    });
    const stop = new AbortController();
    const run = elector.run(stop.signal);
    stops.push(stop);
    runs.push(run.catch(() => undefined));
    await clock.settle();
    return { elector, stop, run };
  }

  function untilAborted(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  function spec(): LeaseSpec {
    const found = client.peek(leaseType, 'evenkeel/controller');
    if (found === undefined) throw new Error('there is no lease');
    return leaseSpecOf(found);
  }

  /** Lets a client's calls fail from now on; the result lets them through again. */
  function cutOff(over: FakeKubernetes, which: (call: Call) => boolean = () => true): () => void {
    return over.intercept((call, phase) => (phase === 'before' && which(call) ? Promise.reject(new ApiUnreachable('cut off')) : undefined));
  }

  it('makes the lease, with six fraction digits in its times, and renews it every 2 s', async () => {
    const { elector } = await stand('a');
    assert.ok(elector.holdsLease());
    assert.deepEqual(spec(), {
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: '2026-01-01T00:00:00.000000Z',
      renewTime: '2026-01-01T00:00:00.000000Z',
      leaseTransitions: 0,
    });
    await clock.advance(6_000);
    assert.equal(spec().renewTime, '2026-01-01T00:00:06.000000Z');
    assert.deepEqual(
      client.writes.map((call) => call.verb),
      ['create', 'update', 'update', 'update'],
    );
  });

  it('has one leader of two, and the other as soon as the first gives up', async () => {
    const first = await stand('a');
    const second = await stand('b');
    await clock.advance(120_000);
    assert.deepEqual(story, ['a leads']);
    assert.equal(second.elector.holdsLease(), false);
    first.stop.abort();
    await first.run;
    assert.equal(first.elector.holdsLease(), false);
    assert.equal(spec().holderIdentity, '');
    await clock.advance(2_500);
    assert.deepEqual(story, ['a leads', 'a is done', 'a stopped', 'b leads']);
    assert.equal(spec().leaseTransitions, 1);
  });

  it('takes the lease of one that vanished only after it was unchanged for its duration, by our clock', async () => {
    // The other's clock is a day ahead: its renewTime says nothing.
    const renewTime = '2026-01-02T00:00:00.000000Z';
    client.put(leaseType, { metadata: lease, spec: { holderIdentity: 'gone', leaseDurationSeconds: 20, renewTime, leaseTransitions: 4 } });
    await stand('b');
    await clock.advance(19_000);
    assert.deepEqual(story, []);
    await clock.advance(3_500);
    assert.deepEqual(story, ['b leads']);
    assert.equal(spec().leaseTransitions, 5);
  });

  it('leaves a lease that goes on changing alone', async () => {
    client.put(leaseType, { metadata: lease, spec: { holderIdentity: 'other', leaseDurationSeconds: 15, renewTime: 'x' } });
    await stand('b');
    for (let renewal = 0; renewal < 20; renewal++) {
      await clock.advance(9_000);
      client.edit(
        leaseType,
        'evenkeel/controller',
        (draft) => (draft['spec'] = { ...(draft['spec'] as object), renewTime: `x${renewal}` }),
      );
    }
    assert.deepEqual(story, []);
  });

  it('stops leading 10 s after the last renewal that it knows to have succeeded, before another can lead', async () => {
    const first = await stand('a');
    const others = new FakeKubernetes();
    await clock.advance(4_000);
    cutOff(client, (call) => call.fieldManager !== undefined || call.verb === 'get');
    await clock.advance(9_999);
    assert.ok(first.elector.holdsLease());
    await clock.advance(1);
    assert.equal(first.elector.holdsLease(), false);
    assert.deepEqual(story, ['a leads', 'a is done', 'a stopped']);
    assert.equal(others.calls.length, 0);
  });

  it('leads through a renewal that never gets an answer, and not through two', async () => {
    const { elector } = await stand('a');
    const hang = (): (() => void) =>
      client.intercept((call, phase) => (phase === 'before' && call.verb === 'update' ? new Promise<void>(() => undefined) : undefined));
    const first = hang();
    await clock.advance(6_000);
    first();
    await clock.advance(60_000);
    assert.deepEqual(story, ['a leads']);
    const second = hang();
    await clock.advance(12_000);
    assert.equal(elector.holdsLease(), false);
    assert.deepEqual(story, ['a leads', 'a is done', 'a stopped']);
    second();
    await clock.advance(10_000);
    assert.ok(elector.holdsLease());
  });

  it('goes on leading through a failed renewal or two', async () => {
    const { elector } = await stand('a');
    const back = cutOff(client);
    await clock.advance(7_000);
    back();
    await clock.advance(60_000);
    assert.ok(elector.holdsLease());
    assert.deepEqual(story, ['a leads']);
  });

  it('goes on leading when only the answer of a renewal was lost', async () => {
    const { elector } = await stand('a');
    const lose = client.intercept((call, phase) =>
      phase === 'after' && call.verb === 'update' ? Promise.reject(new ApiUnreachable('lost')) : undefined,
    );
    await clock.advance(4_000);
    lose();
    await clock.advance(60_000);
    assert.ok(elector.holdsLease());
    assert.deepEqual(story, ['a leads']);
  });

  it('yields at once to one that took the lease', async () => {
    const { elector } = await stand('a');
    client.edit(
      leaseType,
      'evenkeel/controller',
      (draft) => (draft['spec'] = { holderIdentity: 'thief', leaseDurationSeconds: 15, renewTime: 'x' }),
    );
    await clock.advance(4_000);
    assert.equal(elector.holdsLease(), false);
    assert.deepEqual(story.slice(0, 3), ['a leads', 'a is done', 'a stopped']);
  });

  it('has one winner of two that try at the same moment', async () => {
    const both = Promise.withResolvers<void>();
    client.intercept((call, phase) => (call.verb === 'create' && phase === 'before' ? both.promise : undefined));
    const candidates = [await stand('a'), await stand('b')];
    assert.equal(client.writes.length, 2);
    both.resolve();
    await clock.settle();
    assert.deepEqual(
      candidates.map(({ elector }) => elector.holdsLease()),
      [true, false],
    );
    assert.deepEqual(story, ['a leads']);
  });

  it('counts its time from when a renewal was sent, not from its answer', async () => {
    const { elector } = await stand('a');
    client.intercept((call, phase) => (call.verb === 'update' && phase === 'after' ? sleep(clock, 4_000) : undefined));
    await clock.advance(6_000);
    cutOff(client);
    await clock.advance(5_999);
    assert.ok(elector.holdsLease());
    await clock.advance(1);
    assert.equal(elector.holdsLease(), false);
  });

  it('keeps the lease for as long as the work needs to finish, then gives it up', async () => {
    const finish = Promise.withResolvers<void>();
    const { elector, stop, run } = await stand('a', client, () => finish.promise);
    stop.abort();
    await clock.advance(30_000);
    assert.ok(elector.holdsLease());
    assert.equal(spec().holderIdentity, 'a');
    finish.resolve();
    await run;
    assert.equal(spec().holderIdentity, '');
    assert.equal(elector.holdsLease(), false);
  });

  it('gives the lease up and rejects when the work fails', async () => {
    const { run } = await stand('a', client, () => Promise.reject(new Error('broken')));
    await assert.rejects(run, { message: 'broken' });
    assert.equal(spec().holderIdentity, '');
  });

  it('has never two leaders, wherever the network breaks', async () => {
    const links = [linkTo(client), linkTo(client), linkTo(client)];
    const electors: LeaderElector[] = [];
    for (const [index, link] of links.entries()) electors.push((await stand(`process-${index}`, link.client)).elector);
    const random = seededRandom(11);
    for (let step = 0; step < 3_000; step++) {
      if (step % 30 === 0) for (const link of links) link.state = linkStates[Math.floor(random() * linkStates.length)] ?? 'up';
      await clock.advance(500);
      const leading = electors.filter((elector) => elector.holdsLease()).length;
      assert.ok(leading <= 1, `${leading} hold the lease at step ${step}`);
    }
    assertTurns(story);
    assert.ok(spec().leaseTransitions > 5, `the lease changed hands only ${spec().leaseTransitions} times`);
  });
});

const linkStates = ['up', 'up', 'down', 'deaf'] as const;

/** Nobody starts to lead before the one before is done. */
function assertTurns(story: readonly string[]): void {
  let leader: string | undefined;
  for (const [who = '', what] of story.map((entry) => entry.split(' '))) {
    assert.ok(what !== 'leads' || leader === undefined, `${who} leads while ${leader} does`);
    if (what === 'leads') leader = who;
    if (what === 'is') leader = undefined;
  }
}

/** One process' way to the API server: `down`, nothing arrives there; `deaf`, it arrives and the answer is lost. */
function linkTo(server: FakeKubernetes): {
  state: 'up' | 'down' | 'deaf';
  readonly client: Pick<KubernetesClient, 'get' | 'create' | 'update'>;
} {
  async function over<T>(call: () => Promise<T>): Promise<T> {
    if (link.state === 'down') throw new ApiUnreachable('down');
    const result = await call();
    if (link.state === 'deaf') throw new ApiUnreachable('the answer is lost');
    return result;
  }
  const link: ReturnType<typeof linkTo> = {
    state: 'up',
    client: {
      get: (type, name) => over(() => server.get(type, name)),
      create: (type, object, manager) => over(() => server.create(type, object, manager)),
      update: (type, name, object, manager) => over(() => server.update(type, name, object, manager)),
    },
  };
  return link;
}
