import assert from 'node:assert/strict';
import type { Action } from '../../../../src/engine/plan/action.ts';
import { ownerTagKeys, ownerTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { describePlan } from '../../../../src/engine/plan/describe-plan.ts';
import { plan } from '../../../../src/engine/plan/plan.ts';
import { fakeCall, fakeKind, fakeObservation, untaggedFakeKind } from '../../../support/fake-kind.ts';
import { owner, planInput, type PlanCase } from './plan-case.ts';

const { tags: _tags, ...withoutTags } = fakeObservation({});
const pendingState = { phase: 'pending', reason: 'Creating' } as const;

const fieldCases: readonly (readonly [name: string, given: PlanCase, expected: string])[] = [
  ['nothing is set', { seen: { fields: { title: 'x', size: 9 } } }, ''],
  ['a leaf differs', { desired: { title: 'b' }, seen: { fields: { title: 'a' } } }, 'update title'],
  ['a leaf is not there', { desired: { enabled: false } }, 'update enabled'],
  ['a null counts as unset', { desired: { title: null }, seen: { fields: { title: 'a' } } }, ''],
  [
    'a member of an object differs',
    { desired: { options: { mode: 'b' } }, seen: { fields: { options: { mode: 'a', level: 3 } } } },
    'update options.mode',
  ],
  [
    'other members of an object are not managed',
    { desired: { options: { mode: 'a' } }, seen: { fields: { options: { mode: 'a', level: 3 } } } },
    '',
  ],
  ['a set in another order', { desired: { names: ['a', 'b'] }, seen: { fields: { names: ['b', 'a'] } } }, ''],
  ['a set with one more', { desired: { names: ['a'] }, seen: { fields: { names: ['a', 'b'] } } }, 'update names'],
  ['an empty list that is not there', { desired: { names: [], rules: [], labels: {} } }, ''],
  ['an empty list against one that is not', { desired: { names: [] }, seen: { fields: { names: ['a'] } } }, 'update names'],
  ['a sequence in another order', { desired: { steps: ['a', 'b'] }, seen: { fields: { steps: ['b', 'a'] } } }, 'update steps'],
  [
    'objects in another order',
    { desired: { rules: [{ port: 1 }, { port: 2 }] }, seen: { fields: { rules: [{ port: 2 }, { port: 1 }] } } },
    'update rules',
  ],
  [
    'a bag in another order',
    {
      desired: { members: [{ id: 'a' }, { id: 'a', role: 'x' }] },
      seen: {
        fields: {
          members: [
            { id: 'a', role: 'x' },
            { id: 'a', role: 'y' },
          ],
        },
      },
    },
    '',
  ],
  ['a bag with a stranger', { desired: { members: [{ id: 'a' }] }, seen: { fields: { members: [{ id: 'b' }] } } }, 'update members'],
  ['members that an item does not set', { desired: { rules: [{ port: 1 }] }, seen: { fields: { rules: [{ port: 1, note: 'x' }] } } }, ''],
  ['a map is managed whole', { desired: { labels: { a: '1' } }, seen: { fields: { labels: { a: '1', b: '2' } } } }, 'update labels'],
  [
    'directives, secrets, the region and the unsupported',
    { desired: { region: 'r', skipSnapshot: true, passwordSecretRef: { name: 's', key: 'k' }, legacy: 'x' } },
    '',
  ],
  ['what no read has shown yet', { desired: { title: 'b', options: { mode: 'b' } }, seen: { unknown: ['title', 'options'] } }, ''],
  ['a secret to be sent', { secretChanges: ['passwordSecretRef'] }, 'update passwordSecretRef'],
  [
    'create-only, the same',
    { desired: { zone: 'a', origin: { source: 's' } }, seen: { fields: { zone: 'a', origin: { source: 's' } } } },
    '',
  ],
  ['create-only, another', { desired: { zone: 'b' }, seen: { fields: { zone: 'a' } } }, 'replace zone'],
  [
    'create-only inherited from its object',
    { desired: { origin: { source: 'b' } }, seen: { fields: { origin: { source: 'a' } } } },
    'replace origin.source',
  ],
  ['create-only removed from spec', { seen: { fields: { zone: 'a' } }, applied: { tags: [], fields: ['zone'] } }, ''],
  [
    'create-only removed from spec, whatever it would go to',
    { seen: { fields: { options: { fixed: 'x' } } }, applied: { tags: [], fields: ['options.fixed'] } },
    '',
  ],
  ['a replacement holds updates back', { desired: { zone: 'b', title: 'b' }, seen: { fields: { zone: 'a', title: 'a' } } }, 'replace zone'],
  ['but not tags', { desired: { zone: 'b' }, tags: { a: '1' }, seen: { fields: { zone: 'a' } } }, 'tag tags.a; replace zone'],
  [
    'a leaf that left spec goes to its declared value',
    { seen: { fields: { size: 9 } }, applied: { tags: [], fields: ['size'] } },
    'update size',
  ],
  ['one that has it already', { seen: { fields: { size: 1 } }, applied: { tags: [], fields: ['size'] } }, ''],
  [
    'one in an object',
    { seen: { fields: { options: { level: 2 } } }, applied: { tags: [], fields: ['options.level'] } },
    'update options.level',
  ],
  ['one that no read has shown', { seen: { unknown: ['size'] }, applied: { tags: [], fields: ['size'] } }, ''],
  ['a leaf that was never ours', { seen: { fields: { size: 9 } } }, ''],
  ['nothing is removed when status is lost', { seen: { fields: { size: 9 }, tags: { a: '1' } }, applied: undefined }, ''],
  ['accepted for later', { desired: { size: 3 }, seen: { fields: { size: 2 }, pending: { size: 3 } } }, 'wait size (PendingMaintenance)'],
  ['something else was accepted for later', { desired: { size: 4 }, seen: { fields: { size: 2 }, pending: { size: 3 } } }, 'update size'],
  [
    'an unwanted change was accepted for later',
    { desired: { size: 2 }, seen: { fields: { size: 2 }, pending: { size: 3 } } },
    'update size',
  ],
  ['the cloud is busy', { desired: { title: 'b' }, seen: { fields: { title: 'a' }, state: pendingState } }, 'wait title (busy)'],
  ['busy, but tags are set', { tags: { a: '1' }, seen: { state: pendingState } }, 'tag tags.a'],
  ['busy with nothing to do', { desired: { title: 'a' }, seen: { fields: { title: 'a' }, state: pendingState } }, ''],
  [
    'impaired: a change may be what heals it',
    { desired: { size: 3 }, seen: { fields: { size: 2 }, state: { phase: 'impaired', reason: 'StorageFull' } } },
    'update size',
  ],
  ['an old one is on its way out', { desired: { size: 3 }, seen: { state: { phase: 'deleting', reason: 'Deleting' } } }, 'wait (deleting)'],
  ['it is not there', { observed: undefined, desired: { size: 3 } }, 'create'],
];

const tagCases: readonly (readonly [name: string, given: PlanCase, expected: string])[] = [
  ['a missing and a different one', { tags: { a: '1', b: '2' }, seen: { tags: { b: '3' } } }, 'tag tags.a, tags.b'],
  ['foreign ones are left alone', { tags: { a: '1' }, seen: { tags: { a: '1', other: 'x' } } }, ''],
  ['one that we set leaves spec', { seen: { tags: { a: '1', other: 'x' } }, applied: { tags: ['a'], fields: [] } }, 'tag tags.a'],
  ['one that we set is gone already', { applied: { tags: ['a'], fields: [] } }, ''],
  [
    'ignored ones are neither set nor removed',
    { tags: { a: '1' }, seen: { tags: { b: '2' } }, applied: { tags: ['b'], fields: [] }, ignoresTag: () => true },
    '',
  ],
  ['a read without tags says nothing', { tags: { a: '1' }, observed: withoutTags }, ''],
  ['kinds without tags', { kind: untaggedFakeKind(), tags: { a: '1' }, ownerTags: undefined }, ''],
  ['which attempt made it is history', { seen: { owner: { ...owner, attempt: 3 } } }, ''],
];

describe('plan', () => {
  for (const [name, given, expected] of fieldCases) {
    it(`of fields: ${name}`, () => assert.equal(describePlan(plan(planInput(given)).actions), expected));
  }

  for (const [name, given, expected] of tagCases) {
    it(`of tags: ${name}`, () => assert.equal(describePlan(plan(planInput(given)).actions), expected));
  }

  it('says what changes from what to what, why, and by which calls', () => {
    const { actions } = plan(
      planInput({ desired: { title: 'b' }, seen: { fields: { title: 'a', size: 9 } }, applied: { tags: [], fields: ['size'] } }),
    );
    const changes = [
      { path: 'title', from: 'a', to: 'b', cause: 'spec' },
      { path: 'size', from: 9, to: 1, cause: 'removed' },
    ];
    const calls = [fakeCall('ModifyWidget', { path: 'title', to: 'b' }), fakeCall('ModifyWidget', { path: 'size', to: 1 })];
    assert.deepEqual(actions, [{ type: 'update', changes, calls, reason: 'differs from spec' }]);
  });

  it('reports leaves that left spec and that nothing can bring back', () => {
    const given = { seen: { fields: { title: 'a', zone: 'z' } }, applied: { tags: [], fields: ['title', 'zone', 'steps'] } };
    assert.deepEqual(plan(planInput(given)), { actions: [], leftovers: ['title'] });
  });

  it('tags what lost its owner tags, all of them', () => {
    const { actions } = plan(planInput({ observed: fakeObservation({}) }));
    assert.deepEqual(actions, [tagAction(ownerTags(owner), 'untagged')]);
  });

  it('puts right an owner tag that names an older incarnation', () => {
    const { actions } = plan(planInput({ seen: { owner: { ...owner, uid: 'uid-0' } } }));
    assert.deepEqual(actions, [tagAction({ [ownerTagKeys.uid]: 'uid-1' }, 'untagged')]);
  });

  it('lets a kind compare its own way', () => {
    const kind = fakeKind({ equal: (path, a, b) => (path === 'title' ? String(a).toLowerCase() === b : undefined) });
    const seen = { fields: { title: 'a', size: 2 } };
    assert.equal(describePlan(plan(planInput({ kind, desired: { title: 'A', size: 3 }, seen })).actions), 'update size');
  });

  it('takes a change that the kind calls impossible for a replacement', () => {
    const kind = fakeKind({
      impossible: ({ path, from, to }) => (path === 'size' && Number(to) < Number(from) ? 'can only grow' : undefined),
    });
    const changes = [{ path: 'size', from: 5, to: 4, cause: 'spec' }];
    const { actions } = plan(planInput({ kind, desired: { size: 4, title: 'b' }, seen: { fields: { size: 5, title: 'a' } } }));
    assert.deepEqual(actions, [{ type: 'replace', changes, reason: 'can only grow' }]);
  });

  it('settles what the cloud leaves over, after the updates', () => {
    const kind = fakeKind({ settle: () => [fakeCall('Revoke', {})] });
    assert.equal(describePlan(plan(planInput({ kind, desired: { title: 'b' } })).actions), 'update title; settle');
  });
});

function tagAction(set: Readonly<Record<string, string>>, reason: string): Action {
  return { type: 'tag', set, remove: [], calls: [fakeCall('TagWidget', { set, remove: [] })], reason };
}
