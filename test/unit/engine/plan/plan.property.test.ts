import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FieldValues } from '../../../../src/engine/observation.ts';
import { ownerTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { appliedAfter } from '../../../../src/engine/plan/applied-after.ts';
import { actionChanges } from '../../../../src/engine/plan/action-changes.ts';
import { plan } from '../../../../src/engine/plan/plan.ts';
import type { PlanInput } from '../../../../src/engine/plan/plan-input.ts';
import { planStatus } from '../../../../src/engine/plan/plan-status.ts';
import { valueAt } from '../../../../src/engine/schema/value-at.ts';
import { afterActions } from '../../../support/cloud-of-one.ts';
import { fakeObservation } from '../../../support/fake-kind.ts';
import { owner, planInput } from './plan-case.ts';

const word = fc.constantFrom('a', 'b', 'c');
const words = fc.array(word, { maxLength: 3 });
const small = fc.integer({ min: 0, max: 2 });
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Leaves that can be changed in place; createOnly ones are left out, so that every plan can be carried out. */
const changeable = {
  title: some(word),
  size: some(small),
  enabled: some(fc.boolean()),
  names: some(words),
  steps: some(words),
  rules: some(fc.array(fc.record({ port: small, note: word }, { requiredKeys: ['port'] }), { maxLength: 2 })),
  members: some(fc.array(fc.record({ id: word, role: word }, { requiredKeys: ['id'] }), { maxLength: 3 })),
  labels: some(fc.dictionary(word, word, { maxKeys: 2 })),
  options: some(fc.record({ mode: some(word), level: some(small) })),
};
const fields: fc.Arbitrary<FieldValues> = fc.record(changeable);
const allFields: fc.Arbitrary<FieldValues> = fc.record({
  ...changeable,
  zone: some(word),
  origin: some(fc.record({ source: some(word) })),
});
const tags = fc.dictionary(fc.constantFrom('x', 'y', 'z'), word, { maxKeys: 3 });
const leafPaths = ['title', 'size', 'enabled', 'names', 'steps', 'rules', 'members', 'labels', 'options.mode', 'options.level'];
const applied = fc.option(fc.record({ tags: fc.subarray(['x', 'y', 'z']), fields: fc.subarray(leafPaths) }), { nil: undefined });

function inputs(values: fc.Arbitrary<FieldValues>): fc.Arbitrary<PlanInput> {
  const seen = fc.record({ fields: values, tags, owned: fc.boolean(), unknown: fc.subarray(['title', 'size', 'options']) });
  return fc.record({ desired: values, tags, applied, seen }).map(({ desired, tags, applied, seen: { owned, ...rest } }) => {
    const observed = fakeObservation(rest.fields, { tags: rest.tags, unknown: rest.unknown, ...(owned ? { owner } : {}) });
    return planInput({ desired, tags, applied, observed });
  });
}

const touched = (input: PlanInput): readonly string[] =>
  plan(input).actions.flatMap((action) => actionChanges(action).map(({ path }) => path));

function check(name: string, property: (input: PlanInput) => void, values = allFields): void {
  it(name, () => fc.assert(fc.property(inputs(values), property), { numRuns: 500 }));
}

describe('plan, whatever is desired and observed', () => {
  check('is empty for what is as desired', (input) => {
    const observed = fakeObservation(input.context.desired, { tags: input.tags, owner });
    assert.deepEqual(plan({ ...input, applied: undefined, observed }).actions, []);
  });

  check(
    'leads to an empty plan once it is carried out',
    (input) => {
      const { observed } = input;
      assert.ok(observed !== undefined);
      const next = { ...input, applied: appliedAfter(input), observed: afterActions(observed, plan(input).actions) };
      assert.deepEqual(plan(next).actions, []);
      assert.deepEqual(appliedAfter(next), appliedAfter(input));
      assert.deepEqual(plan(next).leftovers, plan(input).leftovers);
    },
    fields,
  );

  check('touches no leaf that spec neither sets nor set before', (input) => {
    const managed = (path: string): boolean =>
      valueAt(input.context.desired, path) !== undefined || (input.applied?.fields.includes(path) ?? false);
    assert.deepEqual(
      touched(input).filter((path) => !path.startsWith('tags.') && !managed(path)),
      [],
    );
  });

  check('touches no leaf that no read has shown', (input) => {
    const unknown = input.observed?.unknown ?? [];
    assert.deepEqual(
      touched(input).filter((path) => unknown.includes(path.split('.')[0] ?? '')),
      [],
    );
  });

  check('removes no tag that we did not set, and none that spec has', (input) => {
    const removed = plan(input).actions.flatMap((action) => (action.type === 'tag' ? action.remove : []));
    assert.deepEqual(
      removed.filter((key) => !input.applied?.tags.includes(key) || key in input.tags),
      [],
    );
  });

  check('sets owner tags exactly where they are missing', (input) => {
    const set = plan(input).actions.flatMap((action) => (action.type === 'tag' ? Object.keys(action.set) : []));
    const missing = input.observed?.owner === undefined ? Object.keys(ownerTags(owner)) : [];
    assert.deepEqual(
      set.filter((key) => key.startsWith('evenkeel.dev:')),
      missing,
    );
  });

  check('removes nothing when status is lost', (input) => {
    const { actions, leftovers } = plan({ ...input, applied: undefined });
    const removals = actions.flatMap((action) =>
      action.type === 'update' ? action.changes.filter(({ cause }) => cause === 'removed') : [],
    );
    assert.deepEqual([removals, leftovers], [[], []]);
  });

  check('does not care about the order of sets', (input) => {
    const turned = (values: FieldValues): FieldValues => ({
      ...values,
      names: reversed(values['names']),
      members: reversed(values['members']),
    });
    const { observed, context } = input;
    assert.ok(observed !== undefined);
    const other = {
      ...input,
      context: { ...context, desired: turned(context.desired) },
      observed: { ...observed, fields: observed.fields },
    };
    assert.deepEqual(touched(other), touched(input));
  });

  check('is the same for the same input, and always fits into status', (input) => {
    assert.deepEqual(plan(input), plan(input));
    const shown = planStatus(plan(input).actions);
    assert.deepEqual(shown, shown === undefined ? undefined : JSON.parse(JSON.stringify(shown)));
  });
});

function reversed(value: unknown): unknown {
  return Array.isArray(value) ? value.toReversed() : value;
}
