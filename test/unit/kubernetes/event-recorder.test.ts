import assert from 'node:assert/strict';
import { ApiUnreachable } from '../../../src/kubernetes/api-error.ts';
import { eventType } from '../../../src/kubernetes/event-body.ts';
import type { EventRecorder, EventRecorderOptions } from '../../../src/kubernetes/event-recorder.ts';
import { createEventRecorder } from '../../../src/kubernetes/event-recorder.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeKubernetes } from '../../support/fake-kubernetes.ts';
import { recordingLogger } from '../../support/recording-logger.ts';
import { seededRandom } from '../../support/seeded-random.ts';

function vpc(name: string, namespace: string | undefined = 'n'): KubernetesObject {
  const metadata = { name, uid: `uid of ${name}`, resourceVersion: '7', ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'VPC', metadata };
}

describe('event recorder', () => {
  let clock: FakeClock;
  let client: FakeKubernetes;
  let logger: ReturnType<typeof recordingLogger>;
  let recorder: EventRecorder;
  let stop: AbortController;
  let running: Promise<void>;

  beforeEach(() => {
    clock = new FakeClock();
    client = new FakeKubernetes();
    logger = recordingLogger();
    start();
  });

  afterEach(async () => {
    stop.abort();
    await clock.advance(60_000);
    await running;
    assert.equal(clock.pending, 0);
  });

  function start(options: Partial<EventRecorderOptions> = {}): void {
    stop?.abort();
    recorder = createEventRecorder({ client, component: 'evenkeel', clock, random: seededRandom(3), logger, ...options });
    stop = new AbortController();
    running = recorder.run(stop.signal);
  }

  const created = { type: 'Normal', reason: 'Created', message: 'made vpc-1' } as const;
  const counts = (): unknown[] => client.all(eventType).map((event) => event['count']);

  it('writes what kubectl describe shows', async () => {
    recorder.record(vpc('a'), created);
    await clock.settle();
    const [event] = client.all(eventType);
    assert.match(event?.metadata.name ?? '', /^a\.[0-9a-f]+$/u);
    const { metadata: _metadata, ...rest } = event ?? {};
    assert.deepEqual(rest, {
      apiVersion: 'v1',
      kind: 'Event',
      involvedObject: {
        apiVersion: 'ec2.aws.evenkeel.dev/v1beta1',
        kind: 'VPC',
        name: 'a',
        namespace: 'n',
        uid: 'uid of a',
        resourceVersion: '7',
      },
      ...created,
      count: 1,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
      source: { component: 'evenkeel' },
      reportingComponent: 'evenkeel',
      reportingInstance: '',
    });
  });

  it('counts what happens again, and tells different things apart', async () => {
    recorder.record(vpc('a'), created);
    await clock.advance(90_000);
    recorder.record(vpc('a'), created);
    recorder.record(vpc('a'), created);
    recorder.record(vpc('a'), { ...created, message: 'made vpc-2' });
    recorder.record(vpc('b'), created);
    await clock.settle();
    assert.deepEqual(counts().toSorted(), [1, 1, 3]);
    const repeated = client.all(eventType).find((event) => event['count'] === 3);
    assert.deepEqual([repeated?.['firstTimestamp'], repeated?.['lastTimestamp']], ['2026-01-01T00:00:00Z', '2026-01-01T00:01:30Z']);
  });

  it('tells anew what has expired on the server', async () => {
    recorder.record(vpc('a'), created);
    await clock.settle();
    const [event] = client.all(eventType);
    client.remove(eventType, `n/${event?.metadata.name}`);
    recorder.record(vpc('a'), created);
    await clock.settle();
    assert.deepEqual(counts(), [1]);
  });

  it('puts events of cluster-scoped objects into the namespace default', async () => {
    const object = vpc('c');
    recorder.record({ ...object, metadata: { name: 'c', uid: 'u', resourceVersion: '1' } }, created);
    await clock.settle();
    assert.equal(client.all(eventType)[0]?.metadata.namespace, 'default');
  });

  it('makes names and texts that the server accepts', async () => {
    recorder.record(vpc(`${'long-'.repeat(50)}x`), { ...created, message: 'm'.repeat(5_000) });
    await clock.settle();
    const [event] = client.all(eventType);
    assert.ok((event?.metadata.name.length ?? 999) <= 253);
    assert.match(event?.metadata.name ?? '', /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\.[0-9a-f]+$/u);
    assert.equal(String(event?.['message']).length, 1_024);
  });

  it('lets 25 events about one object through, then one in five minutes, and says what it dropped', async () => {
    for (let index = 0; index < 40; index++) recorder.record(vpc('a'), { ...created, message: `made ${index}` });
    recorder.record(vpc('b'), created);
    await clock.settle(100);
    assert.equal(counts().length, 26);
    assert.deepEqual(
      logger.lines.map((line) => line.fields),
      [{ dropped: 15 }],
    );
    await clock.advance(300_000);
    recorder.record(vpc('a'), { ...created, message: 'one more' });
    recorder.record(vpc('a'), { ...created, message: 'one too many' });
    await clock.settle();
    assert.equal(counts().length, 27);
  });

  it('goes on when an event can not be written', async () => {
    const cut = client.intercept(() => Promise.reject(new ApiUnreachable('down')));
    recorder.record(vpc('a'), created);
    await clock.settle();
    cut();
    recorder.record(vpc('b'), created);
    await clock.settle();
    assert.deepEqual(counts(), [1]);
    assert.deepEqual(
      logger.lines.map((line) => line.message),
      ['an event could not be written'],
    );
  });

  it('keeps no more than it may while the server hangs', async () => {
    const hung = Promise.withResolvers<void>();
    start({ maxQueued: 10 });
    client.intercept((_call, phase) => (phase === 'before' ? hung.promise : undefined));
    for (let index = 0; index < 100; index++) recorder.record(vpc(`v${index}`), created);
    hung.resolve();
    await clock.settle(100);
    assert.equal(counts().length, 10);
  });

  it('writes what is queued when it is stopped', async () => {
    for (let index = 0; index < 20; index++) recorder.record(vpc(`v${index}`), created);
    stop.abort();
    await running;
    assert.equal(counts().length, 20);
  });

  it('does not wait longer than 5 s for that', async () => {
    client.intercept((call) => (call.verb === 'create' ? new Promise<void>(() => undefined) : undefined));
    await clock.settle();
    stop.abort();
    recorder.record(vpc('a'), created);
    recorder.record(vpc('b'), created);
    let ended = false;
    void running.then(() => (ended = true));
    await clock.advance(4_999);
    assert.equal(ended, false);
    await clock.advance(1);
    assert.equal(ended, true);
    assert.equal(client.writes.length, 1);
  });
});
