import type { KindSchema } from '../../engine/schema/kind-schema.ts';

const sources = ['cidrBlocks', 'ipv6CidrBlocks', 'prefixListIds', 'self', 'sourceSecurityGroupId'];

export const securityGroupRuleSchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'SecurityGroupRule',
  plural: 'securitygrouprules',
  description:
    'What a security group lets in or out. One object is as many rules in AWS as it names ranges, prefix lists and groups; changes open the new before they close the old.',
  externalName: {
    from: 'derived',
    description: "Follows from the object's uid, since one object is several rules in AWS. Their ids (sgr-...) stand in status.",
    example: 'sgrule-3f1c9a0e7b52',
  },
  forProvider: {
    cidrBlocks: {
      type: 'strings',
      description: 'IPv4 ranges at the other end. A reference takes the IPv4 range of a VPC.',
      aws: 'IpPermission.IpRanges',
      format: 'ipv4-cidr',
      maxItems: 100,
      reference: { kind: 'VPC', take: 'cidrBlock' },
    },
    description: {
      type: 'string',
      description: 'What the rule is for: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*. Default: none.',
      aws: 'IpRange.Description',
      pattern: '^[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]*$',
      maxLength: 255,
      whenRemoved: '',
    },
    fromPort: {
      type: 'integer',
      description: 'First port of the range, or the ICMP type (-1 is all). Ignored by AWS where protocol is all.',
      aws: 'IpPermission.FromPort',
      minimum: -1,
      maximum: 65535,
      required: true,
    },
    ipv6CidrBlocks: {
      type: 'strings',
      description: 'IPv6 ranges at the other end. A reference takes the IPv6 range of a VPC.',
      aws: 'IpPermission.Ipv6Ranges',
      format: 'ipv6-cidr',
      maxItems: 100,
      reference: { kind: 'VPC', take: 'ipv6CidrBlock' },
    },
    prefixListIds: {
      type: 'strings',
      description: 'Ids of prefix lists at the other end.',
      aws: 'IpPermission.PrefixListIds',
      pattern: '^pl-[0-9a-z]+$',
      maxItems: 100,
      reference: { kind: 'ManagedPrefixList', unsupported: true },
    },
    protocol: {
      type: 'string',
      description: 'Protocol by name (tcp, udp, icmp, icmpv6, ah, esp) or number; all and -1 mean every protocol and port.',
      aws: 'IpPermission.IpProtocol',
      pattern: '^(all|-1|tcp|udp|icmp|icmpv6|ah|esp|[0-9]{1,3})$',
      maxLength: 6,
      required: true,
    },
    securityGroupId: {
      type: 'string',
      description: 'Id of the group that the rule belongs to.',
      aws: 'AuthorizeSecurityGroupIngress.GroupId, AuthorizeSecurityGroupEgress.GroupId',
      pattern: '^sg-[0-9a-z]+$',
      maxLength: 64,
      createOnly: true,
      required: true,
      // Its status is first written when AWS's own egress rule is off: a rule equal to that one would go with it.
      reference: { kind: 'SecurityGroup', once: 'id' },
    },
    self: {
      type: 'boolean',
      description: 'Whether the group itself is at the other end, that is, members may talk to each other. Default: false.',
      aws: 'IpPermission.UserIdGroupPairs',
      whenRemoved: false,
    },
    sourceSecurityGroupId: {
      type: 'string',
      description: 'Id of the security group at the other end: the source of an ingress rule, the destination of an egress rule.',
      aws: 'IpPermission.UserIdGroupPairs',
      pattern: '^sg-[0-9a-z]+$',
      maxLength: 64,
      reference: { kind: 'SecurityGroup' },
    },
    toPort: {
      type: 'integer',
      description: 'Last port of the range, or the ICMP code (-1 is all). Ignored by AWS where protocol is all.',
      aws: 'IpPermission.ToPort',
      minimum: -1,
      maximum: 65535,
      required: true,
    },
    type: {
      type: 'string',
      description: 'Direction: ingress lets traffic in, egress lets it out.',
      enum: ['ingress', 'egress'],
      createOnly: true,
      required: true,
    },
  },
  atProvider: {
    securityGroupRuleId: { type: 'string', description: 'Id of the rule in AWS, where the object is just one.' },
    securityGroupRuleIds: { type: 'strings', description: 'Ids of all rules in AWS that the object is.' },
  },
  requiredOneOf: [sources],
  rules: [
    {
      rule: "!has(self.fromPort) || !has(self.toPort) || !has(self.protocol) || !(self.protocol in ['tcp', 'udp', '6', '17']) || self.fromPort <= self.toPort",
      message: 'fromPort must not be greater than toPort',
    },
  ],
  columns: [
    { name: 'TYPE', jsonPath: '.spec.forProvider.type', type: 'string' },
    { name: 'GROUP', jsonPath: '.status.atProvider.securityGroupId', type: 'string' },
  ],
} as const satisfies KindSchema;
