import { join } from 'node:path';
import {
  CreateDefaultVpcCommand,
  DeleteInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { clientsFor } from '../../src/cli/dev/demo/clients.ts';
import type { CloudServer } from '../lib/cloud-server.ts';
import { startCloudServer } from '../lib/cloud-server.ts';

/**
 * Starts the simulator as a process of its own on a free loopback port, with the default VPC that a new account has. Any credentials
 * are accepted; with `published` rates it throttles as AWS does.
 */
export function startSimulator(rates: 'published' | 'unlimited' = 'unlimited'): Promise<CloudServer> {
  return startCloudServer({
    name: 'simulator',
    command: process.execPath,
    args: (port) => [join(import.meta.dirname, 'main.ts'), String(port), `--rates=${rates}`],
    readyPath: '/_simulator/time',
    resetPath: '/_simulator/reset',
    furnish,
  });
}

/** The gateway of the default VPC goes: tests count all there are. */
async function furnish(url: string): Promise<void> {
  const { ec2, rds } = clientsFor(url);
  const { Vpc } = await ec2.send(new CreateDefaultVpcCommand({}));
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
  for (const { InternetGatewayId } of InternetGateways) {
    await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: Vpc?.VpcId }));
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  }
  ec2.destroy();
  rds.destroy();
}
