import assert from 'node:assert/strict';
import { valueAt } from '../../../../src/engine/schema/value-at.ts';

describe('valueAt', () => {
  it('reads a value, and nothing where something on the way is missing', () => {
    assert.equal(valueAt({ a: { b: 0 } }, 'a.b'), 0);
    assert.equal(valueAt({ a: 1 }, 'a.b'), undefined);
    assert.equal(valueAt(undefined, 'a'), undefined);
  });
});
