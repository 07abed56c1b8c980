import type { OpenApi } from '../../../engine/schema/crd/open-api.ts';
import { mostSteps } from '../composition.ts';
import { list, nameRef, object, text, textMap, wholeObject } from './shapes.ts';

const credentials = object(
  'One set of credentials.',
  {
    name: text('Name under which the function finds them.'),
    source: text('Secret: the keys of a Secret. None: nothing.', { enum: ['None', 'Secret'] }),
    secretRef: object(
      'The Secret.',
      { namespace: text('Namespace that it is in.', { maxLength: 63 }), name: text('Its name.') },
      { required: ['namespace', 'name'] },
    ),
  },
  {
    required: ['name', 'source'],
    'x-kubernetes-validations': [
      {
        rule: "self.source != 'Secret' || has(self.secretRef)",
        message: 'secretRef is required where source is Secret',
        reason: 'FieldValueRequired',
      },
    ],
  },
);

const requiredResource = object(
  'Objects that the function is shown from its first run on: one by name, or all that carry the labels.',
  {
    requirementName: text('Name under which the function finds them.'),
    apiVersion: text('apiVersion of the objects.'),
    kind: text('Kind of the objects.'),
    name: text('Name of the one object.'),
    matchLabels: textMap('Labels of the objects.'),
    namespace: text('Namespace that they are in. Default: all, or none for a cluster-scoped kind.', { maxLength: 63 }),
  },
  {
    required: ['requirementName', 'apiVersion', 'kind'],
    'x-kubernetes-validations': [{ rule: 'has(self.name) != has(self.matchLabels)', message: 'either name or matchLabels must be given' }],
  },
);

const step = object(
  'One step: a function that is given what is there and what the steps before it want, and says what is wanted now.',
  {
    step: text('Name of the step.', { maxLength: 63 }),
    functionRef: nameRef(
      'The function: a built-in one (function-patch-and-transform, function-auto-ready, function-environment-configs, function-typescript) or a Function.',
    ),
    input: wholeObject('What the function is told. Inputs of built-in functions are checked when the composition is applied.'),
    credentials: list('Credentials that the function is given.', credentials, 20),
    requirements: object('What the function needs to know beside the composite and its resources.', {
      requiredResources: list('Objects.', requiredResource, 50),
    }),
  },
  { required: ['step', 'functionRef'] },
);

const shared: Readonly<Record<string, OpenApi>> = {
  compositeTypeRef: object(
    'Kind of the composites, in the referenceable version of its definition. Immutable.',
    { apiVersion: text('apiVersion, such as platform.example.org/v1.'), kind: text('Kind, such as Network.', { maxLength: 63 }) },
    {
      required: ['apiVersion', 'kind'],
      'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'compositeTypeRef is immutable: make another composition' }],
    },
  ),
  mode: text('Pipeline is the only one. Default: Pipeline.', { enum: ['Pipeline'] }),
  pipeline: {
    type: 'array',
    description: `1 to ${mostSteps} steps, which run one after the other.`,
    minItems: 1,
    maxItems: mostSteps,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['step'],
    items: step,
  },
  writeConnectionSecretsToNamespace: text('Accepted and without effect: a composite names its Secret itself.', { maxLength: 63 }),
};

/** spec of a Composition. */
export const compositionSpec: OpenApi = object(
  'How composites of one kind become resources.',
  {
    ...shared,
    revisionHistoryLimit: {
      type: 'integer',
      format: 'int32',
      description: 'How many revisions are kept; those that composites use are kept in any case. Default: 10.',
      minimum: 1,
      maximum: 1000,
    },
  },
  { required: ['compositeTypeRef', 'pipeline'] },
);

/** spec of a CompositionRevision. */
export const revisionSpec: OpenApi = object(
  'What the composition said.',
  {
    ...shared,
    revision: {
      type: 'integer',
      format: 'int64',
      description: 'Number of the revision: the highest is the newest. An earlier state that comes back gets a new number.',
      minimum: 1,
    },
  },
  { required: ['compositeTypeRef', 'pipeline', 'revision'] },
);
