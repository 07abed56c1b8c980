import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Fifo } from '../../../src/base/fifo.ts';

describe('fifo', () => {
  it('does as an array does, for any order of calls', () =>
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 5_000, size: 'max' }), (pushes) => {
        const fifo = new Fifo<number>();
        const model: number[] = [];
        for (const [index, isPush] of pushes.entries()) {
          if (isPush) model.push(index);
          if (isPush) fifo.push(index);
          else assert.equal(fifo.shift(), model.shift());
          assert.equal(fifo.length, model.length);
        }
      }),
      { numRuns: 20 },
    ));

  it('keeps its order when it lets go of what was taken', () => {
    const fifo = new Fifo<number>();
    for (let index = 0; index < 10_000; index++) fifo.push(index);
    for (let index = 0; index < 10_000; index++) assert.equal(fifo.shift(), index);
    assert.equal(fifo.shift(), undefined);
  });
});
