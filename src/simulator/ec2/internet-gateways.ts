import type {
  AttachInternetGatewayRequest,
  AttachmentStatus,
  CreateInternetGatewayRequest,
  DeleteInternetGatewayRequest,
  DescribeInternetGatewaysRequest,
  DetachInternetGatewayRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import { newId } from '../core/ids.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Listing } from './describe.ts';
import { describe } from './describe.ts';
import { hasDependencies, invalidValue } from './ec2-errors.ts';
import type { InternetGatewayRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';
import { tagsAtCreate } from './tag-specifications.ts';

/** The API reference has `attached`, the service answers this. */
const attachedState = 'available' as AttachmentStatus;

export function createInternetGateway(input: Members, { account, now, random, state }: CallContext): Members {
  const { TagSpecifications }: Partial<CreateInternetGatewayRequest> = input;
  const id = newId('igw', random);
  const row = { InternetGatewayId: id, OwnerId: account, Attachments: [], Tags: tagsAtCreate(TagSpecifications, 'internet-gateway') };
  state.of(ec2State).internetGateways.put(id, row, now);
  return { InternetGateway: row };
}

export function attachInternetGateway(input: Members, context: CallContext): Members {
  const { InternetGatewayId, VpcId }: Partial<AttachInternetGatewayRequest> = input;
  const { internetGateways, vpcs } = context.state.of(ec2State);
  const { InternetGatewayId: id, Attachments } = rowOf(
    internetGateways,
    'internetGateway',
    required(InternetGatewayId, 'internetGatewayId'),
    context,
  );
  const vpc = rowOf(vpcs, 'vpc', required(VpcId, 'vpcId'), context);
  const [attached] = Attachments;
  if (attached !== undefined) {
    throw new AwsError('Resource.AlreadyAssociated', `resource ${id} is already attached to network ${attached.VpcId}`);
  }
  const others = internetGateways.all(context.now).some((row) => row.Attachments.some((attachment) => attachment.VpcId === vpc.VpcId));
  if (others) throw invalidValue(`Network ${vpc.VpcId} already has an internet gateway attached`);
  internetGateways.change(id, context.now, (row) => ({ ...row, Attachments: [{ VpcId: vpc.VpcId, State: attachedState }] }));
  return {};
}

export function detachInternetGateway(input: Members, context: CallContext): Members {
  const { InternetGatewayId, VpcId }: Partial<DetachInternetGatewayRequest> = input;
  const { internetGateways, networkInterfaces, vpcs } = context.state.of(ec2State);
  const { InternetGatewayId: id, Attachments } = rowOf(
    internetGateways,
    'internetGateway',
    required(InternetGatewayId, 'internetGatewayId'),
    context,
  );
  const { VpcId: vpcId } = rowOf(vpcs, 'vpc', required(VpcId, 'vpcId'), context);
  if (!Attachments.some((attachment) => attachment.VpcId === vpcId)) {
    throw new AwsError('Gateway.NotAttached', `resource ${id} is not attached to network ${vpcId}`);
  }
  if (networkInterfaces.by('VpcId', vpcId, context.now).some(({ Association }) => Association?.PublicIp !== undefined)) {
    throw new AwsError(
      'DependencyViolation',
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  }
  internetGateways.change(id, context.now, (row) => ({ ...row, Attachments: [] }));
  return {};
}

export function deleteInternetGateway(input: Members, context: CallContext): Members {
  const { InternetGatewayId }: Partial<DeleteInternetGatewayRequest> = input;
  const { internetGateways } = context.state.of(ec2State);
  const { InternetGatewayId: id, Attachments } = rowOf(
    internetGateways,
    'internetGateway',
    required(InternetGatewayId, 'internetGatewayId'),
    context,
  );
  if (Attachments.length > 0) throw hasDependencies(`internetGateway '${id}'`);
  internetGateways.remove(id, context.now);
  return {};
}

const listing: Listing<InternetGatewayRow> = {
  type: 'internetGateway',
  idOf: (row) => row.InternetGatewayId,
  largestPage: 1000,
  fields: {
    'attachment.state': (row) => row.Attachments.map(({ State }) => State),
    'attachment.vpc-id': (row) => row.Attachments.map(({ VpcId }) => VpcId),
    'internet-gateway-id': (row) => row.InternetGatewayId,
    'owner-id': (row) => row.OwnerId,
  },
};

export function describeInternetGateways(input: Members, context: CallContext): Members {
  const request: Partial<DescribeInternetGatewaysRequest> = input;
  const { internetGateways } = context.state.of(ec2State);
  const { rows, token } = describe(internetGateways, listing, { ids: request.InternetGatewayIds, request, context });
  return { InternetGateways: rows, NextToken: token };
}
