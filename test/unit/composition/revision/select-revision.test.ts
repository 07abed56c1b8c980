import assert from 'node:assert/strict';
import type { Composition } from '../../../../src/composition/api/composition.ts';
import { parseDefinition, type Definition } from '../../../../src/composition/api/definition.ts';
import type { Machinery } from '../../../../src/composition/api/machinery.ts';
import type { Revision } from '../../../../src/composition/api/revision.ts';
import { selectRevision, type Used } from '../../../../src/composition/revision/select-revision.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import { networkDefinition } from '../../../support/composition-manifests.ts';

const definition = parseDefinition({
  ...networkDefinition(),
  metadata: { name: 'networks.example.org', uid: 'u', resourceVersion: '1' },
} as KubernetesObject);
const compositeType = { apiVersion: 'example.org/v1', kind: 'Network' };

function composition(name: string, labels: Readonly<Record<string, string>> = {}, type = compositeType): Composition {
  return { name, labels, compositeType: type, pipeline: [], historyLimit: 10 };
}

function revision(of: string, number: number, labels: Readonly<Record<string, string>> = {}, type = compositeType): Revision {
  return { name: `${of}-${number}`, composition: of, number, labels, compositeType: type, pipeline: [] };
}

const revisions = [
  revision('blue', 2, { channel: 'live' }),
  revision('blue', 3, { channel: 'dev' }),
  revision('blue', 1, { channel: 'live' }),
  ...['green', 'red'].map((name) => revision(name, 1)),
  revision('bucket', 1, {}, { apiVersion: 'example.org/v1', kind: 'Bucket' }),
];
const blue = composition('blue', { color: 'blue', tier: 'small' });
const green = composition('green', { color: 'green', tier: 'small' });
const bucket = composition('bucket', { tier: 'small' }, { apiVersion: 'example.org/v1', kind: 'Bucket' });

interface Case {
  readonly name: string;
  readonly machinery?: Partial<Machinery>;
  readonly definition?: Partial<Definition>;
  readonly compositions?: readonly Composition[];
  readonly used?: Used;
  /** Name of the revision, or reason and text of the problem. */
  readonly expected: string | readonly [string, RegExp];
}

const cases: readonly Case[] = [
  { name: 'the only composition, its newest revision', compositions: [blue, bucket], expected: 'blue-3' },
  { name: 'none', compositions: [bucket], expected: ['CompositionNotFound', /no composition for example\.org\/v1 Network/] },
  { name: 'several and no word which', expected: ['CompositionAmbiguous', /blue, green; choose one/] },
  { name: 'the default', definition: { defaultComposition: 'green' }, expected: 'green-1' },
  { name: 'a default that is not there', definition: { defaultComposition: 'x' }, expected: ['CompositionNotFound', /x, the default of/] },
  {
    name: 'a reference before the default',
    machinery: { composition: 'blue' },
    definition: { defaultComposition: 'green' },
    expected: 'blue-3',
  },
  {
    name: 'what is enforced before the reference',
    machinery: { composition: 'blue' },
    definition: { enforcedComposition: 'green' },
    expected: 'green-1',
  },
  {
    name: 'a reference to nothing',
    machinery: { composition: 'x' },
    expected: ['CompositionNotFound', /x, named by compositionRef, does not exist/],
  },
  {
    name: 'a reference to one for another kind',
    machinery: { composition: 'bucket' },
    expected: ['CompositionForOtherKind', /bucket.* is for example\.org\/v1 Bucket, not for example\.org\/v1 Network/],
  },
  { name: 'labels: the first by name', machinery: { compositionLabels: { tier: 'small' } }, expected: 'blue-3' },
  { name: 'labels that one has', machinery: { compositionLabels: { color: 'green' } }, expected: 'green-1' },
  {
    name: 'labels that none has',
    machinery: { compositionLabels: { color: 'pink' } },
    definition: { defaultComposition: 'blue' },
    expected: ['CompositionNotFound', /compositionSelector/],
  },
  {
    name: 'the one that is used, while labels match it',
    machinery: { compositionLabels: { tier: 'small' } },
    used: { composition: 'green' },
    expected: 'green-1',
  },
  {
    name: 'another one once they do not',
    machinery: { compositionLabels: { color: 'blue' } },
    used: { composition: 'green' },
    expected: 'blue-3',
  },
  {
    name: 'the one that is used before the default',
    used: { composition: 'green' },
    definition: { defaultComposition: 'blue' },
    expected: 'green-1',
  },
  { name: 'the one that is used though there are several', used: { composition: 'green' }, expected: 'green-1' },
  { name: 'a used one that is gone', used: { composition: 'gone' }, definition: { defaultComposition: 'blue' }, expected: 'blue-3' },
  {
    name: 'a reference before the one that is used',
    used: { composition: 'green' },
    machinery: { composition: 'blue' },
    expected: 'blue-3',
  },
  { name: 'a revision by name', machinery: { composition: 'blue', revision: 'blue-1' }, expected: 'blue-1' },
  {
    name: "another composition's revision by name",
    machinery: { composition: 'blue', revision: 'green-1' },
    expected: ['RevisionNotFound', /blue has no revision green-1/],
  },
  { name: 'the newest revision with labels', machinery: { composition: 'blue', revisionLabels: { channel: 'live' } }, expected: 'blue-2' },
  {
    name: 'labels that no revision has',
    machinery: { composition: 'blue', revisionLabels: { channel: 'x' } },
    expected: ['RevisionNotFound', /compositionRevisionSelector/],
  },
  {
    name: 'Manual: the one that is used',
    machinery: { composition: 'blue', updatePolicy: 'Manual' },
    used: { composition: 'blue', revision: 'blue-1' },
    expected: 'blue-1',
  },
  { name: 'Manual, and none is used yet: the newest', machinery: { composition: 'blue', updatePolicy: 'Manual' }, expected: 'blue-3' },
  {
    name: 'Manual, and the one that is used is of another composition',
    machinery: { composition: 'blue', updatePolicy: 'Manual' },
    used: { revision: 'green-1' },
    expected: 'blue-3',
  },
  {
    name: 'Manual with labels that the used one has not',
    machinery: { composition: 'blue', updatePolicy: 'Manual', revisionLabels: { channel: 'dev' } },
    used: { revision: 'blue-1' },
    expected: 'blue-3',
  },
  {
    name: 'Automatic: the newest, whatever is used',
    machinery: { composition: 'blue', updatePolicy: 'Automatic' },
    definition: { updatePolicy: 'Manual' },
    used: { revision: 'blue-1' },
    expected: 'blue-3',
  },
  {
    name: "the definition's policy",
    machinery: { composition: 'blue' },
    definition: { updatePolicy: 'Manual' },
    used: { revision: 'blue-1' },
    expected: 'blue-1',
  },
  {
    name: 'a composition without revisions',
    compositions: [composition('new')],
    expected: ['RevisionNotFound', /new has no revision yet/],
  },
  {
    name: 'a version that the definition had before',
    definition: { version: 'v2' },
    compositions: [blue],
    machinery: { composition: 'blue' },
    expected: ['CompositionForOtherKind', /v1 Network, not for example\.org\/v2 Network/],
  },
];

describe('the revision of a composite', () => {
  for (const each of cases) {
    it(`${typeof each.expected === 'string' ? 'is' : 'is not found:'} ${each.name}`, () => {
      const selection = selectRevision({
        machinery: { deleteBudget: 1, ...each.machinery },
        definition: { ...definition, ...each.definition },
        compositions: each.compositions ?? [green, bucket, blue],
        revisions,
        used: each.used ?? {},
      });
      if (typeof each.expected === 'string') {
        assert.deepEqual(selection.type === 'revision' ? selection.revision.name : selection, each.expected);
        return;
      }
      const [reason, text] = each.expected;
      assert.ok(selection.type === 'problem', JSON.stringify(selection));
      assert.equal(selection.reason, reason);
      assert.match(selection.message, text);
    });
  }

  it('does not depend on the order of what is known', () => {
    const machinery = { deleteBudget: 1, compositionLabels: { tier: 'small' } };
    const choose = (list: readonly Composition[], of: readonly Revision[]) =>
      selectRevision({ machinery, definition, compositions: list, revisions: of, used: {} });
    assert.deepEqual(choose([green, blue], revisions), choose([blue, green], revisions.toReversed()));
  });
});
