import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ClaimIndex, type Claimant } from '../../../../src/engine/ownership/claim-index.ts';

function claimant(name: string, more: Partial<Claimant> = {}): Claimant {
  return { key: { kind: 'Net.fake', namespace: 'team', name }, uid: name, created: 0, established: false, held: new Set(), ...more };
}

describe('ClaimIndex', () => {
  const cases: readonly { readonly name: string; readonly a: Claimant; readonly b: Claimant }[] = [
    {
      name: 'who holds it comes before who names it',
      a: claimant('z', { created: 9, held: new Set(['x']) }),
      b: claimant('b', { established: true }),
    },
    { name: 'who names it comes before who is older', a: claimant('z', { created: 9, established: true }), b: claimant('b') },
    { name: 'the older comes first', a: claimant('z', { created: 1 }), b: claimant('b', { created: 2 }) },
    { name: 'of one age the lower uid comes first', a: claimant('a'), b: claimant('b') },
    { name: 'what is held counts for that claim alone', a: claimant('a'), b: claimant('b', { held: new Set(['y']) }) },
  ];
  for (const { name, a, b } of cases) {
    it(name, () => {
      for (const order of [
        [a, b],
        [b, a],
      ]) {
        const index = new ClaimIndex();
        for (const one of order) index.set(one, ['x']);
        assert.equal(index.rival(a.uid), undefined);
        assert.equal(index.rival(b.uid)?.uid, a.uid);
      }
    });
  }

  it('tells whose rival went when a claim is dropped', () => {
    const index = new ClaimIndex();
    index.set(claimant('a'), ['x', 'y']);
    index.set(claimant('b'), ['y']);
    assert.deepEqual(
      index.set(claimant('a'), ['x']).map(({ name }) => name),
      ['b'],
    );
    assert.equal(index.rival('b'), undefined);
    index.set(claimant('c'), ['x']);
    assert.deepEqual(
      index.remove('a').map(({ name }) => name),
      ['c'],
    );
  });

  it('may be asked about some claims only', () => {
    const index = new ClaimIndex();
    index.set(claimant('a', { held: new Set(['x']) }), ['x']);
    index.set(claimant('b', { held: new Set(['y']) }), ['x', 'y']);
    assert.equal(index.rival('b')?.uid, 'a');
    assert.equal(index.rival('b', ['y']), undefined);
  });

  it('has exactly one winner for each claim, whatever the order', () => {
    const one = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), created: fc.nat(2), established: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (list) => {
        const index = new ClaimIndex();
        for (const { name, ...more } of list) index.set(claimant(name, more), ['x']);
        const names = [...new Set(list.map(({ name }) => name))];
        assert.equal(names.filter((name) => index.rival(name) === undefined).length, 1);
      }),
    );
  });
});
