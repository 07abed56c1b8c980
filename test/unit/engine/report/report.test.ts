import assert from 'node:assert/strict';
import type { Outcome } from '../../../../src/engine/report/outcome.ts';
import { requeueOf, type Requeue } from '../../../../src/engine/report/requeue.ts';
import type { Condition } from '../../../../src/kubernetes/condition.ts';
import { change, passes, start, type Reported, type Step } from './report-case.ts';

const ready: Outcome = { type: 'ready', state: { phase: 'usable', reason: 'Available' }, drift: [], pending: [] };
const creating: Outcome = { type: 'progressing', reason: 'Creating', message: 'creating' };
const pendingState = { phase: 'pending', reason: 'Modifying', message: 'modifying' } as const;

function stalled(message: string, reason = 'Denied'): Outcome {
  return { type: 'stalled', reason, message, applied: false };
}

function last(steps: readonly Step[]): Reported['report'] {
  const reported = passes(steps).at(-1);
  assert.ok(reported !== undefined);
  return reported.report;
}

function condition(type: string, ...outcomes: readonly Outcome[]): Condition {
  const found = last(outcomes.map((outcome) => ({ outcome }))).conditions.find((one) => one.type === type);
  assert.ok(found !== undefined);
  return found;
}

const requestIds = ['3f1c8a52-0b7e-4c39-9d3e-5f6a7b8c9d0e', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'] as const;
const encoded = (sign: string): string => `not authorized. Encoded authorization failure message: ${sign.repeat(300)}`;

describe('report', () => {
  it('moves the transition time with the status only', () => {
    assert.equal(condition('Ready', creating, stalled('no')).lastTransitionTime, '2026-01-01T00:00:00Z');
    assert.equal(condition('Ready', creating, ready).lastTransitionTime, '2026-01-01T00:01:00Z');
  });

  it('keeps the text of the same problem under another request id', () => {
    const [first, second] = requestIds.map((id) => stalled(`denied (request ${id})`));
    assert.ok(first !== undefined && second !== undefined);
    assert.match(condition('Stalled', first, second).message, new RegExp(requestIds[0]));
  });

  it('keeps the text of the same denial under another encoding', () => {
    assert.equal(condition('Stalled', stalled(encoded('a')), stalled(encoded('b'))).message, encoded('a'));
  });

  it('takes the text of another problem', () => assert.equal(condition('Stalled', stalled('a'), stalled('b')).message, 'b'));

  it('brings codes into the form of condition reasons', () => {
    assert.equal(condition('Stalled', stalled('', 'InvalidVpcID.NotFound')).reason, 'InvalidVpcIDNotFound');
    assert.equal(condition('Stalled', stalled('', '400')).reason, 'Unknown');
  });

  it('bounds messages', () => assert.equal(condition('Ready', stalled('x'.repeat(9000))).message.length, 2048));

  it('takes Ready away when drift cannot be mended in a resource that is not usable now', () => {
    const failed: Outcome = { type: 'retrying', reason: 'Busy', message: 'm', applied: true, read: false, state: pendingState };
    assert.deepEqual([condition('Ready', ready, failed).status, condition('Ready', ready, failed).reason], ['False', 'Modifying']);
  });

  it('keeps what was said of differences when a look fails', () => {
    const failed: Outcome = { type: 'retrying', reason: 'Timeout', message: 'm', applied: true, read: true };
    assert.equal(condition('UpToDate', { ...ready, pending: [change('size')] }, failed).reason, 'PendingMaintenance');
  });

  it('says why a kind refuses a change', () => {
    const outcome: Outcome = { type: 'replacement', changes: [change('size')], reason: 'can only grow' };
    assert.equal(condition('Stalled', outcome).message, 'size: can only grow; the existing resource stays as it is');
  });

  it('claims nothing of a resource whose status was lost until it is seen', () => {
    const failed: Outcome = { type: 'retrying', reason: 'Timeout', message: 'm', applied: true, read: true };
    assert.equal(condition('Ready', failed).status, 'Unknown');
  });

  it('believes a Ready without knowing when it was looked at', () => {
    const failed: Outcome = { type: 'retrying', reason: 'Timeout', message: 'm', applied: true, read: true };
    const { conditions } = last([{ outcome: ready }, { outcome: failed, context: { now: start + 86_400_000, lastLook: undefined } }]);
    assert.equal(conditions.find(({ type }) => type === 'Ready')?.status, 'True');
  });
});

describe('events', () => {
  const reasons = (...steps: readonly Step[]): readonly string[] => last(steps).events.map(({ type, reason }) => `${type} ${reason}`);
  const doing = (type: 'adopt' | 'delete' | 'tag', drift: boolean): Step => {
    const action = {
      adopt: { type: 'adopt', externalName: 'w-1', reason: '' },
      delete: { type: 'delete', calls: [], reason: '' },
      tag: { type: 'tag', set: {}, remove: [], calls: [], reason: '' },
    } as const;
    return { outcome: ready, context: { done: { actions: [{ type: 'wait', changes: [], reason: 'busy' }, action[type]], drift } } };
  };

  it('tell what was done', () => {
    assert.deepEqual(reasons({ outcome: ready }, doing('adopt', false)), ['Normal Adopted']);
    assert.deepEqual(reasons({ outcome: ready }, doing('delete', true)), ['Normal DeleteRequested']);
    assert.deepEqual(reasons({ outcome: ready }, doing('tag', false)), ['Normal Updated']);
    assert.deepEqual(reasons({ outcome: ready }, doing('tag', true)), ['Normal DriftMended']);
  });

  it('are not repeated while a problem lasts, whatever its text', () => {
    assert.deepEqual(reasons({ outcome: stalled('a') }, { outcome: stalled('b') }), []);
    assert.deepEqual(reasons({ outcome: stalled('a') }, { outcome: stalled('a', 'Quota') }), ['Warning Quota']);
  });

  it('are silent when only waits were planned', () => {
    const context = { done: { actions: [{ type: 'wait', changes: [], reason: 'busy' }], drift: false } } as const;
    assert.deepEqual(reasons({ outcome: ready }, { outcome: ready, context }), []);
  });
});

describe('requeue', () => {
  const cases: readonly (readonly [outcome: Outcome, expected: Requeue])[] = [
    [ready, { type: 'none' }],
    [creating, { type: 'none' }],
    [
      { ...creating, after: 5 },
      { type: 'after', afterMs: 5 },
    ],
    [{ type: 'retrying', reason: 'r', message: '', applied: true, read: true }, { type: 'rateLimited' }],
    [
      { type: 'retrying', reason: 'r', message: '', applied: true, read: false, retryAfter: 7 },
      { type: 'after', afterMs: 7 },
    ],
    [stalled(''), { type: 'userError' }],
    [{ type: 'replacement', changes: [] }, { type: 'none' }],
    [
      { type: 'deleting', message: '', after: 5 },
      { type: 'after', afterMs: 5 },
    ],
    [{ type: 'deleting', message: '', after: 5, error: { reason: 'r', message: '' } }, { type: 'rateLimited' }],
    [
      { type: 'deleting', message: '', error: { reason: 'r', message: '', retryAfter: 7 } },
      { type: 'after', afterMs: 7 },
    ],
    [{ type: 'deletionBlocked', reason: 'r', message: '' }, { type: 'none' }],
  ];
  for (const [outcome, expected] of cases) {
    it(`${JSON.stringify(outcome)}`, () => assert.deepEqual(requeueOf(outcome), expected));
  }
});
