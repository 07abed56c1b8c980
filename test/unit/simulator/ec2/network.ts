import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import type { SimulatedEc2 } from '../simulated-ec2.ts';
import { simulatedEc2 } from '../simulated-ec2.ts';

/** A VPC 10.0.0.0/16 with one of each beside what AWS makes. */
export interface Network extends SimulatedEc2 {
  readonly vpcId: string;
  /** 10.0.1.0/24 */
  readonly subnetId: string;
  /** Attached. */
  readonly gatewayId: string;
  readonly tableId: string;
  /** `web` */
  readonly groupId: string;
}

export async function network(options: Parameters<typeof simulatedEc2>[0] = {}): Promise<Network> {
  const simulated = simulatedEc2({ rates: 'unlimited', ...options });
  const { ec2, clock } = simulated;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = idOf(Vpc?.VpcId);
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = idOf(InternetGateway?.InternetGatewayId);
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: 'web', Description: 'web' }));
  await clock.advance(2000);
  return {
    ...simulated,
    vpcId: VpcId,
    subnetId: idOf(Subnet?.SubnetId),
    gatewayId: InternetGatewayId,
    tableId: idOf(RouteTable?.RouteTableId),
    groupId: idOf(GroupId),
  };
}

function idOf(id: string | undefined): string {
  if (id === undefined) throw new Error('the answer has no id');
  return id;
}
