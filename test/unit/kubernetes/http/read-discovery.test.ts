import assert from 'node:assert/strict';
import { readGroups, readResources } from '../../../../src/kubernetes/http/read-discovery.ts';

describe('discovery documents', () => {
  it('give the versions of each group, the preferred one first and once', () => {
    const versions = ['v1', 'v2'].map((version) => ({ groupVersion: `a.dev/${version}`, version }));
    const groups = [
      { name: 'a.dev', versions, preferredVersion: versions[1] },
      { name: 'b.dev', versions: [{ groupVersion: 'b.dev/v1' }] },
    ];
    assert.deepEqual(readGroups({ groups }), ['apis/a.dev/v2', 'apis/a.dev/v1', 'apis/b.dev/v1']);
  });

  it('give resources without their subresources', () => {
    const resources = [
      { name: 'widgets', kind: 'Widget', namespaced: true, verbs: ['list', 'watch'] },
      { name: 'widgets/status', kind: 'Widget', namespaced: true, verbs: ['get'] },
      { name: 'suns', kind: 'Sun' },
    ];
    assert.deepEqual(readResources({ groupVersion: 'a.dev/v1', resources }), [
      { group: 'a.dev', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true, verbs: ['list', 'watch'] },
      { group: 'a.dev', version: 'v1', kind: 'Sun', plural: 'suns', namespaced: false, verbs: [] },
    ]);
    assert.equal(readResources({ groupVersion: 'v1', resources })[0]?.group, '');
  });

  it('are refused when they are none', () => {
    for (const answer of [undefined, 'x', {}, { groups: 1 }]) assert.throws(() => readGroups(answer), { name: 'ApiUnreachable' });
  });
});
