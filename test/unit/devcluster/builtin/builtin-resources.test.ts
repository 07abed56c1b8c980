import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { builtinResources } from '../../../../src/devcluster/builtin/builtin-resources.ts';
import { objectMeta } from '../../../../src/devcluster/builtin/object-meta.ts';
import { strategyOf } from '../../../../src/devcluster/builtin/strategies.ts';
import { objectOf } from '../../../../src/devcluster/schema/json-members.ts';

const now = Date.UTC(2026, 0, 1, 0, 10);
const metadata = { name: 'x', namespace: 'n', creationTimestamp: '2026-01-01T00:00:00Z' };

function cellsOf(kind: string, object: JsonObject, group?: string): readonly unknown[] | undefined {
  const resource = builtinResources().find((each) => each.kind === kind && (group === undefined || each.group === group));
  return resource?.cells?.({ metadata, ...object }, now);
}

describe('builtinResources', () => {
  for (const resource of builtinResources()) {
    const name = `${resource.plural}.${resource.group}`;

    it(`gives ${name} the members of every object`, () => {
      const properties = objectOf(resource.schema['properties']);
      assert.equal(properties['metadata'], objectMeta);
      assert.deepEqual(Object.keys(properties).slice(0, 2), ['apiVersion', 'kind']);
    });

    it(`makes a cell for each column of ${name}`, () => {
      assert.equal(resource.cells?.({ metadata }, now).length ?? 0, resource.columns.length);
    });
  }

  it('stores events of both groups as the same objects', () => {
    const events = builtinResources().filter(({ kind }) => kind === 'Event');
    assert.deepEqual(
      events.map((each) => [each.group, each.storageKey, strategyOf(each).storedAs]),
      [
        ['', 'events', 'v1'],
        ['events.k8s.io', 'events', 'v1'],
      ],
    );
  });

  it('lets reviews be created and nothing else', () => {
    const reviews = builtinResources().filter(({ kind }) => kind.endsWith('Review'));
    assert.equal(reviews.length, 6);
    for (const review of reviews) assert.deepEqual(review.verbs, ['create']);
  });

  const cells: readonly (readonly [kind: string, object: JsonObject, cells: readonly unknown[], group?: string])[] = [
    ['Namespace', { status: { phase: 'Active' } }, ['Active', '10m']],
    ['Secret', { type: 'Opaque', data: { a: '', b: '' } }, ['Opaque', 2, '10m']],
    ['ConfigMap', { data: { a: '' }, binaryData: { b: '' } }, [2, '10m']],
    ['ServiceAccount', { secrets: [{ name: 's' }] }, [1, '10m']],
    ['Lease', { spec: { holderIdentity: 'me' } }, ['me', '10m']],
    ['ClusterRole', {}, ['2026-01-01T00:00:00Z']],
    ['CustomResourceDefinition', {}, ['2026-01-01T00:00:00Z']],
    [
      'RoleBinding',
      {
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'User', name: 'v' },
          { kind: 'ServiceAccount', name: 's', namespace: 'm' },
        ],
      },
      ['Role/r', '10m', 'u, v', '', 'm/s'],
    ],
    [
      'Event',
      {
        involvedObject: { kind: 'VPC', name: 'v' },
        reason: 'R',
        type: 'Normal',
        message: 'm\n',
        count: 2,
        lastTimestamp: '2026-01-01T00:09:00Z',
      },
      ['60s', 'Normal', 'R', 'vpc/v', '', '', 'm', '<unknown>', 2, 'x'],
      '',
    ],
    [
      'Event',
      { regarding: { kind: 'VPC', name: 'v' }, note: 'm', eventTime: '2026-01-01T00:05:00.000000Z', reportingController: 'c' },
      ['5m', '', '', 'vpc/v', '', 'c', 'm', '5m', 1, 'x'],
      'events.k8s.io',
    ],
  ];
  for (const [kind, object, expected, group] of cells) {
    it(`prints ${kind} ${group ?? ''}`, () => assert.deepEqual(cellsOf(kind, object, group), expected));
  }
});
