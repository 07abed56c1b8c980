import assert from 'node:assert/strict';
import type { EngineSettings } from '../../../../src/engine/engine.ts';
import type { ObjectMemory } from '../../../../src/engine/reconcile/object-memory.ts';
import { attemptEnd } from '../../../../src/engine/reconcile/attempt-end.ts';

const settings: EngineSettings = { leaseMs: 15_000, requestTimeoutMs: 30_000, visibilityWindowMs: undefined, settleMs: undefined };
const kind = { visibilityWindowMs: 300_000 };
const windowMs = 345_000;
const minute = 60_000;
const now = Date.UTC(2026, 0, 1);

describe('attemptEnd', () => {
  for (const { name, time, end } of [
    { name: 'counts from now for an attempt that another process says it began a minute ago', time: now - minute, end: now + windowMs },
    { name: 'counts from now for one that it says it will begin', time: now + 7 * minute, end: now + windowMs },
    { name: 'believes the other clock but for a quarter of an hour', time: now - 60 * minute, end: now - 45 * minute + windowMs },
  ])
    it(name, () => {
      const memory: Pick<ObjectMemory, 'attemptSeen'> = { attemptSeen: undefined };
      assert.equal(attemptEnd({ engine: { settings }, kind, memory, startedAt: now }, { n: 1, time }), end);
      const later = attemptEnd({ engine: { settings }, kind, memory, startedAt: now + minute }, { n: 1, time });
      assert.equal(later, end, 'it does not move when it is looked at again');
    });

  it('counts anew for the next attempt', () => {
    const memory: Pick<ObjectMemory, 'attemptSeen'> = { attemptSeen: { time: now, at: now } };
    const startedAt = now + minute;
    assert.equal(attemptEnd({ engine: { settings }, kind, memory, startedAt }, { n: 2, time: startedAt }), startedAt + windowMs);
  });
});
