import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { Condition } from '../../../../src/kubernetes/condition.ts';
import { kstatus, kubectlWaitReady, type Readable } from '../../../support/kstatus.ts';
import { conditionCases, type ConditionCase } from './condition-cases.ts';
import { passes, start, type Reported } from './report-case.ts';

const goldenFile = fileURLToPath(new URL('../../../golden/conditions.yaml', import.meta.url));
const head =
  '# How each state is reported: GOLDEN=write npm run test:unit writes this file anew.\n# TYPE=STATUS REASON (MESSAGE) @GENERATION, +MINUTES of the last transition\n';
const order = ['Stalled', 'Reconciling', 'Ready', 'Synced', 'ReferencesResolved', 'UpToDate', 'Paused', 'DeletionBlocked'];

const judged = conditionCases.map((given) => ({ given, last: lastOf(given) }));

function lastOf({ steps }: ConditionCase): Reported {
  const last = passes(steps).at(-1);
  assert.ok(last !== undefined);
  return last;
}

function objectOf({ steps, deleting }: ConditionCase, { report, observedGeneration }: Reported): Readable {
  const generation = steps.at(-1)?.context?.generation ?? 1;
  const metadata = { generation, ...(deleting === undefined ? {} : { deletionTimestamp: '2026-01-01T00:00:00Z' }) };
  return { metadata, status: { observedGeneration, conditions: report.conditions } };
}

function conditionText({ type, status, reason, message, observedGeneration, lastTransitionTime }: Condition): string {
  const minutes = (Date.parse(lastTransitionTime) - start) / 60_000;
  return `${type}=${status} ${reason} (${message}) @${observedGeneration} +${minutes}`;
}

function shown({ report, observedGeneration }: Reported): unknown {
  return {
    observedGeneration,
    conditions: report.conditions.map(conditionText),
    events: report.events.map(({ type, reason, message }) => `${type} ${reason} (${message})`),
    requeue: 'afterMs' in report.requeue ? `after ${report.requeue.afterMs} ms` : report.requeue.type,
  };
}

describe('the table of conditions', () => {
  const all = Object.fromEntries(judged.map(({ given, last }) => [given.name, shown(last)]));
  if (process.env['GOLDEN'] === 'write') writeFileSync(goldenFile, head + stringify(all, { lineWidth: 0 }));
  const golden = parse(readFileSync(goldenFile, 'utf8')) as Readonly<Record<string, unknown>>;

  it('has a golden answer for each state and no other', () => assert.deepEqual(Object.keys(golden), Object.keys(all)));

  for (const { given, last } of judged) {
    const object = objectOf(given, last);
    it(`${given.name}: as in the golden file`, () => assert.deepEqual(all[given.name], golden[given.name]));
    it(`${given.name}: kstatus reads ${given.kstatus}`, () => assert.equal(kstatus(object), given.kstatus));
    it(`${given.name}: kubectl wait ${given.waitReady ? 'returns' : 'goes on waiting'}`, () =>
      assert.equal(kubectlWaitReady(object), given.waitReady));
    it(`${given.name}: conditions in the order of the design`, () => {
      const types = last.report.conditions.map(({ type }) => type);
      assert.deepEqual(
        types,
        order.filter((type) => types.includes(type)),
      );
    });
  }
});
