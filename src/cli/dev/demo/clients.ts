import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';

/** SDK clients that talk to a stand-in for AWS, with made-up keys. */
export function clientsFor(endpoint: string): { readonly ec2: EC2Client; readonly rds: RDSClient } {
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'made-up', secretAccessKey: 'made-up' }, maxAttempts: 1 };
  return { ec2: new EC2Client(settings), rds: new RDSClient(settings) };
}
