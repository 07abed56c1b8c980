import assert from 'node:assert/strict';
import { closingLine, leftOutLines, strict, sumOf } from '../../../../hack/test/suite-result.ts';

describe('suite results', () => {
  const one = { passed: 2, failed: 0, skipped: 1, notRun: [{ title: 'a', reason: 'no kubectl' }], leftToOthers: [] };
  const two = { passed: 3, failed: 1, skipped: 0, notRun: [], leftToOthers: [{ title: 'b', reason: 'needs policies' }] };

  it('add up', () => {
    const sum = { passed: 5, failed: 1, skipped: 1, notRun: one.notRun, leftToOthers: two.leftToOthers };
    assert.deepEqual(sumOf([one, two]), sum);
  });
  it('list what was left out, and why', () => {
    assert.deepEqual(leftOutLines(sumOf([one, two])), [
      '1 could not run on this machine:',
      '  a: no kubectl',
      '1 left to other servers:',
      '  b: needs policies',
    ]);
  });
  it('of no suite are zero', () => assert.equal(closingLine(sumOf([])), '0 passed, 0 failed'));
  it('close with a plain line', () => assert.equal(closingLine(two), '3 passed, 1 failed'));
  it('name what was skipped', () => assert.equal(closingLine(one), '2 passed, 0 failed, 1 skipped'));
  it('count a skipped test as failed where none may be', () => assert.equal(closingLine(strict(one)), '2 passed, 1 failed'));
});
