import type { KindSchema } from '../../engine/schema/kind-schema.ts';
import { arnField, ownerIdField, tagsField, unsupportedReason } from '../common-fields.ts';

export const vpcSchema = {
  group: 'ec2.aws.evenkeel.dev',
  version: 'v1beta1',
  kind: 'VPC',
  plural: 'vpcs',
  description: 'A virtual private cloud: an isolated network in one Region.',
  externalName: {
    from: 'assigned',
    description: 'The VPC id, which AWS gives when it creates the VPC.',
    example: 'vpc-0a1b2c3d4e5f60718',
  },
  forProvider: {
    assignGeneratedIpv6CidrBlock: {
      type: 'boolean',
      description: 'Whether Amazon gives the VPC a /56 IPv6 range from its own pool. Default: false.',
      aws: 'CreateVpc.AmazonProvidedIpv6CidrBlock',
    },
    cidrBlock: {
      type: 'string',
      description: 'Primary IPv4 range, from a /16 to a /28, such as 10.0.0.0/16. AWS clears host bits.',
      aws: 'CreateVpc.CidrBlock',
      format: 'ipv4-cidr',
      pattern: '/(1[6-9]|2[0-8])$',
      createOnly: true,
      required: true,
    },
    enableDnsHostnames: {
      type: 'boolean',
      description: 'Whether instances with a public IP address get a public DNS host name. Needs enableDnsSupport. Default: false.',
      aws: 'ModifyVpcAttribute.EnableDnsHostnames',
      whenRemoved: false,
    },
    enableDnsSupport: {
      type: 'boolean',
      description: "Whether Amazon's DNS server answers in the VPC. Default: true.",
      aws: 'ModifyVpcAttribute.EnableDnsSupport',
      whenRemoved: true,
    },
    enableNetworkAddressUsageMetrics: {
      type: 'boolean',
      description: 'Whether AWS measures how many network addresses the VPC uses. Default: false.',
      aws: 'ModifyVpcAttribute.EnableNetworkAddressUsageMetrics',
      whenRemoved: false,
    },
    instanceTenancy: {
      type: 'string',
      description: 'Tenancy of instances launched into the VPC. AWS can change dedicated to default, not the other way. Default: default.',
      aws: 'CreateVpc.InstanceTenancy',
      enum: ['default', 'dedicated'],
    },
    ipv4IpamPoolId: {
      type: 'string',
      description: 'Id of the IPAM pool that the IPv4 range is taken from.',
      aws: 'CreateVpc.Ipv4IpamPoolId',
      reference: { kind: 'VPCIpamPool', unsupported: true },
      unsupported: unsupportedReason.ipam,
    },
    ipv4NetmaskLength: {
      type: 'integer',
      description: 'Prefix length in bits of the IPv4 range taken from ipv4IpamPoolId.',
      aws: 'CreateVpc.Ipv4NetmaskLength',
      unsupported: unsupportedReason.ipam,
    },
    ipv6CidrBlock: {
      type: 'string',
      description: 'IPv6 range taken from ipv6IpamPoolId.',
      aws: 'CreateVpc.Ipv6CidrBlock',
      unsupported: unsupportedReason.ipam,
    },
    ipv6CidrBlockNetworkBorderGroup: {
      type: 'string',
      description:
        'Group of zones from which the IPv6 range is announced, such as us-east-1-wl1-bos-wlz-1. Needs assignGeneratedIpv6CidrBlock. Default: the Region.',
      aws: 'CreateVpc.Ipv6CidrBlockNetworkBorderGroup',
      maxLength: 64,
    },
    ipv6IpamPoolId: {
      type: 'string',
      description: 'Id of the IPAM pool that the IPv6 range is taken from.',
      aws: 'CreateVpc.Ipv6IpamPoolId',
      unsupported: unsupportedReason.ipam,
    },
    ipv6NetmaskLength: {
      type: 'integer',
      description: 'Prefix length in bits of the IPv6 range taken from ipv6IpamPoolId.',
      aws: 'CreateVpc.Ipv6NetmaskLength',
      unsupported: unsupportedReason.ipam,
    },
    tags: tagsField('CreateVpc.TagSpecifications'),
  },
  atProvider: {
    arn: arnField,
    defaultNetworkAclId: { type: 'string', description: 'Id of the network ACL that subnets without one of their own use.' },
    defaultRouteTableId: { type: 'string', description: 'Id of the route table that came with the VPC.' },
    defaultSecurityGroupId: { type: 'string', description: 'Id of the security group that came with the VPC.' },
    dhcpOptionsId: { type: 'string', description: 'Id of the DHCP options set in use.' },
    ipv6AssociationId: { type: 'string', description: 'Id that ties the IPv6 range to the VPC.' },
    mainRouteTableId: { type: 'string', description: 'Id of the route table that subnets without one of their own use.' },
    ownerId: ownerIdField,
  },
  rules: [
    {
      rule: '!has(self.ipv6CidrBlockNetworkBorderGroup) || (has(self.assignGeneratedIpv6CidrBlock) && self.assignGeneratedIpv6CidrBlock)',
      message: 'ipv6CidrBlockNetworkBorderGroup needs assignGeneratedIpv6CidrBlock: true',
    },
  ],
  columns: [{ name: 'CIDR', jsonPath: '.status.atProvider.cidrBlock', type: 'string' }],
} as const satisfies KindSchema;
