import assert from 'node:assert/strict';
import { Secret } from '../../../../src/base/secret.ts';
import type { Change } from '../../../../src/engine/kind.ts';
import type { Action } from '../../../../src/engine/plan/action.ts';
import { describePlan } from '../../../../src/engine/plan/describe-plan.ts';
import { planStatus } from '../../../../src/engine/plan/plan-status.ts';
import { fakeCall } from '../../../support/fake-kind.ts';

const canary = 'canary-value';
const secret = new Secret(canary);

function update(changes: readonly Partial<Change>[]): Action {
  const full = changes.map((change): Change => ({ path: 'size', from: undefined, to: undefined, cause: 'spec', ...change }));
  return {
    type: 'update',
    changes: full,
    calls: [fakeCall('Modify', { password: secret }), fakeCall('Modify', {})],
    reason: 'differs from spec',
  };
}

const tag: Action = { type: 'tag', set: { a: '1' }, remove: ['b'], calls: [], reason: 'untagged' };
const numbered = (count: number): readonly Partial<Change>[] => Array.from({ length: count }, (_, index) => ({ path: `leaf${index}` }));

describe('planStatus', () => {
  it('is absent for an empty plan', () => assert.equal(planStatus([]), undefined));

  it('shows what would be done, values as JSON', () => {
    const shown = planStatus([tag, update([{ path: 'names', from: ['a'], to: [] }])]);
    assert.deepEqual(shown, {
      actions: [
        { type: 'tag', reason: 'untagged', changes: [{ path: 'tags.a', to: '"1"' }, { path: 'tags.b' }], calls: [] },
        { type: 'update', reason: 'differs from spec', changes: [{ path: 'names', from: '["a"]', to: '[]' }], calls: ['fake:Modify'] },
      ],
      count: 3,
    });
  });

  it('says what it would adopt', () => {
    const adopt: Action = { type: 'adopt', externalName: 'w-1', reason: 'named' };
    assert.deepEqual(planStatus([adopt])?.actions[0]?.changes, [{ path: 'externalName', to: '"w-1"' }]);
  });

  it('holds no secret', () => {
    const plan = [
      update([
        { path: 'options', to: { password: secret } },
        { path: 'passwordSecretRef', cause: 'secret' },
      ]),
    ];
    assert.ok(!JSON.stringify([planStatus(plan), describePlan(plan)]).includes(canary));
  });

  it('lists at most a hundred changes over all actions, and counts all', () => {
    const shown = planStatus([update(numbered(60)), update(numbered(60)), tag]);
    assert.deepEqual(
      shown?.actions.map(({ changes }) => changes.length),
      [60, 40],
    );
    assert.equal(shown?.count, 122);
  });

  it('cuts long values', () => {
    const text = planStatus([update([{ to: 'x'.repeat(5000) }])])?.actions[0]?.changes[0]?.to ?? '';
    assert.equal(text.length, 1024);
    assert.ok(text.endsWith('…'));
  });
});

describe('describePlan', () => {
  it('is one line of names', () => {
    const plan: readonly Action[] = [
      { type: 'create', reason: '' },
      { type: 'adopt', externalName: 'w-1', reason: '' },
      update(numbered(2)),
      tag,
    ];
    assert.equal(describePlan(plan), 'create; adopt w-1; update leaf0, leaf1; tag tags.a, tags.b');
  });

  it('names the first ten', () => {
    assert.equal(
      describePlan([update(numbered(12))]),
      'update leaf0, leaf1, leaf2, leaf3, leaf4, leaf5, leaf6, leaf7, leaf8, leaf9 and 2 more',
    );
  });
});
