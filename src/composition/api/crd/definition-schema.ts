import type { CelRule, OpenApi } from '../../../engine/schema/crd/open-api.ts';
import { noClaims, noLegacyScope } from '../definition.ts';
import { updatePolicies } from '../machinery.ts';
import { anyObject, list, nameRef, object, text, textMap, wholeObject } from './shapes.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsLabel: Partial<OpenApi> = { pattern: `^${label}$`, maxLength: 63 };
const kindName: Partial<OpenApi> = { pattern: '^[A-Z][A-Za-z0-9]*$', maxLength: 63 };

const names = object(
  'How the kind is called.',
  {
    kind: text('Kind, such as Network. Immutable.', kindName),
    plural: text('Name in URLs and for kubectl, such as networks. Immutable.', dnsLabel),
    singular: text('Default: the kind in lower case.', dnsLabel),
    listKind: text('Default: the kind followed by List.', kindName),
    shortNames: list('Short names for kubectl.', text('Short name.', dnsLabel), 10),
    categories: list('Groups of kinds for kubectl, beside "composite".', text('Category.', dnsLabel), 10),
  },
  { required: ['kind', 'plural'] },
);

const column = object(
  'One column.',
  {
    name: text('Heading.'),
    type: text('Type of the value.', { enum: ['integer', 'number', 'string', 'boolean', 'date'] }),
    format: text('Format of the value, as OpenAPI has it.'),
    jsonPath: text('Where the value is in the object, such as .spec.region.', { maxLength: 1024 }),
    description: text('What the column means.', { maxLength: 1024 }),
    priority: { type: 'integer', format: 'int32', description: 'Above 0: shown with -o wide only.', minimum: 0 },
  },
  { required: ['name', 'type', 'jsonPath'] },
);

const scale = object(
  'Lets kubectl scale and autoscalers set a number in spec.',
  {
    specReplicasPath: text('Path of the wanted number, such as .spec.replicas.'),
    statusReplicasPath: text('Path of the present number, such as .status.replicas.'),
    labelSelectorPath: text('Path of a label selector in status, as text.'),
  },
  { required: ['specReplicasPath', 'statusReplicasPath'] },
);

const version = object(
  'One version of the kind.',
  {
    name: text('Name, such as v1 or v1alpha1.', { pattern: `^[a-z]${label.slice('[a-z0-9]'.length)}$`, maxLength: 63 }),
    served: { type: 'boolean', description: 'Whether the API server offers this version.' },
    referenceable: {
      type: 'boolean',
      description: 'Whether compositions speak of this version, and objects are stored in it: true of exactly one.',
    },
    deprecated: { type: 'boolean', description: 'Warns those who use the version. Default: false.' },
    deprecationWarning: text('What they are told.', { maxLength: 256 }),
    schema: object('What objects of this version look like.', {
      openAPIV3Schema: wholeObject(
        'OpenAPI v3 schema, as in a CustomResourceDefinition: spec and status, without what every composite has.',
      ),
    }),
    additionalPrinterColumns: list('Columns of kubectl get, beside SYNCED, READY, COMPOSITION and AGE.', column, 30),
    subresources: object('Further doors to an object.', { scale }),
  },
  { required: ['name', 'served', 'referenceable'] },
);

const rules: readonly CelRule[] = [
  { rule: '!has(self.claimNames)', message: `claimNames ${noClaims}`, fieldPath: '.claimNames', reason: 'FieldValueForbidden' },
  { rule: "!has(self.scope) || self.scope != 'LegacyCluster'", message: noLegacyScope, fieldPath: '.scope', reason: 'FieldValueForbidden' },
  {
    rule: 'self.versions.exists_one(version, version.referenceable)',
    message: 'exactly one version must be referenceable: the one that compositions speak of',
    fieldPath: '.versions',
  },
  {
    rule: 'self.versions.all(version, version.served || !version.referenceable)',
    message: 'the referenceable version must be served',
    fieldPath: '.versions',
  },
  { rule: 'self.group == oldSelf.group', message: 'group is immutable', fieldPath: '.group' },
  { rule: 'self.names.kind == oldSelf.names.kind', message: 'names.kind is immutable', fieldPath: '.names.kind' },
  {
    rule: "(has(self.scope) ? self.scope : 'Namespaced') == (has(oldSelf.scope) ? oldSelf.scope : 'Namespaced')",
    message: 'scope is immutable',
    fieldPath: '.scope',
  },
];

/** spec of a CompositeResourceDefinition. */
export const definitionSpec: OpenApi = object(
  'What the kind is.',
  {
    group: text('API group, such as platform.example.org. Immutable.', { pattern: `^${label}(\\.${label})+$` }),
    names,
    scope: text(
      'Namespaced: objects live in namespaces, and so do the resources that they become. Cluster: they live in none. Immutable. Default: Namespaced.',
      { enum: ['Namespaced', 'Cluster', 'LegacyCluster'] },
    ),
    versions: {
      type: 'array',
      description: 'Versions of the kind. All are stored alike; one is referenceable.',
      maxItems: 20,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: version,
    },
    defaultCompositionRef: nameRef('Composition of objects that neither name one nor select one.'),
    enforcedCompositionRef: nameRef('Composition of all objects, whatever they say.'),
    defaultCompositionUpdatePolicy: text(
      'Whether objects that do not say so themselves follow new revisions of their composition: Automatic or Manual. Default: Automatic.',
      { enum: updatePolicies },
    ),
    connectionSecretKeys: list('Keys of connection details that are passed on. Default: all.', text('Key.'), 100),
    metadata: object('Metadata of the CustomResourceDefinition that is made.', {
      labels: textMap('Labels.'),
      annotations: textMap('Annotations.'),
    }),
    conversion: object('How versions turn into each other.', {
      strategy: text('None: an object is the same in every version.', { enum: ['None'] }),
    }),
    claimNames: anyObject('Refused: there are no claims.'),
    defaultCompositeDeletePolicy: text('Accepted and without effect: it is about claims.', { enum: ['Background', 'Foreground'] }),
  },
  { required: ['group', 'names', 'versions'], 'x-kubernetes-validations': rules },
);
