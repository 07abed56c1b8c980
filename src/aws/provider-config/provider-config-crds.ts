import { customResourceDefinition, objectSchema } from '../../engine/schema/crd/custom-resource-definition.ts';
import type { OpenApi } from '../../engine/schema/crd/open-api.ts';
import { conditionPath, type PrinterColumn } from '../../engine/schema/crd/printer-columns.ts';
import { conditionsSchema } from '../../engine/schema/crd/status-schema.ts';
import type { ConfigScope } from './credentials-schema.ts';
import { providerConfigSpec } from './spec-schema.ts';

const status: OpenApi = {
  type: 'object',
  title: 'ProviderConfigStatus',
  description: 'What is known of the config.',
  default: { observedGeneration: -1 },
  properties: {
    observedGeneration: {
      type: 'integer',
      format: 'int64',
      description: 'Generation that the controller last dealt with; -1 before the first.',
    },
    conditions: conditionsSchema,
    account: { type: 'string', description: 'Id of the account that it authenticates as.' },
    arn: { type: 'string', description: 'ARN of the identity that it authenticates as.' },
    users: { type: 'integer', format: 'int64', description: 'Number of objects that use it.' },
  },
};

const columns: readonly PrinterColumn[] = [
  { name: 'READY', type: 'string', jsonPath: conditionPath('Ready', 'status') },
  { name: 'ACCOUNT', type: 'string', jsonPath: '.status.account' },
  { name: 'SOURCE', type: 'string', jsonPath: '.spec.credentials.source' },
  { name: 'USERS', type: 'integer', jsonPath: '.status.users' },
  { name: 'AGE', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  { name: 'IDENTITY', type: 'string', jsonPath: '.status.arn', priority: 1 },
  { name: 'MESSAGE', type: 'string', jsonPath: conditionPath('Ready', 'message'), priority: 1 },
];

const descriptions: Readonly<Record<ConfigScope, string>> = {
  Namespaced: 'AWS credentials and settings for objects of its namespace. Secret and ServiceAccount are of that namespace too.',
  Cluster: 'AWS credentials and settings for objects of the namespaces that it allows.',
};

function crd(scope: ConfigScope) {
  const kind = scope === 'Cluster' ? 'ClusterProviderConfig' : 'ProviderConfig';
  return customResourceDefinition({
    group: 'aws.evenkeel.dev',
    version: 'v1beta1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    scope,
    categories: ['aws', 'evenkeel'],
    schemaVersion: 1,
    columns,
    schema: objectSchema(kind, descriptions[scope], { properties: { spec: providerConfigSpec(scope), status } }),
  });
}

/** The CRDs of ProviderConfig and ClusterProviderConfig. */
export const providerConfigCrds = [crd('Namespaced'), crd('Cluster')] as const;
