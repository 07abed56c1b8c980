import assert from 'node:assert/strict';
import { reader } from '../../../../src/aws/shared/reader.ts';

const values = { text: 'a', flag: false, integer: 0, texts: ['a'], fraction: 1.5, mixed: ['a', 1], nothing: null };

describe('reader', () => {
  it('gives what is there, and undefined for what is not', () => {
    const read = reader(values);
    assert.deepEqual([read.text('text'), read.flag('flag'), read.integer('integer'), read.texts('texts')], ['a', false, 0, ['a']]);
    assert.deepEqual([read.text('none'), read.flag('none'), read.integer('nothing'), read.texts('nothing')], Array(4).fill(undefined));
  });

  it('names the member that has another type', () => {
    const read = reader(values);
    assert.throws(() => read.text('flag'), { name: 'TypeError', message: 'flag has a value of the wrong type' });
    assert.throws(() => read.flag('text'), TypeError);
    assert.throws(() => read.integer('fraction'), TypeError);
    assert.throws(() => read.texts('mixed'), TypeError);
  });
});
