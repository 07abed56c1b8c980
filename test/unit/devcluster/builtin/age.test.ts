import assert from 'node:assert/strict';
import { ageOf } from '../../../../src/devcluster/builtin/age.ts';

const now = Date.UTC(2026, 0, 1);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('ageOf', () => {
  const cases: readonly (readonly [age: number, text: string])[] = [
    [0, '0s'],
    [-1999, '0s'],
    [-2000, '<invalid>'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [9 * minute + 59 * second, '9m59s'],
    [10 * minute + 59 * second, '10m'],
    [3 * hour - second, '179m'],
    [3 * hour + 7 * minute, '3h7m'],
    [47 * hour, '47h'],
    [49 * hour, '2d1h'],
    [8 * day + 5 * hour, '8d'],
    [729 * day, '729d'],
    [732 * day, '2y2d'],
    [9 * 365 * day, '9y'],
  ];
  for (const [age, text] of cases) {
    it(`writes ${age} ms as ${text}`, () => assert.equal(ageOf(new Date(now - age).toISOString(), now), text));
  }

  it('knows no age without a time', () => assert.equal(ageOf(undefined, now), '<unknown>'));
});
