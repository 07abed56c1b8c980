import assert from 'node:assert/strict';
import type { Action } from '../../../../src/engine/plan/action.ts';
import { filterPlan, type PlanFilter } from '../../../../src/engine/plan/filter-plan.ts';
import { planReason } from '../../../../src/engine/plan/plan-reason.ts';

const change = { path: 'size', from: 1, to: 2, cause: 'spec' } as const;
const every: readonly Action[] = [
  { type: 'create', reason: '' },
  { type: 'adopt', externalName: 'w-1', reason: '' },
  { type: 'update', changes: [change], calls: [], reason: '' },
  { type: 'tag', set: { a: '1' }, remove: [], calls: [], reason: '' },
  { type: 'settle', calls: [], reason: '' },
  { type: 'replace', changes: [change], reason: '' },
  { type: 'delete', calls: [], reason: '' },
  { type: 'wait', changes: [change], reason: planReason.busy },
];
const maintenance: Action = { type: 'wait', changes: [change], reason: planReason.pendingMaintenance };

function filter(overrides: Partial<PlanFilter>) {
  return filterPlan(every, {
    managementPolicies: ['*'],
    deletionPolicy: 'Delete',
    paused: false,
    protect: false,
    deleting: false,
    ...overrides,
  });
}

const all = every.map(({ type }) => type);
const living = all.filter((type) => type !== 'delete');

const cases: readonly (readonly [name: string, given: Partial<PlanFilter>, allowed: readonly string[]])[] = [
  ['everything', {}, living],
  ['observe only', { managementPolicies: ['Observe'] }, ['adopt', 'wait']],
  ['observe only, with LateInitialize', { managementPolicies: ['Observe', 'LateInitialize'] }, ['adopt', 'wait']],
  ['no update', { managementPolicies: ['Observe', 'Create', 'Delete'] }, ['create', 'adopt', 'wait']],
  ['no create', { managementPolicies: ['Observe', 'Update'] }, ['adopt', 'update', 'tag', 'settle', 'replace', 'wait']],
  ['paused', { paused: true }, []],
  ['protected while it lives', { protect: true }, living],
  ['deleting', { deleting: true }, ['delete', 'wait']],
  ['deleting, orphaned', { deleting: true, deletionPolicy: 'Orphan' }, ['tag', 'wait']],
  ['deleting without the Delete policy', { deleting: true, managementPolicies: ['Observe', 'Create'] }, ['wait']],
  ['deleting, protected', { deleting: true, protect: true }, []],
  ['deleting, paused', { deleting: true, paused: true }, []],
];

const releases: readonly (readonly [name: string, given: Partial<PlanFilter>, release: boolean, blocked?: string])[] = [
  ['not while it lives', { deletionPolicy: 'Orphan' }, false],
  ['not when it is to be deleted', { deleting: true }, false],
  ['orphaned', { deleting: true, deletionPolicy: 'Orphan' }, true],
  ['no Delete policy', { deleting: true, managementPolicies: ['Observe', 'Create', 'Update'] }, true],
  ['not when paused', { deleting: true, deletionPolicy: 'Orphan', paused: true }, false, 'paused'],
  ['not when protected', { deleting: true, deletionPolicy: 'Orphan', protect: true }, false, 'protected'],
];

describe('filterPlan', () => {
  for (const [name, given, allowed] of cases) {
    it(`allows: ${name}`, () => {
      const result = filter(given);
      assert.deepEqual(
        result.allowed.map(({ type }) => type),
        allowed,
      );
      assert.deepEqual(
        result.filtered.map(({ type }) => type),
        all.filter((type) => !allowed.includes(type)),
      );
    });
  }

  for (const [name, given, release, blocked] of releases) {
    it(`releases: ${name}`, () => {
      const result = filter(given);
      assert.deepEqual([result.release, result.blocked], [release, blocked]);
    });
  }

  it('holds nothing back that the cloud has accepted already', () => {
    const paused = { managementPolicies: ['*'], deletionPolicy: 'Delete', paused: true, protect: false, deleting: false } as const;
    assert.deepEqual(filterPlan([maintenance], paused).filtered, []);
  });
});
