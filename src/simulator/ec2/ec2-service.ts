import { AwsError } from '../core/aws-error.ts';
import type { ServiceBehaviour } from '../core/service.ts';
import {
  attachInternetGateway,
  createInternetGateway,
  deleteInternetGateway,
  describeInternetGateways,
  detachInternetGateway,
} from './internet-gateways.ts';
import { createDefaultVpc } from './default-vpc.ts';
import { describeNetworkAcls } from './network-acls.ts';
import { describeNetworkInterfaces } from './network-interfaces.ts';
import { associateRouteTable, disassociateRouteTable, replaceRouteTableAssociation } from './route-table-associations.ts';
import { createRouteTable, deleteRouteTable, describeRouteTables } from './route-tables.ts';
import { createRoute, deleteRoute, replaceRoute } from './routes.ts';
import { authorize, modifySecurityGroupRules, revoke } from './rule-calls.ts';
import { describeSecurityGroupRules } from './security-group-rules.ts';
import { createSecurityGroup, deleteSecurityGroup, describeSecurityGroups } from './security-groups.ts';
import { modifySubnetAttribute } from './subnet-attributes.ts';
import { associateSubnetCidrBlock, disassociateSubnetCidrBlock } from './subnet-blocks.ts';
import { createSubnet, deleteSubnet, describeSubnets } from './subnets.ts';
import { taggedTypes } from './tagged-types.ts';
import { createTags, deleteTags, describeTags } from './tags.ts';
import { describeVpcAttribute, modifyVpcAttribute } from './vpc-attributes.ts';
import { associateVpcCidrBlock, disassociateVpcCidrBlock } from './vpc-blocks.ts';
import { createVpc, deleteVpc, describeVpcs, modifyVpcTenancy } from './vpcs.ts';
import { describeAvailabilityZones } from './zones.ts';

/** EC2's networks. An account begins without any: CreateDefaultVpc makes the one that AWS gives a new account. */
export const ec2Service: ServiceBehaviour = {
  name: 'ec2',
  resources: taggedTypes.map(({ view }) => view),
  check: (_action, input) => {
    if (input['DryRun'] !== true) return;
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  },
  operations: {
    AssociateRouteTable: associateRouteTable,
    AssociateSubnetCidrBlock: associateSubnetCidrBlock,
    AssociateVpcCidrBlock: associateVpcCidrBlock,
    AttachInternetGateway: attachInternetGateway,
    AuthorizeSecurityGroupEgress: authorize(true),
    AuthorizeSecurityGroupIngress: authorize(false),
    CreateDefaultVpc: createDefaultVpc,
    CreateInternetGateway: createInternetGateway,
    CreateRoute: createRoute,
    CreateRouteTable: createRouteTable,
    CreateSecurityGroup: createSecurityGroup,
    CreateSubnet: createSubnet,
    CreateTags: createTags,
    CreateVpc: createVpc,
    DeleteInternetGateway: deleteInternetGateway,
    DeleteRoute: deleteRoute,
    DeleteRouteTable: deleteRouteTable,
    DeleteSecurityGroup: deleteSecurityGroup,
    DeleteSubnet: deleteSubnet,
    DeleteTags: deleteTags,
    DeleteVpc: deleteVpc,
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeInternetGateways: describeInternetGateways,
    DescribeNetworkAcls: describeNetworkAcls,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroupRules: describeSecurityGroupRules,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeTags: describeTags,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcs: describeVpcs,
    DetachInternetGateway: detachInternetGateway,
    DisassociateRouteTable: disassociateRouteTable,
    DisassociateSubnetCidrBlock: disassociateSubnetCidrBlock,
    DisassociateVpcCidrBlock: disassociateVpcCidrBlock,
    ModifySecurityGroupRules: modifySecurityGroupRules,
    ModifySubnetAttribute: modifySubnetAttribute,
    ModifyVpcAttribute: modifyVpcAttribute,
    ModifyVpcTenancy: modifyVpcTenancy,
    ReplaceRoute: replaceRoute,
    ReplaceRouteTableAssociation: replaceRouteTableAssociation,
    RevokeSecurityGroupEgress: revoke(true),
    RevokeSecurityGroupIngress: revoke(false),
  },
};
