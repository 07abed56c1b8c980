import assert from 'node:assert/strict';
import { BoundedMap } from '../../../src/base/bounded-map.ts';

describe('bounded map', () => {
  it('forgets the entry that was used least recently', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    assert.equal(map.get('a'), 1);
    map.set('c', 3);
    assert.deepEqual([map.get('a'), map.get('b'), map.get('c')], [1, undefined, 3]);
  });

  it('holds a new value of a key that it has without forgetting another', () => {
    const map = new BoundedMap<string, number>(2);
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      map.set(key, value);
    assert.deepEqual([map.get('a'), map.get('b'), map.size], [3, 2, 2]);
    map.delete('a');
    assert.equal(map.get('a'), undefined);
  });
});
