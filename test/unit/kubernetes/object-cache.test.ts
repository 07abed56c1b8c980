import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../../src/kubernetes/informer.ts';
import { ObjectCache } from '../../../src/kubernetes/object-cache.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';

function state(uid: string, resourceVersion: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a', uid, resourceVersion } };
}

function setUp(): { cache: ObjectCache; versions: () => string[]; changes: Change[] } {
  const changes: Change[] = [];
  const cache = new ObjectCache({}, (change) => changes.push(change));
  return { cache, changes, versions: () => changes.map((change) => change.new?.metadata.resourceVersion ?? 'none') };
}

describe('object cache', () => {
  it('skips events older than what a write of ours returned', () => {
    const { cache, versions } = setUp();
    cache.set(state('u', '9'));
    cache.observe(state('u', '11'));
    cache.set(state('u', '10'));
    cache.set(state('u', '11'));
    cache.set(state('u', '12'));
    assert.deepEqual(versions(), ['9', '11', '12']);
  });

  it('believes a list with older versions than it has seen, as after a restored backup', () => {
    const { cache, versions } = setUp();
    cache.set(state('u', '100'));
    cache.set(state('u', '50'));
    cache.retain(new Set(['a']), '60');
    assert.deepEqual(versions(), ['100', '50']);
  });

  it('takes what comes last where versions are not numbers', () => {
    const { cache, versions } = setUp();
    cache.set(state('u', 'x9'));
    cache.observe(state('u', 'x1'));
    cache.set(state('u', 'x5'));
    assert.deepEqual(versions(), ['x9', 'x1', 'x5']);
  });

  it('says of each change what was there before', () => {
    const { cache, changes } = setUp();
    cache.set(state('u', '1'));
    cache.set(state('v', '2'));
    cache.delete(state('v', '3'));
    const texts = changes.map(({ old, new: next }) => `${old?.metadata.uid ?? '-'} ${next?.metadata.uid ?? '-'}`);
    assert.deepEqual(texts, ['- u', 'u -', '- v', 'v -']);
  });

  /** What a server did to one object: each step is a write, of ours (we get the answer) or another's, or a deletion. */
  const history = fc.array(fc.constantFrom<'ours' | 'theirs' | 'delete'>('ours', 'ours', 'theirs', 'delete'), {
    minLength: 1,
    maxLength: 12,
  });

  it('ends with what the server has, whenever the answers to our writes come in between its events', () =>
    fc.assert(
      fc.property(history, fc.array(fc.boolean()), (steps, order) => {
        const { events, answers, last } = played(steps);
        const { cache, versions } = setUp();
        let answered = 0;
        const isAnswerNext = (turn: number): boolean => order[turn % Math.max(1, order.length)] ?? false;
        for (let turn = 0, told = 0; told < events.length || answered < answers.length; turn++) {
          const answer = answers[answered];
          if (answer !== undefined && (told === events.length || isAnswerNext(turn))) {
            cache.observe(answer);
            answered += 1;
          } else {
            tell(cache, events[told]);
            told += 1;
          }
        }
        assert.equal(cache.get('a')?.metadata.resourceVersion, last?.metadata.resourceVersion);
        const seen = versions()
          .filter((version) => version !== 'none')
          .map(Number);
        assert.deepEqual(
          seen,
          seen.toSorted((a, b) => a - b),
          'a version came back',
        );
      }),
      { numRuns: 1_000 },
    ));
});

type Told = { readonly deleted: boolean; readonly object: KubernetesObject } | undefined;

function tell(cache: ObjectCache, event: Told): void {
  if (event === undefined) return;
  if (event.deleted) cache.delete(event.object);
  else cache.set(event.object);
  cache.advance(event.object.metadata.resourceVersion);
}

function played(steps: readonly string[]): { events: Told[]; answers: KubernetesObject[]; last: KubernetesObject | undefined } {
  const events: Told[] = [];
  const answers: KubernetesObject[] = [];
  let current: KubernetesObject | undefined;
  for (const [index, step] of steps.entries()) {
    const version = String(index + 8);
    if (step === 'delete') {
      if (current === undefined) continue;
      events.push({ deleted: true, object: state(current.metadata.uid, version) });
      current = undefined;
      continue;
    }
    current = state(current?.metadata.uid ?? `uid-${index}`, version);
    events.push({ deleted: false, object: current });
    if (step === 'ours') answers.push(current);
  }
  return { events, answers, last: current };
}
