import type { FieldSchema, FieldType, Fields, KindSchema } from '../kind-schema.ts';
import type { OpenApi } from './open-api.ts';

/** Conditions as all Kubernetes tools read them. */
export const conditionsSchema: OpenApi = {
  type: 'array',
  description: 'What is true of the object now.',
  maxItems: 20,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    description: 'One condition.',
    required: ['type', 'status', 'lastTransitionTime', 'reason', 'message'],
    properties: {
      type: { type: 'string', description: 'Ready, Synced, Reconciling, Stalled ...', maxLength: 316 },
      status: { type: 'string', description: 'True, False or Unknown.', enum: ['True', 'False', 'Unknown'] },
      observedGeneration: { type: 'integer', format: 'int64', description: 'Generation of the object that the condition speaks of.' },
      lastTransitionTime: { type: 'string', format: 'date-time', description: 'When the status last changed.' },
      reason: { type: 'string', description: 'Why, in one word.', maxLength: 1024 },
      message: { type: 'string', description: 'Why, in words.', maxLength: 32768 },
    },
  },
};

function texts(description: string, maxItems: number): OpenApi {
  return { type: 'array', description, maxItems, 'x-kubernetes-list-type': 'atomic', items: { type: 'string' } };
}

const applied: OpenApi = {
  type: 'object',
  description: 'What the controller set in AWS, so that what leaves spec can be told from what never was there.',
  properties: {
    tags: texts('Tag keys.', 50),
    fields: texts('Paths of fields below forProvider.', 500),
    secrets: {
      type: 'object',
      description: 'By path of a secret reference: a keyed hash of the value that was sent last.',
      maxProperties: 100,
      additionalProperties: { type: 'string' },
    },
  },
};

const change: OpenApi = {
  type: 'object',
  description: 'One field that would change.',
  properties: {
    path: { type: 'string', description: 'Path below forProvider.' },
    from: { type: 'string', description: 'Value in AWS, as JSON; left out for secrets.' },
    to: { type: 'string', description: 'Value wanted, as JSON; left out for secrets.' },
  },
};

const plan: OpenApi = {
  type: 'object',
  description: 'What would be done, if a policy or a pause did not keep the controller from it.',
  properties: {
    count: { type: 'integer', description: 'Number of changes, listed or not; an action without changes counts as one.' },
    actions: {
      type: 'array',
      description: 'The first 100 actions, in the order in which they would be done.',
      maxItems: 100,
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        description: 'One action.',
        properties: {
          type: { type: 'string', description: 'create, adopt, update, tag, settle, replace, delete or wait.' },
          reason: { type: 'string', description: 'Why it would be done.' },
          changes: {
            type: 'array',
            description: 'Fields that would change.',
            maxItems: 100,
            'x-kubernetes-list-type': 'atomic',
            items: change,
          },
          calls: texts('Names of the AWS calls.', 100),
        },
      },
    },
  },
};

/** What AWS says: no bound and no enum, since it may say more than this release knows. */
function observedField(field: FieldSchema): OpenApi {
  return { description: field.description, ...observedShapes[field.type](field) };
}

const observedShapes: Readonly<Record<FieldType, (field: FieldSchema) => OpenApi>> = {
  string: () => ({ type: 'string' }),
  integer: () => ({ type: 'integer' }),
  number: () => ({ type: 'number' }),
  boolean: () => ({ type: 'boolean' }),
  map: () => ({ type: 'object', additionalProperties: { type: 'string' } }),
  strings: () => atomicList({ type: 'string' }),
  object: observedObject,
  objects: (field) => atomicList(observedObject(field)),
  secretRef: observedObject,
};

function observedObject({ fields = {} }: FieldSchema): OpenApi {
  return { type: 'object', properties: observedProperties(fields) };
}

function atomicList(items: OpenApi): OpenApi {
  return { type: 'array', 'x-kubernetes-list-type': 'atomic', items };
}

/** Secret references and directives stand in spec alone. */
function observedProperties(fields: Fields): Readonly<Record<string, OpenApi>> {
  const shown = Object.entries(fields).filter(([, field]) => field.type !== 'secretRef' && field.directive !== true);
  return Object.fromEntries(shown.map(([name, field]) => [name, observedField(field)]));
}

const common: Fields = {
  id: { type: 'string', description: 'Id of the resource in AWS.' },
  region: { type: 'string', description: 'Region that the resource is in.' },
  tagsAll: { type: 'map', description: 'All tags of the resource, owner tags and those that others set among them.' },
};

const immutableId: Fields = {
  immutableId: { type: 'string', description: 'Id that AWS never gives twice: tells this resource from a later one of the same name.' },
};

/** Members of status.atProvider: what all kinds have, what spec can set, and what only AWS says. */
export function atProviderFields({ externalName, forProvider, atProvider }: KindSchema): Fields {
  const shown = Object.entries(forProvider).filter(([, field]) => field.type !== 'secretRef' && field.directive !== true);
  return { ...common, ...(externalName.from === 'name' ? immutableId : {}), ...Object.fromEntries(shown), ...atProvider };
}

/** status of a managed kind. */
export function statusSchema(schema: KindSchema): OpenApi {
  const { kind } = schema;
  return {
    type: 'object',
    title: `${kind}Status`,
    description: `What is known of the ${kind}.`,
    default: { observedGeneration: -1 },
    properties: {
      observedGeneration: {
        type: 'integer',
        format: 'int64',
        description: 'Generation that the controller last dealt with; -1 before the first.',
      },
      conditions: conditionsSchema,
      lastHandledReconcileAt: { type: 'string', description: 'Value of the reconcile request that was last answered.' },
      atProvider: {
        type: 'object',
        title: `${kind}AtProvider`,
        description: 'What AWS says, and the values that references resolved to.',
        properties: observedProperties(atProviderFields(schema)),
      },
      applied,
      plan,
    },
  };
}
