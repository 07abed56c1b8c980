import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldAt, valueAt, withValueAt } from '../../../../src/engine/schema/field-at.ts';
import { smallKind } from './small-kind.ts';

describe('paths', () => {
  it('lead to the schema of a field, through objects and lists', () => {
    assert.equal(fieldAt(smallKind, 'part.name')?.description, 'Its name.');
    assert.equal(fieldAt(smallKind, 'rules[*].peerId')?.description, 'The peer.');
    assert.equal(fieldAt(smallKind, 'part.nothing'), undefined);
    assert.equal(fieldAt(smallKind, 'nothing.at.all'), undefined);
  });

  it('read a value, and nothing where something on the way is missing', () => {
    assert.equal(valueAt({ a: { b: 0 } }, 'a.b'), 0);
    assert.equal(valueAt({ a: 1 }, 'a.b'), undefined);
    assert.equal(valueAt(undefined, 'a'), undefined);
  });

  it('take a member out when it is set to undefined', () => {
    assert.deepEqual(withValueAt({ a: { b: 1, c: 2 } }, 'a.b', undefined), { a: { c: 2 } });
  });

  it('give back what was set, and leave all else and the original alone', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    const plain = { noNullPrototype: true };
    const values = fc.dictionary(name, fc.oneof(fc.integer(), fc.dictionary(name, fc.integer(), plain)), plain);
    fc.assert(
      fc.property(values, path, fc.integer(), (before, where, value) => {
        const copy = structuredClone(before);
        const after = withValueAt(before, where, value);
        assert.equal(valueAt(after, where), value);
        assert.deepEqual(before, copy);
        const [top] = where.split('.');
        for (const key of Object.keys(before)) if (key !== top) assert.deepEqual(after[key], before[key]);
      }),
    );
  });
});
