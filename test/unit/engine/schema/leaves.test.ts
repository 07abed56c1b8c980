import assert from 'node:assert/strict';
import { leaves, secretRefsOf } from '../../../../src/engine/schema/leaves.ts';
import { smallKind } from './small-kind.ts';

describe('leaves of a kind', () => {
  it('descends into objects, takes lists and maps whole and leaves out what is not supported', () => {
    const paths = leaves(smallKind).map(({ path }) => path);
    assert.deepEqual(paths, [
      ...['size', 'networkId', 'keyId', 'groupIds', 'range', 'mode', 'order', 'password', 'force', 'tags'],
      ...['part.name', 'part.token', 'rules'],
    ]);
  });

  it('gives each its own schema', () => {
    assert.equal(leaves(smallKind).find(({ path }) => path === 'part.name')?.field.description, 'Its name.');
  });

  it('names the secret references at any depth', () => {
    assert.deepEqual(secretRefsOf(smallKind), ['password', 'part.token']);
  });
});
