import type { Fields } from '../../../engine/schema/kind-schema.ts';

const domainCalls = (member: string): string => `CreateDBInstance.${member}, ModifyDBInstance.${member}`;

/** Where it is, who reaches it, and the directory that it joins. */
export const networkFields = {
  availabilityZone: {
    type: 'string',
    description: 'Availability zone, such as us-east-1a; not with multiAz. Default: AWS picks one.',
    aws: 'CreateDBInstance.AvailabilityZone',
    maxLength: 64,
    createOnly: true,
  },
  caCertIdentifier: {
    type: 'string',
    description: "Certificate authority of the server's certificate, such as rds-ca-rsa2048-g1. Default: the account's default.",
    aws: 'CreateDBInstance.CACertificateIdentifier, ModifyDBInstance.CACertificateIdentifier',
    maxLength: 64,
  },
  dbSubnetGroupName: {
    type: 'string',
    description:
      "Name of the DB subnet group, which decides the VPC. Another one in another VPC moves the instance. Default: the default VPC's.",
    aws: 'CreateDBInstance.DBSubnetGroupName, ModifyDBInstance.DBSubnetGroupName',
    maxLength: 255,
    reference: { kind: 'SubnetGroup' },
  },
  domain: {
    type: 'string',
    description: 'Id of the AWS Managed Microsoft AD directory to join; with domainIamRoleName. Default: none.',
    aws: domainCalls('Domain'),
    maxLength: 64,
  },
  domainAuthSecretArn: {
    type: 'string',
    description: 'ARN of the Secrets Manager secret with the credentials for joining a self-managed directory.',
    aws: domainCalls('DomainAuthSecretArn'),
    pattern: '^arn:',
    maxLength: 2048,
  },
  domainDnsIps: {
    type: 'strings',
    description: 'IPv4 addresses of two DNS servers of a self-managed directory, the primary first.',
    aws: domainCalls('DomainDnsIps'),
    maxItems: 2,
    ordered: true,
  },
  domainFqdn: {
    type: 'string',
    description: 'Domain name of a self-managed directory.',
    aws: domainCalls('DomainFqdn'),
    maxLength: 64,
  },
  domainIamRoleName: {
    type: 'string',
    description: 'Name of the IAM role that RDS uses to call the directory service.',
    aws: domainCalls('DomainIAMRoleName'),
    maxLength: 64,
  },
  domainOu: {
    type: 'string',
    description: 'Organizational unit of a self-managed directory that the instance joins, as a distinguished name.',
    aws: domainCalls('DomainOu'),
    maxLength: 255,
  },
  networkType: {
    type: 'string',
    description: 'Whether the instance has IPv4 addresses only or IPv6 ones too. Default: IPV4.',
    aws: domainCalls('NetworkType'),
    enum: ['IPV4', 'DUAL'],
    whenRemoved: 'IPV4',
  },
  port: {
    type: 'integer',
    description: "TCP port. Changing it restarts the instance. Default: the engine's own (PostgreSQL 5432).",
    aws: 'CreateDBInstance.Port, ModifyDBInstance.DBPortNumber',
    minimum: 1150,
    maximum: 65535,
  },
  publiclyAccessible: {
    type: 'boolean',
    description: 'Whether the instance has a public address. Default: AWS decides by the subnet group.',
    aws: domainCalls('PubliclyAccessible'),
  },
  vpcSecurityGroupIds: {
    type: 'strings',
    description: "Ids of the security groups. Default: the VPC's default group.",
    aws: domainCalls('VpcSecurityGroupIds'),
    pattern: '^sg-[0-9a-z]+$',
    maxItems: 50,
    reference: { group: 'ec2.aws.evenkeel.dev', kind: 'SecurityGroup' },
  },
} as const satisfies Fields;
