import type { OpenApi } from '../../engine/schema/crd/open-api.ts';

/** Of which of the two kinds a schema is: the namespaced one never names another namespace. */
export type ConfigScope = 'Namespaced' | 'Cluster';

const text = (description: string, maxLength = 253): OpenApi => ({ type: 'string', description, minLength: 1, maxLength });
const namespace = text('Namespace that it is in.', 63);

function secretRef(scope: ConfigScope): OpenApi {
  return {
    type: 'object',
    description:
      'Key of a Secret that holds an INI text with aws_access_key_id, aws_secret_access_key and, if need be, aws_session_token; any other entry is refused.',
    required: scope === 'Cluster' ? ['name', 'key', 'namespace'] : ['name', 'key'],
    properties: {
      name: text('Name of the Secret.'),
      key: text("Key in the Secret's data."),
      ...(scope === 'Cluster' ? { namespace } : {}),
    },
  };
}

function webIdentity(scope: ConfigScope): OpenApi {
  return {
    type: 'object',
    description: "Role that a ServiceAccount's token is exchanged for.",
    required: ['roleARN', 'serviceAccountRef'],
    properties: {
      roleARN: roleArn('ARN of the role; its trust policy has to name the ServiceAccount.'),
      roleSessionName: sessionName,
      serviceAccountRef: {
        type: 'object',
        description: 'ServiceAccount that a token is asked for, with the audience sts.amazonaws.com.',
        required: scope === 'Cluster' ? ['name', 'namespace'] : ['name'],
        properties: { name: text('Name of the ServiceAccount.'), ...(scope === 'Cluster' ? { namespace } : {}) },
      },
      tokenConfig: { type: 'object', description: 'Refused: use serviceAccountRef.', 'x-kubernetes-preserve-unknown-fields': true },
    },
    'x-kubernetes-validations': [
      {
        rule: '!has(self.tokenConfig)',
        message: 'tokenConfig is not supported: a token is asked for the ServiceAccount that serviceAccountRef names',
        fieldPath: '.tokenConfig',
        reason: 'FieldValueForbidden',
      },
    ],
  };
}

/** ARN of an IAM role. */
export function roleArn(description: string): OpenApi {
  return { type: 'string', description, pattern: '^arn:[^:]+:iam::[0-9]{12}:role/.+$', maxLength: 2048 };
}

/** Name of a role session, as STS takes it. */
export const sessionName: OpenApi = {
  type: 'string',
  description: 'Name of the session, shown in CloudTrail. Default: evenkeel.',
  pattern: '^[a-zA-Z0-9_=,.@-]+$',
  minLength: 2,
  maxLength: 64,
};

/** spec.credentials */
export function credentialsSchema(scope: ConfigScope): OpenApi {
  return {
    type: 'object',
    description: 'Where credentials come from.',
    required: ['source'],
    properties: {
      source: {
        type: 'string',
        description:
          "Secret: keys in a Secret. WebIdentity: a ServiceAccount's token. Environment: what the controller itself runs with (IRSA, Pod Identity, an instance role); in a ProviderConfig only where the operator allows it.",
        enum: ['Secret', 'Environment', 'WebIdentity'],
      },
      secretRef: secretRef(scope),
      webIdentity: webIdentity(scope),
    },
    'x-kubernetes-validations': [
      {
        rule: "self.source != 'Secret' || has(self.secretRef)",
        message: 'secretRef is required where source is Secret',
        reason: 'FieldValueRequired',
      },
      {
        rule: "self.source != 'WebIdentity' || has(self.webIdentity)",
        message: 'webIdentity is required where source is WebIdentity',
        reason: 'FieldValueRequired',
      },
      { rule: "self.source == 'Secret' || !has(self.secretRef)", message: 'secretRef must be left out where source is not Secret' },
      {
        rule: "self.source == 'WebIdentity' || !has(self.webIdentity)",
        message: 'webIdentity must be left out where source is not WebIdentity',
      },
    ],
  };
}
