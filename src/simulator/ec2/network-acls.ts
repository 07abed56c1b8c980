import type { DescribeNetworkAclsRequest } from '@aws-sdk/client-ec2';
import type { CallContext, Members } from '../core/operation.ts';
import type { Listing } from './describe.ts';
import { describe } from './describe.ts';
import type { NetworkAclRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';

const listing: Listing<NetworkAclRow> = {
  type: 'networkAcl',
  idOf: (row) => row.NetworkAclId,
  largestPage: 1000,
  fields: {
    'association.association-id': (row) => row.Associations.map(({ NetworkAclAssociationId }) => NetworkAclAssociationId),
    'association.network-acl-id': (row) => row.Associations.map(({ NetworkAclId }) => NetworkAclId),
    'association.subnet-id': (row) => row.Associations.map(({ SubnetId }) => SubnetId),
    default: (row) => row.IsDefault,
    'network-acl-id': (row) => row.NetworkAclId,
    'owner-id': (row) => row.OwnerId,
    'vpc-id': (row) => row.VpcId,
  },
};

export function describeNetworkAcls(input: Members, context: CallContext): Members {
  const request: Partial<DescribeNetworkAclsRequest> = input;
  const { rows, token } = describe(context.state.of(ec2State).networkAcls, listing, { ids: request.NetworkAclIds, request, context });
  return { NetworkAcls: rows, NextToken: token };
}
