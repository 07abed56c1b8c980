import { atProvider, type Composed, type Observed } from './composed.ts';

/** `spec` of an SQLInstance, as its definition has it. */
export interface DatabaseSpec {
  readonly region: string;
  readonly network: string;
  readonly size: 'small' | 'large';
  readonly storageGiB: number;
}

const ec2 = 'ec2.aws.evenkeel.dev/v1beta1';
const rds = 'rds.aws.evenkeel.dev/v1beta1';
const classes = { small: 'db.t4g.micro', large: 'db.m7g.large' } satisfies Record<DatabaseSpec['size'], string>;
const ours = { matchControllerRef: true };

/** A PostgreSQL in the private subnets of a network, which those within may talk to. */
export function database(observed: Observed<DatabaseSpec>): Composed {
  const { children } = observed;
  const { region, network } = observed.spec;
  const vpcIdRef = { name: network };
  const subnetIdRefs = ['a', 'b', 'c'].map((zone) => ({ name: `${network}-private-${zone}` }));
  return {
    resources: {
      'subnet-group': resource(rds, 'SubnetGroup', { region, description: 'Private subnets of the network', subnetIdRefs }),
      'security-group': resource(ec2, 'SecurityGroup', { region, description: 'Who may talk to the database', vpcIdRef }),
      rule: resource(ec2, 'SecurityGroupRule', {
        region,
        description: 'PostgreSQL from within the network',
        type: 'ingress',
        protocol: 'tcp',
        fromPort: 5432,
        toPort: 5432,
        cidrBlockRefs: [{ name: network }],
        securityGroupIdSelector: ours,
      }),
      instance: instance(observed),
    },
    status: { endpoint: atProvider(children['instance'], 'endpoint') },
    connectionDetails: passedOn(children['instance']?.connectionDetails ?? {}),
  };
}

function instance({ name, spec: { region, size, storageGiB } }: Observed<DatabaseSpec>): Record<string, unknown> {
  const forProvider = {
    region,
    engine: 'postgres',
    engineVersion: '16',
    instanceClass: classes[size],
    allocatedStorage: storageGiB,
    storageType: 'gp3',
    storageEncrypted: true,
    dbName: 'main',
    username: 'main',
    autoGeneratePassword: true,
    passwordSecretRef: { name: `${name}-database-password`, key: 'password' },
    dbSubnetGroupNameSelector: ours,
    vpcSecurityGroupIdSelector: ours,
    applyImmediately: true,
    // Its data go with it. Say false where that must not be.
    skipFinalSnapshot: true,
  };
  const writeConnectionSecretToRef = { name: `${name}-database-instance` };
  return { apiVersion: rds, kind: 'Instance', spec: { forProvider, writeConnectionSecretToRef } };
}

function passedOn(details: Readonly<Record<string, Buffer>>): Record<string, Buffer> {
  return Object.fromEntries(
    ['username', 'password', 'host', 'port'].flatMap((key) => {
      const value = details[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function resource(apiVersion: string, kind: string, forProvider: object): Record<string, unknown> {
  return { apiVersion, kind, spec: { forProvider } };
}
