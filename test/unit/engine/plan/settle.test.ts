import assert from 'node:assert/strict';
import type { Change } from '../../../../src/engine/kind.ts';
import type { Action } from '../../../../src/engine/plan/action.ts';
import { describePlan } from '../../../../src/engine/plan/describe-plan.ts';
import { plan } from '../../../../src/engine/plan/plan.ts';
import { rememberWrites, withinSettle, type Settling, type WriteMemory } from '../../../../src/engine/plan/settle.ts';
import { owner, planInput } from './plan-case.ts';

const settleMs = 30_000;
const written = new Map([['size', { before: 1, after: 2, at: 1000, times: 1 }]]);
const at = (now: number, memory: WriteMemory = written): Settling => ({ memory, now, settleMs });
const change: Change = { path: 'size', from: 1, to: 2, cause: 'spec' };

const cases: readonly (readonly [name: string, change: Change, now: number, reread: boolean])[] = [
  ['the value from before our write, soon after it', change, 1000 + settleMs - 1, true],
  ['the same when the settle time is over', change, 1000 + settleMs, false],
  ['a third value: someone else wrote', { ...change, from: 7 }, 1001, false],
  ['another wish', { ...change, to: 3 }, 1001, false],
  ['another leaf', { ...change, path: 'title' }, 1001, false],
  ['a secret, which no read ever shows', { ...change, cause: 'secret' }, 1001, false],
];

describe('withinSettle', () => {
  for (const [name, given, now, reread] of cases) {
    it(`${reread ? 'reads again' : 'writes'}: ${name}`, () => {
      assert.deepEqual(withinSettle([given], at(now)), { write: reread ? [] : [given], reread: reread ? [given] : [] });
    });
  }

  it('writes everything where nothing is remembered', () =>
    assert.deepEqual(withinSettle([change], undefined), { write: [change], reread: [] }));
});

describe('a plan within the settle time', () => {
  const stale = { desired: { size: 2, title: 'b' }, seen: { fields: { size: 1, title: 'a' } } };

  it('writes what is new and waits for the rest', () => {
    assert.equal(describePlan(plan(planInput({ ...stale, settling: at(1001) })).actions), 'update title; wait size (settling)');
  });

  it('writes all afterwards', () => {
    assert.equal(describePlan(plan(planInput({ ...stale, settling: at(1000 + settleMs) })).actions), 'update title, size');
  });

  it('does not repeat its own writes, tags and owner tags included', () => {
    const input = planInput({
      ...stale,
      tags: { a: '1' },
      applied: { tags: ['b'], fields: [] },
      seen: { ...stale.seen, tags: { a: '0', b: 'x' }, owner: { ...owner, uid: 'old' } },
    });
    const memory = rememberWrites(at(5000, new Map()), plan(input).actions, input.observed);
    const again = plan({ ...input, settling: at(5001, memory) }).actions;
    assert.deepEqual(
      again.map(({ type, reason }) => [type, reason]),
      [
        ['wait', 'settling'],
        ['wait', 'settling'],
      ],
    );
  });
});

describe('rememberWrites', () => {
  const update: Action = { type: 'update', changes: [{ path: 'title', from: 'a', to: 'b', cause: 'spec' }], calls: [], reason: '' };

  it('adds to what has not settled yet', () => {
    const memory = rememberWrites(at(2000), [update], undefined);
    assert.deepEqual(
      [...memory],
      [
        ['size', written.get('size')],
        ['title', { before: 'a', after: 'b', at: 2000, times: 1 }],
      ],
    );
  });

  it('forgets what has, after twice the time', () => {
    assert.deepEqual([...rememberWrites(at(999 + 2 * settleMs), [], undefined)], [...written]);
    assert.deepEqual([...rememberWrites(at(1000 + 2 * settleMs), [], undefined)], []);
  });

  it('distrusts for twice as long what was written again and did not hold, up to five minutes', () => {
    let memory: WriteMemory = new Map();
    let now = 0;
    const pauses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      memory = rememberWrites(at(now, memory), [{ ...update, changes: [change] }], undefined);
      let pause = 0;
      while (withinSettle([change], at(now + pause, memory)).reread.length > 0) pause += settleMs;
      pauses.push(pause);
      now += pause;
    }
    assert.deepEqual(pauses, [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('begins anew with another wish', () => {
    const again = { ...change, to: 3 };
    const memory = rememberWrites(
      at(2000, rememberWrites(at(1500), [{ ...update, changes: [change] }], undefined)),
      [{ ...update, changes: [again] }],
      undefined,
    );
    assert.deepEqual(memory.get('size'), { before: 1, after: 3, at: 2000, times: 1 });
  });
});
