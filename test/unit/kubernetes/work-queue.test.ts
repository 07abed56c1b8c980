import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createWorkQueue } from '../../../src/kubernetes/create-work-queue.ts';
import type { MeasuredWorkQueue } from '../../../src/kubernetes/create-work-queue.ts';
import type { Priority } from '../../../src/kubernetes/work-queue.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const never = new AbortController().signal;

function setUp(metrics = {}): { clock: FakeClock; queue: MeasuredWorkQueue } {
  const clock = new FakeClock();
  return { clock, queue: createWorkQueue({ clock, random: () => 0.5, ...metrics }) };
}

/** Takes all that is ready. */
async function drain(queue: MeasuredWorkQueue): Promise<string[]> {
  const keys: string[] = [];
  while (queue.depth > 0) keys.push((await queue.take(never)) ?? 'none');
  return keys;
}

describe('work queue', () => {
  it('hands out edits before events before sweeps, each in order of arrival', async () => {
    const { queue } = setUp();
    queue.add('s1', { priority: 'sweep' });
    queue.add('v1');
    queue.add('e1', { priority: 'edit' });
    queue.add('s2', { priority: 'sweep' });
    queue.add('e2', { priority: 'edit' });
    assert.deepEqual(await drain(queue), ['e1', 'e2', 'v1', 's1', 's2']);
  });

  it('hands a key that was added twice out once, at the more urgent priority', async () => {
    const { queue } = setUp();
    queue.add('a', { priority: 'sweep' });
    queue.add('b');
    queue.add('a', { priority: 'edit' });
    queue.add('a', { priority: 'sweep' });
    assert.equal(queue.depth, 2);
    assert.deepEqual(await drain(queue), ['a', 'b']);
  });

  it('hands a key that was added during its work out again, after done', async () => {
    const { queue } = setUp();
    queue.add('a');
    await queue.take(never);
    queue.add('a');
    queue.add('a');
    assert.equal(queue.depth, 0);
    queue.done('a');
    assert.deepEqual(await drain(queue), ['a']);
    queue.done('a');
    assert.equal(queue.depth, 0);
  });

  it('keeps the earlier of two times', async () => {
    const { clock, queue } = setUp();
    queue.add('a', { after: 1_000 });
    queue.add('a', { after: 5_000 });
    queue.add('b', { after: 5_000 });
    queue.add('b', { after: 1_000 });
    await clock.advance(999);
    assert.equal(queue.depth, 0);
    await clock.advance(1);
    assert.deepEqual(await drain(queue), ['a', 'b']);
    assert.equal(clock.pending, 0);
  });

  it('makes a waiting key ready at once when it is added without delay', async () => {
    const { clock, queue } = setUp();
    queue.add('a', { after: 60_000 });
    queue.add('a');
    assert.equal(queue.depth, 1);
    assert.equal(clock.pending, 0);
  });

  it('holds a key whose time comes during its work until done', async () => {
    const { clock, queue } = setUp();
    queue.add('a');
    await queue.take(never);
    queue.add('a', { after: 10 });
    await clock.advance(10);
    assert.equal(queue.depth, 0);
    queue.done('a');
    assert.equal(queue.depth, 1);
  });

  it('wakes takers in the order in which they came', async () => {
    const { queue } = setUp();
    const first = queue.take(never);
    const second = queue.take(never);
    queue.add('a');
    queue.add('b');
    assert.deepEqual(await Promise.all([first, second]), ['a', 'b']);
  });

  it('loses no key to a taker whose signal aborted', async () => {
    const { queue } = setUp();
    const gone = new AbortController();
    const first = queue.take(gone.signal);
    const second = queue.take(never);
    gone.abort();
    queue.add('a');
    assert.equal(await first, undefined);
    assert.equal(await second, 'a');
    assert.equal(await queue.take(gone.signal), undefined);
  });

  it('wakes all takers and refuses adds when it is shut down', async () => {
    const { clock, queue } = setUp();
    const taker = queue.take(never);
    queue.add('later', { after: 10 });
    queue.shutDown();
    queue.add('b');
    assert.equal(await taker, undefined);
    assert.equal(await queue.take(never), undefined);
    assert.equal(queue.depth, 0);
    assert.equal(clock.pending, 0);
  });

  it('doubles the back-off of a key from 1 s up to 5 min, and forgets it', () => {
    const { queue } = setUp();
    const delays = Array.from({ length: 11 }, () => queue.addRateLimited('a'));
    assert.deepEqual(
      delays,
      [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1_000),
    );
    assert.equal(queue.addRateLimited('b'), 1_000);
    queue.forget('a');
    assert.equal(queue.addRateLimited('a'), 1_000);
  });

  it('spreads back-offs by a fifth, and never beyond the longest', () => {
    const queue = createWorkQueue({ clock: new FakeClock(), random: seededRandom(7) });
    const first = Array.from({ length: 50 }, (_, index) => queue.addRateLimited(`key ${index}`));
    assert.ok(Math.min(...first) >= 800 && Math.max(...first) <= 1_200, String(first));
    assert.ok(new Set(first).size > 40);
    const last = Array.from({ length: 50 }, () => queue.addRateLimited('one')).slice(15);
    assert.ok(
      last.every((delay) => delay >= 240_000 && delay <= 300_000),
      String(last),
    );
  });

  it('retries at the priority at which the key was taken', async () => {
    const { clock, queue } = setUp();
    queue.add('swept', { priority: 'sweep' });
    await queue.take(never);
    queue.addRateLimited('swept');
    queue.done('swept');
    await clock.advance(1_000);
    queue.add('event');
    assert.deepEqual(await drain(queue), ['event', 'swept']);
  });

  it('tells how long keys were queued and worked on', async () => {
    const told: string[] = [];
    const metrics = {
      depth: (depth: number, priority: Priority) => told.push(`${priority} ${depth}`),
      added: () => told.push('added'),
      retried: () => told.push('retried'),
      taken: (seconds: number) => told.push(`queued ${seconds}`),
      finished: (seconds: number) => told.push(`worked ${seconds}`),
    };
    const { clock, queue } = setUp({ metrics });
    queue.add('a');
    await clock.advance(2_000);
    await queue.take(never);
    await clock.advance(3_000);
    assert.deepEqual(queue.unfinished(), { totalSeconds: 3, longestSeconds: 3 });
    queue.addRateLimited('a');
    queue.done('a');
    assert.deepEqual(told, ['added', 'event 1', 'event 0', 'queued 2', 'retried', 'added', 'worked 3']);
    assert.deepEqual(queue.unfinished(), { totalSeconds: 0, longestSeconds: 0 });
  });
});

type Step =
  | { readonly do: 'add'; readonly key: string; readonly priority: Priority; readonly after: number }
  | { readonly do: 'retry'; readonly key: string }
  | { readonly do: 'take' }
  | { readonly do: 'done'; readonly key: string }
  | { readonly do: 'wait'; readonly ms: number };

const keys = fc.constantFrom('a', 'b', 'c', 'd');
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    key: keys,
    priority: fc.constantFrom<Priority>('edit', 'event', 'sweep'),
    after: fc.constantFrom(0, 0, 5, 100),
  }),
  fc.record({ do: fc.constant('retry' as const), key: keys }),
  fc.record({ do: fc.constant('take' as const) }),
  fc.record({ do: fc.constant('done' as const), key: keys }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 5, 1_000) }),
);

/** What a queue owes: keys that were added and not handed out since, with their most urgent priority and earliest time. */
class Model {
  readonly owed = new Map<string, { rank: number; at: number }>();
  readonly working = new Set<string>();

  add(key: string, rank: number, at: number): void {
    const before = this.owed.get(key);
    this.owed.set(key, { rank: Math.min(rank, before?.rank ?? rank), at: Math.min(at, before?.at ?? at) });
  }

  ready(now: number): readonly (readonly [string, number])[] {
    return [...this.owed].filter(([key, { at }]) => at <= now && !this.working.has(key)).map(([key, { rank }]) => [key, rank] as const);
  }
}

const ranks: Record<Priority, number> = { edit: 0, event: 1, sweep: 2 };

describe('work queue, for any order of calls', () => {
  it('loses no key, has no two workers on one, and hands out the most urgent', () =>
    fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 60, size: 'max' }), async (script) => {
        const { clock, queue } = setUp();
        const model = new Model();
        const taken = new Map<string, number>();
        for (const step of script) {
          switch (step.do) {
            case 'add':
              queue.add(step.key, { priority: step.priority, after: step.after });
              model.add(step.key, ranks[step.priority], clock.now() + step.after);
              break;
            case 'retry':
              model.add(
                step.key,
                model.working.has(step.key) ? (taken.get(step.key) ?? 1) : 1,
                clock.now() + queue.addRateLimited(step.key),
              );
              break;
            case 'take':
              await takeOne(queue, model, taken, clock.now());
              break;
            case 'done':
              queue.done(step.key);
              model.working.delete(step.key);
              break;
            case 'wait':
              await clock.advance(step.ms);
              break;
            default:
              step satisfies never;
          }
          assert.equal(queue.depth, model.ready(clock.now()).length);
        }
        for (const key of model.working) queue.done(key);
        model.working.clear();
        await clock.advance(400_000);
        assert.deepEqual((await drain(queue)).toSorted(), [...model.owed.keys()].toSorted());
      }),
      { numRuns: 300 },
    ));
});

async function takeOne(queue: MeasuredWorkQueue, model: Model, taken: Map<string, number>, now: number): Promise<void> {
  const ready = model.ready(now);
  if (ready.length === 0) return;
  const key = (await queue.take(never)) ?? 'none';
  const rank = ready.find(([each]) => each === key)?.[1];
  assert.equal(rank, Math.min(...ready.map(([, each]) => each)), `${key} was not the most urgent`);
  taken.set(key, rank);
  model.owed.delete(key);
  model.working.add(key);
}
