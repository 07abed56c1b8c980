import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { ServedResource } from '../../../../src/devcluster/api/served-resource.ts';
import { readMetadata } from '../../../../src/devcluster/store/read-metadata.ts';
import { finalizerWarnings } from '../../../../src/devcluster/store/validate-metadata.ts';

describe('reading metadata', () => {
  it('leaves out what is null or empty, but not empty managedFields', () => {
    const { metadata } = readMetadata({
      name: 'a',
      labels: {},
      annotations: null,
      finalizers: [],
      ownerReferences: null,
      managedFields: [],
    });
    assert.deepEqual(metadata, { name: 'a', managedFields: [] });
  });

  it('leaves out and tells what ObjectMeta does not have', () => {
    assert.deepEqual(readMetadata({ name: 'a', odd: 1, toString: 'x' }), {
      metadata: { name: 'a' },
      unknown: ['metadata.odd', 'metadata.toString'],
    });
  });

  it('takes a null among labels for an empty text', () => {
    assert.deepEqual(readMetadata({ labels: { a: null } }).metadata, { labels: { a: '' } });
  });

  it('warns of finalizers without a domain where a custom resource gains them', () => {
    const resource = { group: 'g', version: 'v1', kind: 'W', plural: 'ws', custom: true } as ServedResource;
    const warnings = finalizerWarnings(resource, { finalizers: ['new', 'old', 'orphan', 'a.b/c'] }, { finalizers: ['old'] });
    assert.deepEqual(warnings, [
      'metadata.finalizers: "new": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers',
    ]);
    assert.deepEqual(finalizerWarnings({ ...resource, custom: false }, { finalizers: ['new'] }, {}), []);
  });

  const wrong: readonly (readonly [string, JsonObject])[] = [
    ['a number for a name', { name: 5 }],
    ['a number for a label', { labels: { a: 5 } }],
    ['a list for labels', { labels: ['a'] }],
    ['an object for finalizers', { finalizers: {} }],
    ['a text for a generation', { generation: '1' }],
    ['a text for an owner', { ownerReferences: ['a'] }],
    ['a text for a truth of an owner', { ownerReferences: [{ controller: 'yes' }] as readonly Json[] }],
  ];
  for (const [name, metadata] of wrong) {
    it(`refuses ${name}`, () => assert.throws(() => readMetadata(metadata), { code: 400, reason: 'BadRequest' }));
  }
});
