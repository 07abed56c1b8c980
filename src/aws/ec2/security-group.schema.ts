import type { Fields, KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, ownerIdField, tagsField } from '../common-fields.ts';

/** EC2's characters of group names and descriptions: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* */
const text = '^[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]+$';

const permissionFields = {
  cidrBlocks: { type: 'strings', description: 'IPv4 ranges at the other end.' },
  description: { type: 'string', description: 'What the rule is for.' },
  fromPort: { type: 'integer', description: 'First port, or ICMP type.' },
  ipv6CidrBlocks: { type: 'strings', description: 'IPv6 ranges at the other end.' },
  prefixListIds: { type: 'strings', description: 'Prefix lists at the other end.' },
  protocol: { type: 'string', description: 'Protocol by name or number; -1 is all.' },
  securityGroups: { type: 'strings', description: 'Security groups at the other end.' },
  self: { type: 'boolean', description: 'Whether the other end is the group itself.' },
  toPort: { type: 'integer', description: 'Last port, or ICMP code.' },
} as const satisfies Fields;

export const securityGroupSchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'SecurityGroup',
  plural: 'securitygroups',
  description:
    'A firewall for network interfaces of a VPC. Its rules are objects of their own: SecurityGroupRule. The rule that lets everything out, which AWS puts into each new group, is taken away once.',
  externalName: {
    from: 'assigned',
    description: 'The group id, which AWS gives when it creates the group.',
    example: 'sg-0a1b2c3d4e5f60718',
  },
  forProvider: {
    description: {
      type: 'string',
      description: 'What the group is for: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*. Default: Managed by Evenkeel.',
      aws: 'CreateSecurityGroup.Description',
      pattern: text,
      minLength: 1,
      maxLength: 255,
      createOnly: true,
    },
    name: {
      type: 'string',
      description: 'Name of the group, unique in its VPC; not "default", and not beginning with "sg-". Default: metadata.name.',
      aws: 'CreateSecurityGroup.GroupName',
      pattern: text,
      minLength: 1,
      maxLength: 255,
      createOnly: true,
    },
    revokeRulesOnDelete: {
      type: 'boolean',
      description:
        'Whether all rules of the group are revoked before it is deleted, so that groups that refer to each other can go. Default: false.',
      directive: true,
    },
    tags: tagsField('CreateSecurityGroup.TagSpecifications'),
    vpcId: {
      type: 'string',
      description: 'Id of the VPC.',
      aws: 'CreateSecurityGroup.VpcId',
      pattern: '^vpc-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      required: true,
      reference: { kind: 'VPC' },
    },
  },
  atProvider: {
    arn: arnField,
    egress: { type: 'objects', description: 'Rules for outgoing traffic that the group has.', fields: permissionFields },
    ingress: { type: 'objects', description: 'Rules for incoming traffic that the group has.', fields: permissionFields },
    ownerId: ownerIdField,
  },
  rules: [
    {
      rule: "!has(self.name) || (!self.name.startsWith('sg-') && self.name != 'default')",
      message: 'name must not be "default" and must not begin with "sg-": AWS keeps those for itself',
    },
  ],
  columns: [{ name: 'VPC', jsonPath: '.status.atProvider.vpcId', type: 'string' }],
} as const satisfies KindSchema;
