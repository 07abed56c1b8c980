import assert from 'node:assert/strict';
import { namespaceConditions } from '../../../../src/devcluster/controllers/namespace-conditions.ts';
import type { Leftovers } from '../../../../src/devcluster/controllers/namespace-conditions.ts';

const nothing: Leftovers = { counts: new Map(), finalizers: new Map(), failures: [], discoveryFailure: undefined };
const start = Date.UTC(2026, 0, 1);

describe('conditions of a namespace that is being deleted', () => {
  const cases: readonly [string, Partial<Leftovers>, string][] = [
    ['nothing is left', {}, ''],
    [
      'objects are left',
      {
        counts: new Map([
          ['widgets.test.dev', 2],
          ['secrets', 1],
        ]),
      },
      'NamespaceContentRemaining SomeResourcesRemain Some resources are remaining: secrets has 1 resource instances, widgets.test.dev has 2 resource instances',
    ],
    [
      'objects have finalizers',
      { finalizers: new Map([['a/b', 2]]) },
      'NamespaceFinalizersRemaining SomeFinalizersRemain Some content in the namespace has finalizers remaining: a/b in 2 resource instances',
    ],
    [
      'a deletion failed',
      { failures: ['secrets: forbidden'] },
      'NamespaceDeletionContentFailure ContentDeletionFailed Failed to delete all resource types, 1 remaining: secrets: forbidden',
    ],
    [
      'it is not known what there is',
      { discoveryFailure: 'no answer' },
      'NamespaceDeletionDiscoveryFailure DiscoveryFailed Discovery failed for some groups: no answer',
    ],
  ];
  for (const [name, left, text] of cases) {
    it(`tell when ${name}`, () => {
      const conditions = namespaceConditions({ ...nothing, ...left }, [], start);
      const bad = conditions.filter(({ status }) => status === 'True').map(({ type, reason, message }) => `${type} ${reason} ${message}`);
      assert.equal(conditions.length, 4);
      assert.equal(bad.join('\n'), text);
    });
  }

  it('keep the time of the last change of status', () => {
    const first = namespaceConditions({ ...nothing, failures: ['a'] }, [], start);
    const second = namespaceConditions(nothing, first, start + 60_000);
    const times = second.map(({ lastTransitionTime }) => lastTransitionTime);
    assert.deepEqual(times, ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z']);
  });
});
