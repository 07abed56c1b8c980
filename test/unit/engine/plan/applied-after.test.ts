import assert from 'node:assert/strict';
import { appliedAfter } from '../../../../src/engine/plan/applied-after.ts';
import { fakeObservation } from '../../../support/fake-kind.ts';
import { planInput, type PlanCase } from './plan-case.ts';

const { tags: _tags, ...withoutTags } = fakeObservation({});

const cases: readonly (readonly [name: string, given: PlanCase, tags: readonly string[], fields: readonly string[]])[] = [
  [
    'what spec sets, sorted',
    { desired: { title: 'a', options: { level: 1 }, names: [] }, tags: { b: '1', a: '1' } },
    ['a', 'b'],
    ['names', 'options.level', 'title'],
  ],
  ['after a create', { observed: undefined, desired: { title: 'a' } }, [], ['title']],
  ['not what is never removed', { desired: { zone: 'a', region: 'r', skipSnapshot: true, origin: { source: 's' } } }, [], []],
  ['not ignored tags', { tags: { a: '1' }, ignoresTag: () => true }, [], []],
  ['not what was brought back', { seen: { fields: { size: 9 }, tags: { a: '1' } }, applied: { tags: ['a'], fields: ['size'] } }, [], []],
  ['what nothing can bring back', { seen: { fields: { title: 'a' } }, applied: { tags: [], fields: ['title'] } }, [], ['title']],
  ['a leaf that left spec unseen', { seen: { unknown: ['size'] }, applied: { tags: [], fields: ['size'] } }, [], ['size']],
  ['tags that left spec unseen', { observed: withoutTags, tags: { b: '1' }, applied: { tags: ['a'], fields: [] } }, ['a', 'b'], []],
  ['not fields that the schema no longer has', { applied: { tags: [], fields: ['bygone'] } }, [], []],
];

describe('appliedAfter', () => {
  for (const [name, given, tags, fields] of cases) {
    it(name, () => assert.deepEqual(appliedAfter(planInput(given)), { tags, fields }));
  }
});
