import assert from 'node:assert/strict';
import { parseComposition } from '../../../../src/composition/api/composition.ts';
import { parseDefinition } from '../../../../src/composition/api/definition.ts';
import { parseFunction } from '../../../../src/composition/api/function-config.ts';
import { InvalidObject } from '../../../../src/composition/api/invalid-object.ts';
import { machineryOf } from '../../../../src/composition/api/machinery.ts';
import { parseRevision } from '../../../../src/composition/api/revision.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import { network, networkComposition, networkDefinition, version } from '../../../support/composition-manifests.ts';

function stored(manifest: object, metadata: object = {}): KubernetesObject {
  const object = manifest as KubernetesObject;
  return { ...object, metadata: { ...object.metadata, uid: 'u', resourceVersion: '1', ...metadata } };
}

function remote(spec: object): KubernetesObject {
  return stored({ apiVersion: 'apiextensions.evenkeel.dev/v1', kind: 'Function', metadata: { name: 'mine' }, spec });
}

interface Case {
  readonly name: string;
  readonly parse: () => unknown;
  /** The whole message. */
  readonly says: string;
}

const definition = (spec: object) => () => parseDefinition(stored(networkDefinition(spec)));
const composition = (more: object) => () => parseComposition(stored(networkComposition('main', {}, more)));
const step = (more: object) => composition({ pipeline: [{ step: 'one', functionRef: { name: 'f' }, ...more }] });
const composite = (spec: object) => () => machineryOf(stored(network('shop/main', spec)));
const reach = (spec: object) => () => parseFunction(remote(spec));

const xrd = 'CompositeResourceDefinition networks.example.org:';
const cases: readonly Case[] = [
  {
    name: 'claims',
    parse: definition({ claimNames: { kind: 'Net', plural: 'nets' } }),
    says: `${xrd} spec.claimNames is not supported, since there are no claims: let users make the composite itself, which is namespaced`,
  },
  {
    name: 'the old scope',
    parse: definition({ scope: 'LegacyCluster' }),
    says: `${xrd} spec.scope LegacyCluster is not supported: take Namespaced, or Cluster for a kind whose children lie in several namespaces`,
  },
  {
    name: 'an unknown scope',
    parse: definition({ scope: 'Global' }),
    says: `${xrd} spec.scope must be Namespaced or Cluster, not "Global"`,
  },
  {
    name: 'a conversion',
    parse: definition({ conversion: { strategy: 'Webhook' } }),
    says: `${xrd} spec.conversion.strategy must be None: versions of a kind are stored alike`,
  },
  {
    name: 'no version',
    parse: definition({ versions: [] }),
    says: `${xrd} spec.versions must have exactly one version with referenceable: true, the one that compositions speak of`,
  },
  {
    name: 'two referenceable versions',
    parse: definition({ versions: [version('v1'), version('v2')] }),
    says: `${xrd} spec.versions must have exactly one version with referenceable: true, the one that compositions speak of`,
  },
  {
    name: 'a referenceable version that is not served',
    parse: definition({ versions: [version('v1', { served: false })] }),
    says: `${xrd} spec.versions must serve the referenceable version v1: set served: true`,
  },
  {
    name: 'another name',
    parse: () => parseDefinition(stored(networkDefinition({ group: 'example.com' }))),
    says: `${xrd} metadata.name must be networks.example.com: the plural, a dot, and the group`,
  },
  {
    name: 'a column without a path',
    parse: definition({ versions: [version('v1', { additionalPrinterColumns: [{ name: 'A', type: 'string' }] })] }),
    says: `${xrd} spec.versions[0].additionalPrinterColumns[0].jsonPath is missing: set it`,
  },
  {
    name: 'a label that is no text',
    parse: definition({ metadata: { labels: { a: 1 } } }),
    says: `${xrd} spec.metadata.labels.a must be a text`,
  },
  { name: 'no steps', parse: composition({ pipeline: [] }), says: 'Composition main: spec.pipeline must have 1 to 99 steps' },
  {
    name: '100 steps',
    parse: composition({ pipeline: Array.from({ length: 100 }, (_, index) => ({ step: `${index}`, functionRef: { name: 'f' } })) }),
    says: 'Composition main: spec.pipeline must have 1 to 99 steps',
  },
  { name: 'a list that is none', parse: composition({ pipeline: {} }), says: 'Composition main: spec.pipeline must be a list' },
  {
    name: 'the old mode',
    parse: composition({ mode: 'Resources', resources: [] }),
    says: 'Composition main: spec.mode must be Pipeline: put spec.resources into the input of a step that runs function-patch-and-transform',
  },
  {
    name: 'a step without a function',
    parse: step({ functionRef: {} }),
    says: 'Composition main: spec.pipeline[0].functionRef.name is missing: set it',
  },
  {
    name: 'a step named twice',
    parse: composition({ pipeline: ['a', 'b', 'a'].map((name) => ({ step: name, functionRef: { name: 'f' } })) }),
    says: 'Composition main: spec.pipeline[2].step is the name of an earlier step: give each step a name of its own',
  },
  {
    name: 'credentials without a Secret',
    parse: step({ credentials: [{ name: 'a', source: 'Secret' }] }),
    says: 'Composition main: spec.pipeline[0].credentials[0].secretRef is missing: set it',
  },
  {
    name: 'a requirement by name and labels',
    parse: step({
      requirements: { requiredResources: [{ requirementName: 'a', apiVersion: 'v1', kind: 'ConfigMap', name: 'x', matchLabels: {} }] },
    }),
    says: 'Composition main: spec.pipeline[0].requirements.requiredResources[0].name or matchLabels must be given, and not both',
  },
  { name: 'an input that is a list', parse: step({ input: [] }), says: 'Composition main: spec.pipeline[0].input must be an object' },
  {
    name: 'a history of nothing',
    parse: composition({ revisionHistoryLimit: 0 }),
    says: 'Composition main: spec.revisionHistoryLimit must be an integer of at least 1',
  },
  {
    name: 'a revision without a number',
    parse: () =>
      parseRevision(
        stored({ ...networkComposition('main'), kind: 'CompositionRevision' }, { labels: { 'evenkeel.dev/composition-name': 'main' } }),
      ),
    says: 'CompositionRevision main: spec.revision is missing: it is the controller that makes revisions',
  },
  {
    name: 'both machineries saying different things',
    parse: composite({ evenkeel: { compositionRef: { name: 'a' } }, crossplane: { compositionRef: { name: 'b' } } }),
    says: 'Network shop/main: spec.evenkeel.compositionRef and spec.crossplane.compositionRef say different things: leave one of them out',
  },
  {
    name: 'an unknown update policy',
    parse: composite({ crossplane: { compositionUpdatePolicy: 'Sometimes' } }),
    says: 'Network shop/main: spec.crossplane.compositionUpdatePolicy must be Automatic or Manual, not "Sometimes"',
  },
  {
    name: 'a budget below nothing',
    parse: composite({ evenkeel: { deleteBudget: -1 } }),
    says: 'Network shop/main: spec.evenkeel.deleteBudget must be an integer of at least 0',
  },
  {
    name: 'a package',
    parse: reach({ package: 'registry.example.org/f:v1' }),
    says: 'Function mine: spec.package is not supported, since nothing is installed for you: run the function and set endpoint',
  },
  { name: 'no endpoint', parse: reach({}), says: 'Function mine: spec.endpoint is missing: set it' },
  {
    name: 'an endpoint with a path',
    parse: reach({ endpoint: 'https://a:1/b' }),
    says: 'Function mine: spec.endpoint must be host:port, or a URL of these such as https://host:port',
  },
  {
    name: 'a port that there is not',
    parse: reach({ endpoint: 'a:65536' }),
    says: 'Function mine: spec.endpoint must be host:port, or a URL of these such as https://host:port',
  },
  {
    name: 'an unencrypted endpoint that is not said to be',
    parse: reach({ endpoint: 'http://a:1' }),
    says: 'Function mine: spec.endpoint is http://, which is not encrypted: set spec.insecure: true to allow that',
  },
  {
    name: 'an insecure https',
    parse: reach({ endpoint: 'https://a:1', insecure: true }),
    says: "Function mine: spec.insecure can't be true where the endpoint is https://",
  },
  {
    name: 'insecure TLS',
    parse: reach({ endpoint: 'a:1', insecure: true, tls: {} }),
    says: 'Function mine: spec.insecure and spec.tls exclude each other: leave one out',
  },
  {
    name: 'a time-out of a day',
    parse: reach({ endpoint: 'a:1', timeout: '24h' }),
    says: 'Function mine: spec.timeout must be a duration such as 20s, of at most 10m',
  },
];

describe('objects of compositions', () => {
  for (const { name, parse, says } of cases) {
    it(`are refused with ${name}`, () => {
      assert.throws(parse, (error) => error instanceof InvalidObject && (assert.equal(error.message, says), true));
    });
  }

  it('are read: a definition', () => {
    const spec = {
      scope: 'Cluster',
      defaultCompositionRef: { name: 'a' },
      defaultCompositionUpdatePolicy: 'Manual',
      metadata: { labels: { team: 'x' } },
      versions: [
        version('v1', { subresources: { scale: { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' } } }),
        version('v2', { referenceable: false, served: false, deprecated: true }),
      ],
    };
    const { versions, ...rest } = parseDefinition(stored(networkDefinition(spec)));
    assert.deepEqual(rest, {
      name: 'networks.example.org',
      uid: 'u',
      group: 'example.org',
      names: { kind: 'Network', plural: 'networks', singular: 'network', listKind: 'NetworkList', shortNames: [], categories: [] },
      scope: 'Cluster',
      version: 'v1',
      defaultComposition: 'a',
      updatePolicy: 'Manual',
      connectionSecretKeys: [],
      labels: { team: 'x' },
      annotations: {},
    });
    assert.deepEqual(
      versions.map(({ schema: _schema, ...each }) => each),
      [
        {
          name: 'v1',
          served: true,
          referenceable: true,
          deprecated: false,
          columns: [],
          scale: { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' },
        },
        { name: 'v2', served: false, referenceable: false, deprecated: true, columns: [] },
      ],
    );
  });

  it('are read: a composition', () => {
    const pipeline = [
      {
        step: 'one',
        functionRef: { name: 'f' },
        input: { kind: 'Input' },
        credentials: [
          { name: 'none', source: 'None' },
          { name: 'aws', source: 'Secret', secretRef: { namespace: 'n', name: 's' } },
        ],
        requirements: {
          requiredResources: [
            { requirementName: 'by-name', apiVersion: 'v1', kind: 'ConfigMap', name: 'x', namespace: 'n' },
            { requirementName: 'by-label', apiVersion: 'v1', kind: 'ConfigMap', matchLabels: { a: 'b' } },
          ],
        },
      },
    ];
    assert.deepEqual(parseComposition(stored(networkComposition('main', {}, { pipeline }))), {
      name: 'main',
      labels: {},
      historyLimit: 10,
      compositeType: { apiVersion: 'example.org/v1', kind: 'Network' },
      pipeline: [
        {
          step: 'one',
          functionName: 'f',
          input: { kind: 'Input' },
          credentials: [
            { name: 'none', source: 'None' },
            { name: 'aws', source: 'Secret', secret: { namespace: 'n', name: 's' } },
          ],
          requiredResources: {
            'by-name': { apiVersion: 'v1', kind: 'ConfigMap', match: { name: 'x' }, namespace: 'n' },
            'by-label': { apiVersion: 'v1', kind: 'ConfigMap', match: { labels: { a: 'b' } } },
          },
        },
      ],
    });
  });

  const endpoints: readonly (readonly [object, object])[] = [
    [{ endpoint: 'my-function' }, { host: 'my-function', port: 9443, transport: { type: 'tls' } }],
    [{ endpoint: 'https://f.svc:8443/' }, { host: 'f.svc', port: 8443, transport: { type: 'tls' } }],
    [
      { endpoint: 'dns:///f.svc:9443', timeout: '1m30s' },
      { host: 'f.svc', port: 9443, transport: { type: 'tls' }, timeoutMs: 90_000 },
    ],
    [
      { endpoint: '[::1]:9443', insecure: true },
      { host: '[::1]', port: 9443, transport: { type: 'plaintext' } },
    ],
    [
      { endpoint: 'http://127.0.0.1:1', insecure: true },
      { host: '127.0.0.1', port: 1, transport: { type: 'plaintext' } },
    ],
    [
      { endpoint: 'f:1', tls: { caSecretRef: { namespace: 'n', name: 'ca' }, clientCertificateSecretRef: { namespace: 'n', name: 'us' } } },
      {
        host: 'f',
        port: 1,
        transport: { type: 'tls', caSecret: { namespace: 'n', name: 'ca' }, clientSecret: { namespace: 'n', name: 'us' } },
      },
    ],
  ];
  for (const [spec, expected] of endpoints) {
    it(`are read: a function at ${JSON.stringify(spec)}`, () => {
      assert.deepEqual(parseFunction(remote(spec)), { name: 'mine', ...expected });
    });
  }

  const machineries: readonly (readonly [string, object, object])[] = [
    ['none', { size: 'small' }, { deleteBudget: 1 }],
    ['of ours', { evenkeel: { deleteBudget: 0, compositionRef: { name: 'a' } } }, { deleteBudget: 0, composition: 'a' }],
    [
      'both, saying the same or different members',
      {
        evenkeel: { deleteBudget: 5, compositionRef: { name: 'a' } },
        crossplane: { compositionRef: { name: 'a' }, compositionUpdatePolicy: 'Manual' },
      },
      { deleteBudget: 5, composition: 'a', updatePolicy: 'Manual' },
    ],
    [
      "of Crossplane's users",
      {
        crossplane: {
          compositionSelector: { matchLabels: { a: 'b' } },
          compositionRevisionRef: { name: 'r' },
          compositionRevisionSelector: { matchLabels: { c: 'd' } },
          resourceRefs: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x' }],
          writeConnectionSecretToRef: { name: 's', namespace: 'n' },
        },
      },
      {
        deleteBudget: 1,
        compositionLabels: { a: 'b' },
        revision: 'r',
        revisionLabels: { c: 'd' },
        connectionSecret: { name: 's', namespace: 'n' },
      },
    ],
  ];
  for (const [name, spec, expected] of machineries) {
    it(`are read: machinery ${name}`, () => {
      assert.deepEqual(composite(spec)(), expected);
    });
  }
});
