import { customResourceDefinition, objectSchema } from '../../../engine/schema/crd/custom-resource-definition.ts';
import type { CelRule, OpenApi } from '../../../engine/schema/crd/open-api.ts';
import { conditionPath, type PrinterColumn } from '../../../engine/schema/crd/printer-columns.ts';
import type { ResourceType } from '../../../kubernetes/object.ts';
import { compositionType, definitionType, environmentConfigType, functionType, revisionType } from '../resource-types.ts';
import { compositionSpec, revisionSpec } from './composition-schema.ts';
import { definitionSpec } from './definition-schema.ts';
import { functionSpec } from './function-schema.ts';
import { status, wholeObject } from './shapes.ts';

interface Parts {
  readonly type: ResourceType;
  readonly shortNames?: readonly string[];
  readonly columns: readonly PrinterColumn[];
  readonly schema: OpenApi;
}

const age: PrinterColumn = { name: 'AGE', type: 'date', jsonPath: '.metadata.creationTimestamp' };
const ready: PrinterColumn = { name: 'READY', type: 'string', jsonPath: conditionPath('Ready', 'status') };
const message: PrinterColumn = { name: 'MESSAGE', type: 'string', jsonPath: conditionPath('Ready', 'message'), priority: 1 };
const compositeColumns: readonly PrinterColumn[] = [
  { name: 'XR-KIND', type: 'string', jsonPath: '.spec.compositeTypeRef.kind' },
  { name: 'XR-APIVERSION', type: 'string', jsonPath: '.spec.compositeTypeRef.apiVersion' },
];

function crd({ type, shortNames, columns, schema }: Parts) {
  return customResourceDefinition({
    ...type,
    scope: 'Cluster',
    ...(shortNames === undefined ? {} : { shortNames }),
    categories: ['evenkeel'],
    schemaVersion: 1,
    columns,
    schema,
  });
}

const definitionDescription = 'Defines a kind of your own, whose objects a Composition turns into resources.';
const definition: Parts = {
  type: definitionType,
  shortNames: ['xrd', 'xrds'],
  columns: [
    { name: 'ESTABLISHED', type: 'string', jsonPath: conditionPath('Established', 'status') },
    ready,
    { name: 'SYNCED', type: 'string', jsonPath: conditionPath('Synced', 'status') },
    age,
    message,
  ],
  schema: objectSchema(definitionType.kind, definitionDescription, {
    properties: { spec: definitionSpec, status: status('Whether the kind is served.') },
    'x-kubernetes-validations': [
      {
        rule: "self.metadata.name == self.spec.names.plural + '.' + self.spec.group",
        message: 'metadata.name must be spec.names.plural, a dot, and spec.group',
      },
    ],
  }),
};

/** The name becomes a label of each revision. */
const shortName: CelRule = { rule: 'size(self.metadata.name) <= 63', message: 'metadata.name must have at most 63 characters' };

const composition: Parts = {
  type: compositionType,
  shortNames: ['comp'],
  columns: [...compositeColumns, ready, age, message],
  schema: objectSchema(compositionType.kind, 'Turns composites of one kind into resources.', {
    properties: { spec: compositionSpec, status: status('Whether the composition can be used.') },
    'x-kubernetes-validations': [shortName],
  }),
};

const revision: Parts = {
  type: revisionType,
  shortNames: ['comprev'],
  columns: [{ name: 'REVISION', type: 'integer', jsonPath: '.spec.revision' }, ...compositeColumns, age],
  schema: objectSchema(revisionType.kind, 'What a Composition said at some time. The controller makes and removes these.', {
    properties: { spec: revisionSpec },
  }),
};

const remoteFunction: Parts = {
  type: functionType,
  columns: [{ name: 'ENDPOINT', type: 'string', jsonPath: '.spec.endpoint' }, age],
  schema: objectSchema(
    functionType.kind,
    'A function of your own, which runs elsewhere and is called over gRPC. Built-in functions need none.',
    {
      properties: { spec: functionSpec },
    },
  ),
};

const { required: _required, ...environmentConfigSchema } = objectSchema(
  environmentConfigType.kind,
  'Values that compositions read, such as what differs between clusters.',
  { properties: { data: wholeObject('The values.') } },
);

const environmentConfig: Parts = {
  type: environmentConfigType,
  shortNames: ['envcfg'],
  columns: [age],
  schema: environmentConfigSchema,
};

/** The CRDs of definitions, compositions and what belongs to them. */
export const compositionCrds = [definition, composition, revision, remoteFunction, environmentConfig].map(crd);
