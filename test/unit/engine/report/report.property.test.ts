import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CloudState } from '../../../../src/engine/observation.ts';
import type { Outcome, ReportContext } from '../../../../src/engine/report/outcome.ts';
import type { Condition } from '../../../../src/kubernetes/condition.ts';
import { kstatus } from '../../../support/kstatus.ts';
import { change, passes, start, type Reported, type Step } from './report-case.ts';

const text = fc.record({ reason: fc.constantFrom('Alpha', 'Beta.Gamma'), message: fc.constantFrom('one', 'two') });
const changes = fc.constantFrom([], [change('size')]);
const state: fc.Arbitrary<CloudState> = fc.record({
  phase: fc.constantFrom('usable', 'pending', 'impaired'),
  reason: fc.constantFrom('Available', 'Modifying'),
});
const seen = fc.option(state, { nil: undefined }).map((found) => (found === undefined ? {} : { state: found }));
const usable: CloudState = { phase: 'usable', reason: 'Available' };

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ type: fc.constant('ready' as const), state: fc.constant(usable), drift: changes, pending: changes }),
  text.map((given) => ({ type: 'progressing' as const, ...given })),
  fc
    .tuple(text, seen, fc.boolean(), fc.boolean())
    .map(([given, look, applied, read]) => ({ type: 'retrying' as const, ...given, ...look, applied, read })),
  fc.tuple(text, seen, fc.boolean()).map(([given, look, applied]) => ({ type: 'stalled' as const, ...given, ...look, applied })),
  fc.constant({ type: 'replacement' as const, changes: [change('zone')] }),
  fc.constant({ type: 'unusable' as const, state: { phase: 'impaired' as const, reason: 'Failed' } }),
  fc.constant({ type: 'gone' as const, message: 'gone' }),
  fc
    .option(text, { nil: undefined })
    .map((error) => ({ type: 'deleting' as const, message: 'going', ...(error === undefined ? {} : { error }) })),
  text.map((given) => ({ type: 'deletionBlocked' as const, ...given })),
);

const context = fc.record({
  paused: fc.boolean(),
  references: fc.constantFrom(undefined, { resolved: true, message: '' }, { resolved: false, message: 'vpcId' }),
  filtered: fc.constantFrom([], ['update size']),
  leftovers: fc.constantFrom([], ['iops']),
});

/** Generations only grow, time only passes, and looks are as old as they may be. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.record({ outcome, context, edit: fc.boolean(), minutes: fc.nat(20), blindMinutes: fc.nat(30) }), { minLength: 1, maxLength: 8 })
  .map((raw) => {
    let generation = 1;
    let now = start;
    return raw.map(({ outcome, context, edit, minutes, blindMinutes }): Step => {
      generation += Number(edit);
      now += minutes * 60_000;
      return { outcome, context: { ...context, generation, now, lastLook: now - blindMinutes * 60_000 } };
    });
  });

const find = (conditions: readonly Condition[], type: string): Condition | undefined => conditions.find((one) => one.type === type);

const isReady = (reported: Reported | undefined): boolean => find(reported?.report.conditions ?? [], 'Ready')?.status === 'True';

interface Visit {
  readonly step: Step & { readonly context: Partial<ReportContext> };
  readonly before: Reported | undefined;
  readonly after: Reported;
}

function visits(given: readonly Step[]): readonly Visit[] {
  const all = passes(given);
  return given.flatMap((step, index) => {
    const after = all[index];
    return after === undefined ? [] : [{ step: { ...step, context: step.context ?? {} }, before: all[index - 1], after }];
  });
}

function check(name: string, property: (visit: Visit) => void): void {
  it(name, () =>
    fc.assert(
      fc.property(steps, (given) => visits(given).forEach(property)),
      { numRuns: 500 },
    ),
  );
}

describe('report, whatever happens to an object', () => {
  check('never says both Stalled and Reconciling, and says them first and true only', ({ after }) => {
    const types = after.report.conditions.map(({ type }) => type);
    const abnormal = after.report.conditions.filter(({ type }) => type === 'Stalled' || type === 'Reconciling');
    assert.ok(abnormal.length <= 1 && abnormal.every(({ status }) => status === 'True'));
    assert.equal(types.indexOf('Ready'), abnormal.length);
    assert.equal(new Set(types).size, types.length);
  });

  check('says Ready only of what is usable, or was when it could last be said', ({ step: { outcome }, before, after }) => {
    if (!isReady(after)) return;
    const isUsable = 'state' in outcome && outcome.state?.phase === 'usable';
    assert.ok(isUsable || isReady(before));
    assert.ok(outcome.type !== 'deleting' && outcome.type !== 'deletionBlocked');
  });

  check('takes Ready away, unless paused, where the generation is not reached or AWS says no', ({ step: { outcome, context }, after }) => {
    const isApplied = outcome.type === 'ready' || ('applied' in outcome && outcome.applied);
    assert.ok(context.paused === true || isApplied || !isReady(after));
  });

  check('changes neither Ready nor Synced while paused, unless nobody could look', ({ step: { outcome, context }, before, after }) => {
    if (context.paused !== true || outcome.type === 'deleting' || outcome.type === 'deletionBlocked' || before === undefined) return;
    const said = (type: string, { report }: Reported): unknown => find(report.conditions, type)?.status;
    assert.equal(said('Synced', after), said('Synced', before));
    const ready = find(after.report.conditions, 'Ready');
    const outage = [ready, find(before.report.conditions, 'Ready')].some((condition) => condition?.reason === 'NotObserved');
    assert.ok(outage || ready?.status === said('Ready', before));
  });

  check('gives each condition a generation that was seen, a time, and a reason that Kubernetes takes', ({ step: { context }, after }) => {
    for (const condition of after.report.conditions) {
      assert.ok(condition.observedGeneration >= 1 && condition.observedGeneration <= (context.generation ?? 0));
      assert.match(condition.lastTransitionTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.match(condition.reason, /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/);
    }
  });

  check('is read as current only when Ready speaks of this generation', ({ step: { context }, after }) => {
    const generation = context.generation ?? 0;
    const { observedGeneration, report } = after;
    const object = { metadata: { generation }, status: { observedGeneration, conditions: report.conditions } };
    if (kstatus(object) !== 'Current') return;
    const ready = find(report.conditions, 'Ready');
    assert.deepEqual([ready?.status, ready?.observedGeneration], ['True', generation]);
  });

  check('never goes back in observedGeneration', ({ before, after }) => {
    assert.ok(after.observedGeneration >= (before?.observedGeneration ?? -1));
  });

  it('gives the same report for the same input, and nothing new when a state stays', () => {
    const property = fc.property(steps, (given) => {
      const last = given.at(-1);
      assert.ok(last !== undefined);
      const [before, after] = passes([...given, last]).slice(-2);
      assert.deepEqual(passes(given).at(-1), before);
      assert.deepEqual(after?.report.conditions, before?.report.conditions);
      assert.deepEqual([after?.report.events, after?.observedGeneration], [[], before?.observedGeneration]);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
