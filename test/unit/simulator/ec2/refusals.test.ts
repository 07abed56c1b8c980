import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-ec2';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { outcomeOf } from '../simulated-ec2.ts';
import type { Network } from './network.ts';
import { network } from './network.ts';

interface Case {
  readonly name: string;
  readonly call: (net: Network, ec2: EC2Client) => Promise<unknown>;
  readonly code: string;
}

const unknownVpc = 'vpc-00000000000000000';

const cases: readonly Case[] = [
  {
    name: 'a VPC that is too large',
    code: 'InvalidVpc.Range',
    call: (_, ec2) => ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.0.0.0/8' })),
  },
  { name: 'a VPC without block', code: 'MissingParameter', call: (_, ec2) => ec2.send(new sdk.CreateVpcCommand({})) },
  {
    name: 'an unknown id by list',
    code: 'InvalidVpcID.NotFound',
    call: (_, ec2) => ec2.send(new sdk.DescribeVpcsCommand({ VpcIds: [unknownVpc] })),
  },
  { name: 'a malformed id', code: 'InvalidVpcID.Malformed', call: (_, ec2) => ec2.send(new sdk.DescribeVpcsCommand({ VpcIds: ['shop'] })) },
  { name: 'a VPC in use', code: 'DependencyViolation', call: ({ vpcId }, ec2) => ec2.send(new sdk.DeleteVpcCommand({ VpcId: vpcId })) },
  {
    name: 'two attributes at once',
    code: 'InvalidParameterCombination',
    call: ({ vpcId }, ec2) =>
      ec2.send(new sdk.ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } })),
  },
  {
    name: 'two subnet attributes at once',
    code: 'InvalidParameterCombination',
    call: ({ subnetId }, ec2) =>
      ec2.send(
        new sdk.ModifySubnetAttributeCommand({ SubnetId: subnetId, MapPublicIpOnLaunch: { Value: true }, EnableDns64: { Value: true } }),
      ),
  },
  {
    name: 'a subnet outside of its VPC',
    code: 'InvalidSubnet.Range',
    call: ({ vpcId }, ec2) => ec2.send(new sdk.CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.1.0.0/24' })),
  },
  {
    name: 'a subnet over another one',
    code: 'InvalidSubnet.Conflict',
    call: ({ vpcId }, ec2) => ec2.send(new sdk.CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.0.0.0/20' })),
  },
  {
    name: 'a zone of another Region',
    code: 'InvalidParameterValue',
    call: ({ vpcId }, ec2) =>
      ec2.send(new sdk.CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-north-1a' })),
  },
  {
    name: 'a gateway that is attached',
    code: 'Resource.AlreadyAssociated',
    call: ({ vpcId, gatewayId }, ec2) => ec2.send(new sdk.AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: gatewayId })),
  },
  {
    name: 'a second gateway of a VPC',
    code: 'InvalidParameterValue',
    call: async ({ vpcId }, ec2) => {
      const { InternetGateway } = await ec2.send(new sdk.CreateInternetGatewayCommand({}));
      return ec2.send(new sdk.AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: InternetGateway?.InternetGatewayId }));
    },
  },
  {
    name: 'the deletion of an attached gateway',
    code: 'DependencyViolation',
    call: ({ gatewayId }, ec2) => ec2.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId: gatewayId })),
  },
  {
    name: 'a second detachment',
    code: 'Gateway.NotAttached',
    call: async ({ vpcId, gatewayId }, ec2) => {
      const input = { VpcId: vpcId, InternetGatewayId: gatewayId };
      await ec2.send(new sdk.DetachInternetGatewayCommand(input));
      return ec2.send(new sdk.DetachInternetGatewayCommand(input));
    },
  },
  {
    name: 'a route that is there',
    code: 'RouteAlreadyExists',
    call: ({ tableId, gatewayId }, ec2) =>
      ec2.send(new sdk.CreateRouteCommand({ RouteTableId: tableId, DestinationCidrBlock: '10.0.0.0/16', GatewayId: gatewayId })),
  },
  {
    name: 'the deletion of no route',
    code: 'InvalidRoute.NotFound',
    call: ({ tableId }, ec2) => ec2.send(new sdk.DeleteRouteCommand({ RouteTableId: tableId, DestinationCidrBlock: '0.0.0.0/0' })),
  },
  {
    name: 'the replacement of no route',
    code: 'InvalidParameterValue',
    call: ({ tableId, gatewayId }, ec2) =>
      ec2.send(new sdk.ReplaceRouteCommand({ RouteTableId: tableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gatewayId })),
  },
  {
    name: 'a subnet that has a table',
    code: 'Resource.AlreadyAssociated',
    call: async ({ tableId, subnetId }, ec2) => {
      await ec2.send(new sdk.AssociateRouteTableCommand({ RouteTableId: tableId, SubnetId: subnetId }));
      return ec2.send(new sdk.AssociateRouteTableCommand({ RouteTableId: tableId, SubnetId: subnetId }));
    },
  },
  {
    name: 'the deletion of an associated table',
    code: 'DependencyViolation',
    call: async ({ tableId, subnetId }, ec2) => {
      await ec2.send(new sdk.AssociateRouteTableCommand({ RouteTableId: tableId, SubnetId: subnetId }));
      return ec2.send(new sdk.DeleteRouteTableCommand({ RouteTableId: tableId }));
    },
  },
  {
    name: 'a group name that is taken',
    code: 'InvalidGroup.Duplicate',
    call: ({ vpcId }, ec2) => ec2.send(new sdk.CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: 'web', Description: 'x' })),
  },
  {
    name: 'a rule that is there',
    code: 'InvalidPermission.Duplicate',
    call: ({ groupId }, ec2) =>
      ec2.send(
        new sdk.AuthorizeSecurityGroupEgressCommand({
          GroupId: groupId,
          IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        }),
      ),
  },
  {
    name: 'the revocation of no rule',
    code: 'InvalidPermission.NotFound',
    call: ({ groupId }, ec2) =>
      ec2.send(
        new sdk.RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIp: '0.0.0.0/0' }),
      ),
  },
  {
    name: 'the deletion of a referenced group',
    code: 'DependencyViolation',
    call: async ({ vpcId, groupId }, ec2) => {
      const { GroupId } = await ec2.send(new sdk.CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: 'app', Description: 'x' }));
      const permission = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: groupId }] };
      await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
      return ec2.send(new sdk.DeleteSecurityGroupCommand({ GroupId: groupId }));
    },
  },
  { name: 'a small page', code: 'InvalidParameterValue', call: (_, ec2) => ec2.send(new sdk.DescribeVpcsCommand({ MaxResults: 4 })) },
  {
    name: 'a large page of tables',
    code: 'InvalidParameterValue',
    call: (_, ec2) => ec2.send(new sdk.DescribeRouteTablesCommand({ MaxResults: 101 })),
  },
  { name: 'a made-up token', code: 'InvalidNextToken', call: (_, ec2) => ec2.send(new sdk.DescribeVpcsCommand({ NextToken: 'x' })) },
  {
    name: 'more than 200 values',
    code: 'FilterLimitExceeded',
    call: (_, ec2) =>
      ec2.send(new sdk.DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: Array.from({ length: 201 }, (__, i) => `${i}`) }] })),
  },
  {
    name: 'an unknown filter',
    code: 'InvalidParameterValue',
    call: (_, ec2) => ec2.send(new sdk.DescribeVpcsCommand({ Filters: [{ Name: 'colour', Values: ['x'] }] })),
  },
  {
    name: 'tags of AWS',
    code: 'InvalidParameterValue',
    call: ({ vpcId }, ec2) => ec2.send(new sdk.CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: 'aws:x', Value: '1' }] })),
  },
  {
    name: 'tags of another type at creation',
    code: 'InvalidParameterValue',
    call: (_, ec2) =>
      ec2.send(
        new sdk.CreateVpcCommand({
          CidrBlock: '10.0.0.0/16',
          TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'a', Value: 'b' }] }],
        }),
      ),
  },
  {
    name: 'a client token with other parameters',
    code: 'IdempotentParameterMismatch',
    call: async ({ vpcId }, ec2) => {
      await ec2.send(new sdk.CreateRouteTableCommand({ VpcId: vpcId, ClientToken: 'one' }));
      const TagSpecifications = [{ ResourceType: 'route-table' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
      return ec2.send(new sdk.CreateRouteTableCommand({ VpcId: vpcId, ClientToken: 'one', TagSpecifications }));
    },
  },
];

describe('EC2 of the simulator refuses', () => {
  for (const { name, call, code } of cases) {
    it(`${name}: ${code}`, async () => {
      const net = await network();
      assert.equal(await outcomeOf(call(net, net.ec2)), code);
    });
  }
});
