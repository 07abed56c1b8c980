import type { EC2Client } from '@aws-sdk/client-ec2';
import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DetachInternetGatewayCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';

/** Ids of a route table and of its VPC with the gateway that is attached to it. */
interface Network {
  readonly table: string;
  readonly vpc: string;
  readonly gateway: string;
}

/** Leads a route to a gateway that is no longer attached. AWS takes a route only to an attached one, and one gateway a VPC: they take turns. */
export async function leadElsewhere(ec2: EC2Client, { table, vpc, gateway }: Network, destination: string): Promise<void> {
  const { InternetGateway: made } = await ec2.send(new CreateInternetGatewayCommand({}));
  const other = { InternetGatewayId: made?.InternetGatewayId, VpcId: vpc };
  const own = { InternetGatewayId: gateway, VpcId: vpc };
  await ec2.send(new DetachInternetGatewayCommand(own));
  await ec2.send(new AttachInternetGatewayCommand(other));
  await ec2.send(new ReplaceRouteCommand({ RouteTableId: table, DestinationCidrBlock: destination, GatewayId: other.InternetGatewayId }));
  await ec2.send(new DetachInternetGatewayCommand(other));
  // Refused where the controller was quicker.
  await ec2.send(new AttachInternetGatewayCommand(own)).catch(() => undefined);
}
