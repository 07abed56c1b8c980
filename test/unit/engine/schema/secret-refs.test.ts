import assert from 'node:assert/strict';
import { secretRefsOf } from '../../../../src/engine/schema/secret-refs.ts';
import { smallKind } from './small-kind.ts';

describe('secret references of a kind', () => {
  it('are named at any depth', () => {
    assert.deepEqual(secretRefsOf(smallKind), ['password', 'part.token']);
  });
});
