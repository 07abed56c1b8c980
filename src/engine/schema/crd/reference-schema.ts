import type { FieldSchema } from '../kind-schema.ts';
import { referenceFieldNames } from '../reference-fields.ts';
import type { OpenApi } from './open-api.ts';

const policy: OpenApi = {
  type: 'object',
  description: 'How the reference is resolved.',
  properties: {
    resolution: {
      type: 'string',
      enum: ['Required', 'Optional'],
      description: 'Whether the object waits until the reference resolves (Required), or goes on without it. Default: Required.',
    },
    resolve: {
      type: 'string',
      enum: ['Always', 'IfNotPresent'],
      description: 'Whether the reference wins over a value that stands in the field (Always). Default: IfNotPresent.',
    },
  },
};

const name: OpenApi = { type: 'string', description: 'Name of an object in the same namespace.', minLength: 1, maxLength: 253 };

function refSchema(description: string): OpenApi {
  return { type: 'object', title: 'Reference', description, required: ['name'], properties: { name, policy } };
}

function selectorSchema(description: string): OpenApi {
  return {
    type: 'object',
    title: 'ReferenceSelector',
    description,
    properties: {
      matchControllerRef: { type: 'boolean', description: 'Whether only objects with the same controller owner match. Default: false.' },
      matchLabels: {
        type: 'object',
        description: 'Labels that an object must have to match.',
        maxProperties: 64,
        additionalProperties: { type: 'string', maxLength: 63 },
      },
      policy,
    },
  };
}

/** The xRef and xSelector members beside a field that can point at another kind; none for a field without a reference. */
export function referenceProperties(field: string, schema: FieldSchema): Readonly<Record<string, OpenApi>> {
  const { reference } = schema;
  if (reference === undefined) return {};
  const many = schema.type === 'strings';
  const { ref, selector } = referenceFieldNames(field, many);
  const refDescription = `${reference.kind} ${many ? 'objects' : 'object'} from which ${field} is taken, by name.`;
  const single = refSchema(refDescription);
  return {
    [ref]: many
      ? {
          type: 'array',
          description: refDescription,
          maxItems: 100,
          'x-kubernetes-list-type': 'atomic',
          items: refSchema('Reference to one object.'),
        }
      : single,
    [selector]: selectorSchema(`${reference.kind} ${many ? 'objects' : 'object'} from which ${field} is taken, by labels.`),
  };
}
