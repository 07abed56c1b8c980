import type { OpenApi } from '../../engine/schema/crd/open-api.ts';
import { maxTagKeyLength, maxTagValueLength, maxUserTags, tagRules } from '../../engine/schema/crd/tag-rules.ts';
import { type ConfigScope, credentialsSchema, roleArn, sessionName } from './credentials-schema.ts';

const tagKey: OpenApi = { type: 'string', description: 'Key.', minLength: 1, maxLength: maxTagKeyLength };

function texts(description: string, item: Pick<OpenApi, 'maxLength' | 'pattern' | 'minLength'>, maxItems: number): OpenApi {
  return { type: 'array', description, maxItems, 'x-kubernetes-list-type': 'set', items: { type: 'string', ...item } };
}

const assumeRoleChain: OpenApi = {
  type: 'array',
  description: 'Roles that are assumed one after the other, beginning with the credentials above. Default: none.',
  maxItems: 5,
  'x-kubernetes-list-type': 'atomic',
  items: {
    type: 'object',
    description: 'One role.',
    required: ['roleARN'],
    properties: {
      roleARN: roleArn('ARN of the role.'),
      externalID: {
        type: 'string',
        description: 'External id that the trust policy asks for.',
        pattern: '^[a-zA-Z0-9_+=,.@:/-]+$',
        minLength: 2,
        maxLength: 1224,
      },
      sessionName,
      tags: {
        type: 'array',
        description: 'Session tags.',
        maxItems: 50,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['key'],
        items: {
          type: 'object',
          description: 'One session tag.',
          required: ['key', 'value'],
          properties: { key: tagKey, value: { type: 'string', description: 'Value.', maxLength: maxTagValueLength } },
        },
      },
      transitiveTagKeys: texts('Keys of session tags that go on to the next role.', { maxLength: maxTagKeyLength, minLength: 1 }, 50),
    },
  },
};

const endpoint: OpenApi = {
  type: 'object',
  description: "Where AWS calls go, in place of AWS's own endpoints. In a ProviderConfig only where the operator allows it.",
  required: ['url'],
  properties: {
    url: {
      type: 'object',
      description: 'The address.',
      required: ['type', 'static'],
      properties: {
        type: { type: 'string', description: 'Static: one address for all services.', enum: ['Static'] },
        static: { type: 'string', description: 'Address, such as http://127.0.0.1:5000.', pattern: '^https?://[^\\s]+$', maxLength: 2048 },
      },
    },
    services: texts(
      'Services whose calls go there, such as ec2, rds and sts. Default: all.',
      { pattern: '^[a-z0-9-]+$', maxLength: 64 },
      50,
    ),
    hostnameImmutable: { type: 'boolean', description: 'Accepted and without effect: the address is always taken as it stands.' },
  },
};

const defaultTags: OpenApi = {
  type: 'object',
  description:
    'Tags for every resource; tags of an object win over them. They count towards the 44 that a resource may have. Default: none.',
  maxProperties: maxUserTags,
  additionalProperties: { type: 'string', maxLength: maxTagValueLength },
  'x-kubernetes-validations': tagRules,
};

const ignoreTags: OpenApi = {
  type: 'object',
  description: 'Tags that are never compared, reported or removed. Owner tags are exempt.',
  properties: {
    keys: texts('Whole keys.', { minLength: 1, maxLength: maxTagKeyLength }, 100),
    keyPrefixes: texts('Beginnings of keys.', { minLength: 1, maxLength: maxTagKeyLength }, 100),
  },
};

const allowedNamespaces: OpenApi = {
  type: 'object',
  description: 'Namespaces whose objects may use this config: those that are named and those whose labels match. Default: none.',
  properties: {
    names: texts('Names; "*" is every namespace.', { pattern: '^(\\*|[a-z0-9]([a-z0-9-]*[a-z0-9])?)$', maxLength: 63 }, 1000),
    selector: {
      type: 'object',
      description: 'Labels that a namespace must have.',
      required: ['matchLabels'],
      'x-kubernetes-validations': [
        { rule: 'size(self.matchLabels) > 0', message: 'matchLabels must not be empty; to allow every namespace, name "*"' },
      ],
      properties: {
        matchLabels: {
          type: 'object',
          description: 'All of these.',
          maxProperties: 64,
          additionalProperties: { type: 'string', maxLength: 63 },
        },
      },
    },
  },
};

/** spec of ProviderConfig (`Namespaced`) or ClusterProviderConfig (`Cluster`). */
export function providerConfigSpec(scope: ConfigScope): OpenApi {
  return {
    type: 'object',
    title: scope === 'Cluster' ? 'ClusterProviderConfigSpec' : 'ProviderConfigSpec',
    description: 'Which AWS account is used, and how.',
    required: ['credentials'],
    properties: {
      credentials: credentialsSchema(scope),
      assumeRoleChain,
      region: {
        type: 'string',
        description: 'Region in which the identity is checked. Default: us-east-1.',
        pattern: '^[a-z]+(-[a-z]+)+-[0-9]+$',
        maxLength: 32,
      },
      endpoint,
      defaultTags,
      ignoreTags,
      ...(scope === 'Cluster' ? { allowedNamespaces } : {}),
    },
  };
}
