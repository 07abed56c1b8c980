import type { ServedResource } from '../api/served-resource.ts';
import { createdCell } from './columns.ts';
import { define } from './define.ts';
import { shape } from './shape.ts';

const names = shape.object(
  'Names under which the resource is known.',
  {
    plural: shape.string('Name in URLs, in small letters.'),
    singular: shape.string('Name for one, in small letters.'),
    kind: shape.string('Kind of the objects.'),
    listKind: shape.string('Kind of a list of them.'),
    shortNames: shape.list('Short names for command lines.'),
    categories: shape.list('Groups of resources that it is in, such as `all`.'),
  },
  ['plural', 'kind'],
);

const printerColumn = shape.object(
  'A column of tables.',
  {
    name: shape.string('Heading of the column.'),
    type: shape.string('OpenAPI type of the cells.'),
    format: shape.string('OpenAPI format of the cells.'),
    description: shape.string('What the column shows.'),
    priority: shape.int32('0: always shown; above: in wide tables only.'),
    jsonPath: shape.string('Where the value stands in the object.'),
  },
  ['name', 'type', 'jsonPath'],
);

const subresources = shape.object('Parts with a URL of their own.', {
  status: shape.free('Present: status is written by itself.'),
  scale: shape.object(
    'Where replicas stand.',
    {
      specReplicasPath: shape.string('Path of the wanted count, below .spec.'),
      statusReplicasPath: shape.string('Path of the present count, below .status.'),
      labelSelectorPath: shape.string('Path of the label selector, as text.'),
    },
    ['specReplicasPath', 'statusReplicasPath'],
  ),
});

const version = shape.object(
  'One version of the resource.',
  {
    name: shape.string('Name of the version, such as v1beta1.'),
    served: shape.boolean('Whether it is served.'),
    storage: shape.boolean('Whether objects are stored in it; true for exactly one version.'),
    deprecated: shape.boolean('Whether answers carry a warning.'),
    deprecationWarning: shape.string('The warning, in place of the usual one.'),
    schema: shape.object('What objects must look like.', { openAPIV3Schema: shape.free('A structural schema.') }),
    subresources,
    additionalPrinterColumns: shape.list('Columns of tables, beside the name.', printerColumn),
    selectableFields: shape.list(
      'Fields that field selectors may name.',
      shape.object('A field.', { jsonPath: shape.string('Path of the field.') }, ['jsonPath']),
    ),
  },
  ['name', 'served', 'storage'],
);

const conversion = shape.object(
  'How versions are converted.',
  { strategy: shape.string('None or Webhook.'), webhook: shape.free('The webhook.') },
  ['strategy'],
);

const condition = shape.object(
  'One fact about the definition.',
  {
    type: shape.string('Established, NamesAccepted, NonStructuralSchema, Terminating ...'),
    status: shape.string('True, False or Unknown.'),
    reason: shape.string('One word that says why.'),
    message: shape.string('What there is to say for people.'),
    lastTransitionTime: shape.time('When the status last changed.'),
    observedGeneration: shape.int64('The generation that the condition is about.'),
  },
  ['type', 'status'],
);

/** CustomResourceDefinition: the type that makes types. */
export const customResourceDefinitions: ServedResource = define({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  description: 'Defines a resource of its own; its name is `<plural>.<group>`.',
  namespaced: false,
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  status: true,
  required: ['spec'],
  properties: {
    spec: shape.object(
      'What is defined.',
      {
        group: shape.string('API group of the resource.'),
        names,
        scope: shape.string('Namespaced or Cluster.'),
        versions: shape.list('All versions of the resource.', version),
        conversion,
        preserveUnknownFields: shape.boolean('False; true belongs to an earlier version of this API.'),
      },
      ['group', 'names', 'scope', 'versions'],
    ),
    status: shape.object('What is true of the definition.', {
      acceptedNames: names,
      conditions: shape.keyed('What was found.', 'type', condition),
      storedVersions: shape.list('Versions in which objects may be stored.'),
      observedGeneration: shape.int64('The generation that was last looked at.'),
    }),
  },
  columns: [{ name: 'Created At', type: 'date', description: 'When the definition was made.', jsonPath: '' }],
  cells: (object) => [createdCell(object)],
});
