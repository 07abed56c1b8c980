import type { KindSchema } from '../kind-schema.ts';
import { immutableMessage, specProperties } from './field-schema.ts';
import { type OpenApi, validations } from './open-api.ts';
import { exclusiveRules, neededRules } from './presence-rules.ts';
import { unsupportedRules } from './unsupported-rules.ts';

const region: OpenApi = {
  type: 'string',
  description: 'Region that the resource is in, such as us-east-1. Immutable.',
  pattern: '^[a-z]+(-[a-z]+)+-[0-9]+$',
  maxLength: 32,
  'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: immutableMessage('region'), reason: 'FieldValueInvalid' }],
};

const managementPolicies: OpenApi = {
  type: 'array',
  description:
    'What the controller may do in AWS: Observe, Create, Update, Delete, or "*" for all. LateInitialize is accepted and does nothing, since spec is never written. Default: ["*"].',
  default: ['*'],
  maxItems: 6,
  'x-kubernetes-list-type': 'set',
  items: { type: 'string', enum: ['Observe', 'Create', 'Update', 'Delete', 'LateInitialize', '*'] },
  'x-kubernetes-validations': [
    {
      rule: "self.exists(policy, policy == '*' || policy == 'Observe')",
      message:
        'managementPolicies must contain Observe or "*": what is not looked at can\'t be kept true; to pause, set the annotation evenkeel.dev/paused: "true"',
    },
  ],
};

const deletionPolicy: OpenApi = {
  type: 'string',
  description:
    'What becomes of the AWS resource when the object is deleted. Delete needs Delete (or "*") in managementPolicies too; Orphan leaves the resource and takes the owner tags off. May be changed while deleting. Default: Delete.',
  default: 'Delete',
  enum: ['Delete', 'Orphan'],
};

const providerConfigRef: OpenApi = {
  type: 'object',
  description: 'Where credentials come from. Default: the ClusterProviderConfig "default".',
  default: { kind: 'ClusterProviderConfig', name: 'default' },
  properties: {
    kind: {
      type: 'string',
      description: 'ProviderConfig (of the same namespace) or ClusterProviderConfig. Default: ClusterProviderConfig.',
      default: 'ClusterProviderConfig',
      enum: ['ProviderConfig', 'ClusterProviderConfig'],
    },
    name: { type: 'string', description: 'Its name. Default: default.', default: 'default', minLength: 1, maxLength: 253 },
  },
};

const writeConnectionSecretToRef: OpenApi = {
  type: 'object',
  description: 'Secret in this namespace that connection details are written to. It must not be there already, unless this object made it.',
  required: ['name'],
  properties: { name: { type: 'string', description: 'Name of the Secret.', minLength: 1, maxLength: 253 } },
};

/** spec of a managed kind: what all kinds share around the kind's own fields. */
export function specSchema(schema: KindSchema): OpenApi {
  const { kind, forProvider, rules = [] } = schema;
  return {
    type: 'object',
    title: `${kind}Spec`,
    description: `What is wanted of the ${kind}.`,
    required: ['forProvider'],
    properties: {
      forProvider: {
        type: 'object',
        title: `${kind}ForProvider`,
        description: 'What is wanted in AWS. Fields that are left out are not managed.',
        required: ['region'],
        properties: { region, ...specProperties(forProvider, true) },
        ...validations([...unsupportedRules(forProvider), ...exclusiveRules(schema), ...rules]),
      },
      initProvider: {
        type: 'object',
        title: `${kind}InitProvider`,
        description: 'Values used when the resource is created and left alone afterwards; forProvider wins over them.',
        properties: specProperties(forProvider, false),
        ...validations(unsupportedRules(forProvider)),
      },
      managementPolicies,
      deletionPolicy,
      providerConfigRef,
      writeConnectionSecretToRef,
    },
    ...validations(neededRules(schema)),
  };
}
