import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members } from '../core/operation.ts';
import type { Ec2State } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { attachInternetGateway, createInternetGateway } from './internet-gateways.ts';
import { createRoute } from './routes.ts';
import { createSubnet } from './subnets.ts';
import { createVpc } from './vpcs.ts';
import { zonesOf } from './zones.ts';

/** Makes what AWS makes: a VPC with a public subnet in each zone. */
export function createDefaultVpc(_input: Members, context: CallContext): Members {
  const { now, region, state } = context;
  const { vpcs } = state.of(ec2State);
  if (vpcs.all(now).some(({ IsDefault }) => IsDefault === true))
    throw new AwsError('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
  const VpcId = idIn(createVpc({ CidrBlock: '172.31.0.0/16' }, context), 'Vpc', 'VpcId');
  vpcs.change(VpcId, now, (row) => ({ ...row, IsDefault: true, enableDnsHostnames: true }));
  for (const [index, { name }] of zonesOf(region).entries()) addSubnet(VpcId, index, name, context);
  addGateway(VpcId, context);
  return { Vpc: vpcs.get(VpcId, now) };
}

function addSubnet(VpcId: string, index: number, AvailabilityZone: string, context: CallContext): void {
  const CidrBlock = `172.31.${index * 16}.0/20`;
  const id = idIn(createSubnet({ VpcId, CidrBlock, AvailabilityZone }, context), 'Subnet', 'SubnetId');
  const { subnets }: Ec2State = context.state.of(ec2State);
  subnets.change(id, context.now, (row) => ({ ...row, DefaultForAz: true, MapPublicIpOnLaunch: true }));
}

function addGateway(VpcId: string, context: CallContext): void {
  const GatewayId = idIn(createInternetGateway({}, context), 'InternetGateway', 'InternetGatewayId');
  attachInternetGateway({ InternetGatewayId: GatewayId, VpcId }, context);
  for (const { RouteTableId } of context.state.of(ec2State).routeTables.by('VpcId', VpcId, context.now))
    createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId }, context);
}

/** The id in what a create call answers. */
function idIn(output: Members, resource: string, member: string): string {
  const made = output[resource] as Members | undefined;
  return String(made?.[member]);
}
