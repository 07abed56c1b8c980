import { readPathFault, writePathFault } from '../field-path/field-path-fault.ts';
import { anyText, anything, integer, listOf, oneOf, text } from '../input/shape.ts';
import type { ObjectShape, Shape } from '../input/shape.ts';
import { transformShape } from '../transform/transform-shape.ts';
import type { Patch, ToFieldPathPolicy } from './resources.ts';

const fromPath: Shape = { kind: 'text', fault: readPathFault };
const toPath: Shape = { kind: 'text', fault: writePathFault };

const toPolicies = [
  'Replace',
  'MergeObjects',
  'MergeObjectsAppendArrays',
  'ForceMergeObjects',
  'ForceMergeObjectsAppendArrays',
  'MergeObject',
  'AppendArray',
] satisfies ToFieldPathPolicy[];

const needs = {
  FromCompositeFieldPath: ['fromFieldPath'],
  ToCompositeFieldPath: ['fromFieldPath'],
  FromEnvironmentFieldPath: ['fromFieldPath'],
  ToEnvironmentFieldPath: ['fromFieldPath'],
  CombineFromComposite: ['combine', 'toFieldPath'],
  CombineToComposite: ['combine', 'toFieldPath'],
  CombineFromEnvironment: ['combine', 'toFieldPath'],
  CombineToEnvironment: ['combine', 'toFieldPath'],
  PatchSet: ['patchSetName'],
} satisfies Record<NonNullable<Patch['type']>, readonly string[]>;

const combine: ObjectShape = {
  kind: 'object',
  members: {
    variables: listOf({ kind: 'object', members: { fromFieldPath: fromPath }, required: ['fromFieldPath'] }, 1),
    strategy: oneOf('string'),
    string: { kind: 'object', members: { fmt: anyText }, required: ['fmt'] },
  },
  required: ['variables', 'strategy'],
  requiredBy: { member: 'strategy', members: { string: ['string'] } },
};

const patch: ObjectShape = {
  kind: 'object',
  members: {
    type: oneOf(...Object.keys(needs)),
    fromFieldPath: fromPath,
    toFieldPath: toPath,
    patchSetName: text,
    combine,
    transforms: listOf(transformShape),
    policy: { kind: 'object', members: { fromFieldPath: oneOf('Optional', 'Required'), toFieldPath: oneOf(...toPolicies) } },
  },
  requiredBy: { member: 'type', otherwise: 'FromCompositeFieldPath', members: needs },
};

const connectionDetail: ObjectShape = {
  kind: 'object',
  members: {
    name: text,
    type: oneOf('FromConnectionSecretKey', 'FromFieldPath', 'FromValue'),
    fromConnectionSecretKey: text,
    fromFieldPath: fromPath,
    value: anyText,
  },
  required: ['name', 'type'],
  requiredBy: {
    member: 'type',
    members: { FromConnectionSecretKey: ['fromConnectionSecretKey'], FromFieldPath: ['fromFieldPath'], FromValue: ['value'] },
  },
};

const readinessCheck: ObjectShape = {
  kind: 'object',
  members: {
    type: oneOf('NonEmpty', 'MatchString', 'MatchInteger', 'MatchTrue', 'MatchFalse', 'MatchCondition', 'None'),
    fieldPath: fromPath,
    matchString: anyText,
    matchInteger: integer,
    matchCondition: { kind: 'object', members: { type: text, status: text } },
  },
  required: ['type'],
  requiredBy: {
    member: 'type',
    members: {
      NonEmpty: ['fieldPath'],
      MatchString: ['fieldPath', 'matchString'],
      MatchInteger: ['fieldPath', 'matchInteger'],
      MatchTrue: ['fieldPath'],
      MatchFalse: ['fieldPath'],
    },
  },
};

const texts: Shape = { kind: 'map', values: anyText };

const base: ObjectShape = {
  kind: 'object',
  open: true,
  members: {
    apiVersion: text,
    kind: text,
    metadata: { kind: 'object', open: true, members: { name: text, namespace: text, labels: texts, annotations: texts } },
  },
  required: ['apiVersion', 'kind'],
};

const resource: ObjectShape = {
  kind: 'object',
  members: {
    name: text,
    base,
    patches: listOf(patch),
    connectionDetails: listOf(connectionDetail),
    readinessChecks: listOf(readinessCheck),
    movedFrom: { kind: 'oneOrMore', items: text },
  },
  required: ['name'],
};

/** The shape of Resources. */
export const resourcesShape: ObjectShape = {
  kind: 'object',
  members: {
    apiVersion: oneOf('pt.fn.evenkeel.dev/v1beta1', 'pt.fn.crossplane.io/v1beta1'),
    kind: oneOf('Resources'),
    metadata: anything,
    patchSets: listOf({ kind: 'object', members: { name: text, patches: listOf(patch) }, required: ['name', 'patches'] }),
    environment: { kind: 'object', members: { patches: listOf(patch) } },
    resources: listOf(resource),
  },
  required: ['apiVersion', 'kind'],
};
