import { manifest, type Manifest } from './manifest.ts';

const inNetwork = { vpcIdRef: { name: 'net' } };
/** A network with a database, one of each kind, and spare ones on which nothing depends. */
export const networkObjects: readonly Manifest[] = [
  manifest('VPC', 'net', { cidrBlock: '10.0.0.0/16', enableDnsHostnames: true, tags: { Name: 'net' } }),
  manifest('Subnet', 'a', { ...inNetwork, cidrBlock: '10.0.1.0/24', availabilityZone: 'us-east-1a', mapPublicIpOnLaunch: true }),
  manifest('Subnet', 'b', { ...inNetwork, cidrBlock: '10.0.2.0/24', availabilityZone: 'us-east-1b', tags: { Name: 'b', team: 'shop' } }),
  manifest('InternetGateway', 'net', inNetwork),
  manifest('RouteTable', 'public', { ...inNetwork, tags: { Name: 'public' } }),
  manifest('Route', 'default', {
    routeTableIdRef: { name: 'public' },
    destinationCidrBlock: '0.0.0.0/0',
    gatewayIdRef: { name: 'net' },
  }),
  manifest('Route', 'other', {
    routeTableIdRef: { name: 'public' },
    destinationCidrBlock: '192.168.0.0/16',
    gatewayIdRef: { name: 'net' },
  }),
  manifest('RouteTableAssociation', 'a', { routeTableIdRef: { name: 'public' }, subnetIdRef: { name: 'a' } }),
  manifest('SecurityGroup', 'web', { ...inNetwork, name: 'web', description: 'Web servers' }),
  ...[80, 443, 8080, 8443].map((port) =>
    manifest('SecurityGroupRule', `web-${port}`, {
      securityGroupIdRef: { name: 'web' },
      type: 'ingress',
      protocol: 'tcp',
      fromPort: port,
      toPort: port,
      cidrBlocks: ['10.0.0.0/8'],
      description: 'Within',
    }),
  ),
  manifest('SubnetGroup', 'data', { description: 'Data', subnetIdRefs: [{ name: 'a' }, { name: 'b' }], tags: { Name: 'data' } }),
  database('data'),
  // Nothing depends on these, so that AWS lets them be deleted.
  manifest('VPC', 'spare', { cidrBlock: '10.9.0.0/16' }),
  manifest('Subnet', 'spare', { ...inNetwork, cidrBlock: '10.0.9.0/24' }),
  manifest('InternetGateway', 'spare', {}),
  manifest('RouteTable', 'spare', { ...inNetwork, tags: { Name: 'spare' } }),
  manifest('SecurityGroup', 'spare', { ...inNetwork, name: 'spare', description: 'Spare' }),
  manifest('SubnetGroup', 'spare', { description: 'Spare', subnetIdRefs: [{ name: 'a' }, { name: 'b' }] }),
  database('spare'),
];

function database(name: string): Manifest {
  return manifest('Instance', name, {
    engine: 'postgres',
    instanceClass: 'db.t4g.micro',
    allocatedStorage: 20,
    username: 'admin1',
    autoGeneratePassword: true,
    passwordSecretRef: { name: `${name}-password`, key: 'password' },
    backupRetentionPeriod: 3,
    applyImmediately: true,
    skipFinalSnapshot: true,
    tags: { Name: name },
  });
}
