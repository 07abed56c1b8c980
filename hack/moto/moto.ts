import type { CloudServer } from '../lib/cloud-server.ts';
import { startCloudServer } from '../lib/cloud-server.ts';
import { motoPython } from './environment.ts';

/**
 * Starts moto's server, all services in one process, on a free loopback port. Any credentials are accepted; the account is
 * 123456789012, and with the credentials of an assumed role (`sts:AssumeRole`) that role's account.
 */
export async function startMoto(): Promise<CloudServer> {
  return startCloudServer({
    name: 'moto',
    command: await motoPython(),
    args: (port) => ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)],
    env: { AWS_EC2_METADATA_DISABLED: 'true', PYTHONDONTWRITEBYTECODE: '' },
    readyPath: '/moto-api/data.json',
    resetPath: '/moto-api/reset',
  });
}
