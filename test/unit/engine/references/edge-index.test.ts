import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ObjectKey } from '../../../../src/engine/cloud.ts';
import { EdgeIndex, type Edge } from '../../../../src/engine/references/edge-index.ts';

const target: ObjectKey = { kind: 'Net.fake', namespace: 'team', name: 'net' };
const source: ObjectKey = { kind: 'Cell.fake', namespace: 'team', name: 'cell' };
const place = { kind: target.kind, namespace: target.namespace };
const byName: Edge = { type: 'name', ...place, name: 'net' };
const bySelector: Edge = { type: 'select', ...place };
const byValue: Edge = { type: 'value', ...place, value: 'net-1' };

describe('EdgeIndex', () => {
  const cases: readonly { readonly name: string; readonly edges: readonly Edge[]; readonly dependents: number; readonly users: number }[] =
    [
      { name: 'a name is woken and is a use', edges: [byName], dependents: 1, users: 1 },
      { name: 'a selector is woken, and no use before it has chosen', edges: [bySelector], dependents: 1, users: 0 },
      { name: 'an external name is woken and is a use', edges: [byValue], dependents: 1, users: 1 },
      { name: 'several edges to one target count once', edges: [byName, byName, bySelector, byValue], dependents: 1, users: 1 },
      {
        name: 'another namespace',
        edges: [
          { ...byName, namespace: 'rivals' },
          { ...byValue, namespace: 'rivals' },
        ],
        dependents: 0,
        users: 0,
      },
      {
        name: 'another name',
        edges: [
          { ...byName, name: 'other' },
          { ...byValue, value: 'net-2' },
        ],
        dependents: 0,
        users: 0,
      },
      {
        name: 'another kind',
        edges: [
          { ...byName, kind: 'Gate.fake' },
          { ...bySelector, kind: 'Gate.fake' },
        ],
        dependents: 0,
        users: 0,
      },
    ];
  for (const { name, edges, dependents, users } of cases) {
    it(name, () => {
      const index = new EdgeIndex();
      index.set(source, edges);
      assert.equal(index.dependents(target, 'net-1').length, dependents);
      assert.equal(index.users(target, 'net-1').length, users);
    });
  }

  it('takes an object for no user of itself', () => {
    const index = new EdgeIndex();
    index.set(target, [byName, bySelector]);
    assert.deepEqual(index.dependents(target, undefined), []);
    assert.deepEqual(index.users(target, undefined), []);
  });

  it('tells which named targets were let go', () => {
    const index = new EdgeIndex();
    assert.deepEqual(index.set(source, [byName, bySelector, byValue]), []);
    assert.deepEqual(index.set(source, [byName]), []);
    assert.deepEqual(index.remove(source), [target]);
    assert.deepEqual(index.remove(source), []);
  });

  it('knows after any changes what the last edges of each object say', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const edge: fc.Arbitrary<Edge> = fc.oneof(
      names.map((name): Edge => ({ type: 'name', ...place, name })),
      names.map((value): Edge => ({ type: 'value', ...place, value })),
      fc.constant(bySelector),
    );
    const changes = fc.array(fc.record({ who: names, edges: fc.array(edge, { maxLength: 4 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(changes, names, (list, wanted) => {
        const index = new EdgeIndex();
        const last = new Map<string, readonly Edge[]>();
        for (const { who, edges } of list) {
          index.set({ ...source, name: who }, edges);
          last.set(who, edges);
        }
        const expected = [...last].filter(([, edges]) =>
          edges.some((one) => (one.type === 'name' && one.name === wanted) || (one.type === 'value' && one.value === wanted)),
        );
        const found = index.users({ ...target, name: wanted }, wanted).map(({ name }) => name);
        assert.deepEqual(found.toSorted(), expected.map(([who]) => who).toSorted());
      }),
    );
  });
});
