import type { Fields } from '../../../engine/schema/kind-schema.ts';

/** Who may log in, and where the password comes from. */
export const credentialFields = {
  autoGeneratePassword: {
    type: 'boolean',
    description:
      'Whether a password is made up and written to the Secret that passwordSecretRef names, if that does not hold one yet. Default: false.',
    directive: true,
  },
  iamDatabaseAuthenticationEnabled: {
    type: 'boolean',
    description: 'Whether IAM identities may log in. Default: false.',
    aws: 'CreateDBInstance.EnableIAMDatabaseAuthentication, ModifyDBInstance.EnableIAMDatabaseAuthentication',
    whenRemoved: false,
  },
  manageMasterUserPassword: {
    type: 'boolean',
    description: 'Whether RDS keeps the password in Secrets Manager and rotates it; not with passwordSecretRef. Default: false.',
    aws: 'CreateDBInstance.ManageMasterUserPassword, ModifyDBInstance.ManageMasterUserPassword',
  },
  masterUserSecretKmsKeyId: {
    type: 'string',
    description: 'KMS key that encrypts the secret of manageMasterUserPassword, as ARN, id or alias. Default: the key aws/secretsmanager.',
    aws: 'CreateDBInstance.MasterUserSecretKmsKeyId, ModifyDBInstance.MasterUserSecretKmsKeyId',
    maxLength: 2048,
    reference: { group: 'kms.aws.evenkeel.dev', kind: 'Key', take: 'keyId', unsupported: true },
  },
  passwordSecretRef: {
    type: 'secretRef',
    description: 'Key of a Secret in this namespace that holds the password of the master user. A new value there reaches AWS once.',
    aws: 'CreateDBInstance.MasterUserPassword, ModifyDBInstance.MasterUserPassword',
  },
  username: {
    type: 'string',
    description: 'Name of the master user; the engine keeps some names for itself.',
    aws: 'CreateDBInstance.MasterUsername',
    pattern: '^[a-zA-Z]',
    maxLength: 128,
    createOnly: true,
    required: true,
  },
} as const satisfies Fields;
