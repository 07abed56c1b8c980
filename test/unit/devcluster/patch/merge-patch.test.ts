import assert from 'node:assert/strict';
import { StatusError } from '../../../../src/devcluster/api/status-error.ts';
import { applyMergePatch } from '../../../../src/devcluster/patch/merge-patch.ts';

describe('applyMergePatch', () => {
  it('merges objects, replaces the rest, and removes by null at any depth', () => {
    const object = { a: { b: 1, c: 2, d: [1, 2] }, e: 'x', f: 1 };
    const patch = { a: { b: null, d: [3], g: { h: null, i: 1 } }, e: { y: null }, f: null };
    assert.deepEqual(applyMergePatch(object, patch), { a: { c: 2, d: [3], g: { i: 1 } }, e: {} });
    assert.deepEqual(object, { a: { b: 1, c: 2, d: [1, 2] }, e: 'x', f: 1 });
  });

  for (const [patch, message] of [
    [null, /^Invalid JSON Patch$/],
    [[], /^error decoding patch: json: cannot unmarshal array into Go value of type map\[string\]interface {}$/],
    ['x', /cannot unmarshal string/],
  ] as const) {
    it(`refuses ${JSON.stringify(patch)}`, () => {
      assert.throws(
        () => applyMergePatch({}, patch),
        (error) => error instanceof StatusError && error.code === 400 && message.test(error.message),
      );
    });
  }
});
