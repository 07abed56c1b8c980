import assert from 'node:assert/strict';
import type { Condition } from '../../../src/kubernetes/condition.ts';
import { setCondition } from '../../../src/kubernetes/set-condition.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const condition = (type: string, status: 'True' | 'False', reason = 'R'): Omit<Condition, 'lastTransitionTime'> => ({
  type,
  status,
  reason,
  message: '',
  observedGeneration: 1,
});
const old = '2026-01-01T00:00:00Z';

describe('setting a condition', () => {
  const before = [
    { ...condition('Ready', 'False'), lastTransitionTime: old },
    { ...condition('Synced', 'True'), lastTransitionTime: old },
  ];
  const cases = [
    { name: 'a new one comes last', next: condition('Paused', 'True'), order: ['Ready', 'Synced', 'Paused'], time: '2026-01-02T03:04:05Z' },
    { name: 'another status moves the time', next: condition('Ready', 'True'), order: ['Ready', 'Synced'], time: '2026-01-02T03:04:05Z' },
    { name: 'another reason alone does not', next: condition('Ready', 'False', 'Other'), order: ['Ready', 'Synced'], time: old },
  ];
  for (const { name, next, order, time } of cases) {
    it(name, () => {
      const after = setCondition(before, next, now);
      assert.deepEqual(
        after.map(({ type }) => type),
        order,
      );
      assert.deepEqual(
        after.find(({ type }) => type === next.type),
        { ...next, lastTransitionTime: time },
      );
    });
  }

  it('gives the same list when nothing changes', () => {
    assert.equal(setCondition(before, condition('Synced', 'True'), now), before);
  });
});
