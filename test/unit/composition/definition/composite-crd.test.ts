import assert from 'node:assert/strict';
import { parseDefinition } from '../../../../src/composition/api/definition.ts';
import { compositeCrd } from '../../../../src/composition/definition/composite-crd.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import { networkDefinition, version } from '../../../support/composition-manifests.ts';

function crdOf(spec: object = {}) {
  const metadata = { name: 'networks.example.org', uid: 'u', resourceVersion: '1' };
  return compositeCrd(parseDefinition({ ...networkDefinition(spec), metadata } as KubernetesObject));
}

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
}

function schemaOf(spec: object = {}): Schema {
  return crdOf(spec).spec.versions[0]?.schema.openAPIV3Schema as unknown as Schema;
}

function columnsOf(spec: object = {}): readonly unknown[] {
  const columns = crdOf(spec).spec.versions[0]?.['additionalPrinterColumns'] as readonly { readonly name: string }[] | undefined;
  return (columns ?? []).map(({ name }) => name);
}

const withSchema = (openAPIV3Schema: object) => ({ versions: [version('v1', { schema: { openAPIV3Schema } })] });

describe("the CRD of a user's kind", () => {
  it('has the members that every composite has beside the user’s own', () => {
    const { spec, status } = schemaOf().properties;
    assert.deepEqual(Object.keys(spec?.properties ?? {}), ['size', 'note', 'evenkeel', 'crossplane']);
    assert.deepEqual(spec?.required, ['size']);
    assert.deepEqual(Object.keys(status?.properties ?? {}), [
      'observedGeneration',
      'conditions',
      'lastHandledReconcileAt',
      'resources',
      'evenkeel',
    ]);
    assert.deepEqual(status?.default, { observedGeneration: -1 });
  });

  it('gives a status no default that would not be valid', () => {
    const status = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
    assert.equal(schemaOf(withSchema({ type: 'object', properties: { status } })).properties['status']?.default, undefined);
  });

  it('lets a cluster-scoped composite say where its Secret is, and no other', () => {
    const secret = (scope: string) =>
      schemaOf({ scope }).properties['spec']?.properties['evenkeel']?.properties['writeConnectionSecretToRef']?.required;
    assert.deepEqual([secret('Namespaced'), secret('Cluster')], [['name'], ['name', 'namespace']]);
  });

  it('has columns, of which the user’s own win', () => {
    const column = (name: string) => ({ name, type: 'string', jsonPath: '.spec.size' });
    assert.deepEqual(columnsOf(), ['SYNCED', 'READY', 'COMPOSITION', 'AGE']);
    const versions = [version('v1', { additionalPrinterColumns: [column('SIZE'), column('Age')] })];
    assert.deepEqual(columnsOf({ versions }), ['SYNCED', 'READY', 'COMPOSITION', 'SIZE', 'Age']);
  });

  it('stores the referenceable version, and passes on the rest', () => {
    const scale = { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' };
    const versions = [
      version('v1', { referenceable: false, deprecated: true, deprecationWarning: 'take v2' }),
      version('v2', { subresources: { scale } }),
    ];
    const [old, next] = crdOf({ versions, metadata: { labels: { team: 'x' }, annotations: { note: 'y' } } }).spec.versions;
    assert.deepEqual([old?.storage, old?.['deprecated'], old?.['deprecationWarning'], next?.storage], [false, true, 'take v2', true]);
    assert.deepEqual([old?.['subresources'], next?.['subresources']], [{ status: {} }, { status: {}, scale }]);
  });

  it('is found by label and category', () => {
    const { metadata, spec } = crdOf({ metadata: { labels: { team: 'x' } } });
    assert.deepEqual(metadata.labels, { team: 'x', 'evenkeel.dev/composite-kind': 'true' });
    assert.deepEqual((spec['names'] as { categories: unknown }).categories, ['composite']);
  });

  it('is the same for the same definition, whose hash changes with it', () => {
    assert.deepEqual(crdOf(), crdOf());
    const hash = (spec: object) => crdOf(spec).metadata.annotations['evenkeel.dev/definition-hash'];
    assert.notEqual(hash({}), hash({ metadata: { labels: { a: 'b' } } }));
  });

  const refused: readonly { name: string; schema: object; says: RegExp }[] = [
    {
      name: 'spec.evenkeel',
      schema: { type: 'object', properties: { spec: { type: 'object', properties: { evenkeel: {} } } } },
      says: /properties\.spec\.properties\.evenkeel is what every composite has/,
    },
    {
      name: 'status.resources',
      schema: { type: 'object', properties: { status: { type: 'object', properties: { resources: {} } } } },
      says: /properties\.status\.properties\.resources is what/,
    },
    {
      name: 'a spec that is a list',
      schema: { type: 'object', properties: { spec: { type: 'array' } } },
      says: /properties\.spec\.type must be object/,
    },
    {
      name: 'a spec that is a map',
      schema: { type: 'object', properties: { spec: { type: 'object', additionalProperties: { type: 'string' } } } },
      says: /properties\.spec\.additionalProperties is not supported here/,
    },
    { name: 'an object that is a text', schema: { type: 'string' }, says: /openAPIV3Schema\.type must be object/ },
  ];
  for (const { name, schema, says } of refused) {
    it(`is not made of a schema with ${name}`, () => {
      assert.throws(() => crdOf(withSchema(schema)), says);
    });
  }
});
