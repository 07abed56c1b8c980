import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  annotation,
  annotationOf,
  createAttemptOf,
  formatAttempt,
  parseDuration,
  pollIntervalOf,
} from '../../../../src/engine/object/metadata.ts';
import type { ObjectMeta } from '../../../../src/kubernetes/object.ts';

function meta(annotations: Readonly<Record<string, string>>): ObjectMeta {
  return { name: 'one', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z', annotations };
}

describe('annotationOf', () => {
  const cases = [
    { name: 'ours', annotations: { 'evenkeel.dev/external-name': 'a' }, value: 'a' },
    { name: 'the honoured one where ours is absent', annotations: { 'crossplane.io/external-name': 'b' }, value: 'b' },
    {
      name: 'ours before the honoured one',
      annotations: { 'crossplane.io/external-name': 'b', 'evenkeel.dev/external-name': 'a' },
      value: 'a',
    },
    { name: 'an empty one is absent', annotations: { 'evenkeel.dev/external-name': '' }, value: undefined },
    { name: 'none', annotations: {}, value: undefined },
  ];
  for (const { name, annotations, value } of cases) {
    it(name, () => assert.equal(annotationOf(meta(annotations as Record<string, string>), annotation.externalName), value));
  }
});

describe('parseDuration', () => {
  const cases: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['2m0.5s', 120_500],
    ['0s', 0],
    ['', undefined],
    ['30', undefined],
    ['-5s', undefined],
    ['5 s', undefined],
    ['1d', undefined],
    ['500ms', undefined],
    ['s', undefined],
    [`${'9'.repeat(400)}h`, undefined],
  ];
  for (const [text, ms] of cases) it(`of ${text.slice(0, 20) || 'nothing'}`, () => assert.equal(parseDuration(text), ms));

  it('of any text is undefined, or a number of ms that is none too small', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = parseDuration(text);
        assert.ok(ms === undefined || (Number.isFinite(ms) && ms >= 0));
      }),
    );
  });
});

describe('pollIntervalOf', () => {
  const cases: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['1m', 60_000],
    ['0s', 10_000],
    ['0.001s', 10_000],
    ['10000h', 86_400_000],
    ['often', undefined],
  ];
  for (const [text, ms] of cases) it(`of ${text}`, () => assert.equal(pollIntervalOf(meta({ [annotation.pollInterval]: text })), ms));
});

describe('createAttemptOf', () => {
  it('reads what was written, to the millisecond', () => {
    const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.getTime());
    fc.assert(
      fc.property(fc.record({ n: fc.integer({ min: 1, max: 999_999 }), time }), (attempt) => {
        assert.deepEqual(createAttemptOf(meta({ [annotation.createAttempt]: formatAttempt(attempt) })), { ...attempt });
      }),
    );
  });

  it('takes a broken one for attempt 1 at the creation: it leads to a look, never to a blind create', () => {
    const broken = fc.oneof(
      fc.string(),
      fc.constantFrom('{}', 'null', '{"n":0,"time":"x"}', '{"n":1}', '[1]', '{"n":-1,"time":"2026-01-01T00:00:00Z"}'),
    );
    fc.assert(
      fc.property(broken, (text) => {
        const attempt = createAttemptOf(meta({ [annotation.createAttempt]: text }));
        assert.deepEqual(attempt, { n: 1, time: Date.UTC(2026, 0, 1) });
      }),
    );
    assert.equal(createAttemptOf(meta({})), undefined);
  });
});
