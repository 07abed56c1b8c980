/** A kind whose objects are made and deleted while the process crashes. */
export interface CrashSubject {
  readonly kind: string;
  /** The call that makes its AWS resource. */
  readonly creates: string;
  /** Further mutating calls of a creation without faults, in order. */
  readonly completes: readonly string[];
  /** Mutating calls of a deletion without faults, in order. */
  readonly deletes: readonly string[];
  /** Crashes while events are written are tried too. */
  readonly withEvents?: boolean;
  /** An object of this name. */
  manifest(name: string): object;
}

const region = 'us-east-1';
const namespace = 'default';

function ec2(kind: string, name: string, forProvider: object): object {
  const metadata = { name, namespace };
  return { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind, metadata, spec: { forProvider: { region, ...forProvider } } };
}

function rds(kind: string, name: string, spec: { readonly forProvider: object; readonly writeConnectionSecretToRef?: object }): object {
  const metadata = { name, namespace };
  const forProvider = { region, ...spec.forProvider };
  return { apiVersion: 'rds.aws.evenkeel.dev/v1beta1', kind, metadata, spec: { ...spec, forProvider } };
}

const ref = (name: string): object => ({ name });

/** What the subjects refer to; made once. */
export const parents: readonly object[] = [
  ec2('VPC', 'base', { cidrBlock: '10.0.0.0/16' }),
  ec2('VPC', 'other', { cidrBlock: '10.1.0.0/16' }),
  ec2('Subnet', 'base-a', { vpcIdRef: ref('base'), cidrBlock: '10.0.1.0/24', availabilityZone: 'us-east-1a' }),
  ec2('Subnet', 'base-b', { vpcIdRef: ref('base'), cidrBlock: '10.0.2.0/24', availabilityZone: 'us-east-1b' }),
  ec2('InternetGateway', 'base', { vpcIdRef: ref('base') }),
  ec2('RouteTable', 'base', { vpcIdRef: ref('base') }),
  ec2('SecurityGroup', 'base', { vpcIdRef: ref('base') }),
  rds('SubnetGroup', 'base', { forProvider: { subnetIdRefs: [ref('base-a'), ref('base-b')] } }),
];

/** Every kind, with as many calls to its creation and deletion as it can have on moto. */
export const subjects: readonly CrashSubject[] = [
  {
    kind: 'VPC',
    creates: 'CreateVpc',
    completes: ['ModifyVpcAttribute'],
    deletes: ['DeleteVpc'],
    withEvents: true,
    manifest: (name) => ec2('VPC', name, { cidrBlock: '10.9.0.0/16', enableDnsHostnames: true, tags: { Name: name } }),
  },
  {
    kind: 'InternetGateway',
    creates: 'CreateInternetGateway',
    completes: ['AttachInternetGateway'],
    deletes: ['DetachInternetGateway', 'DeleteInternetGateway'],
    manifest: (name) => ec2('InternetGateway', name, { vpcIdRef: ref('other'), tags: { Name: name } }),
  },
  {
    kind: 'SecurityGroup',
    creates: 'CreateSecurityGroup',
    completes: ['RevokeSecurityGroupEgress', 'CreateTags'],
    deletes: ['DeleteSecurityGroup'],
    manifest: (name) => ec2('SecurityGroup', name, { vpcIdRef: ref('base'), revokeRulesOnDelete: true, tags: { Name: name } }),
  },
  {
    kind: 'Instance',
    creates: 'CreateDBInstance',
    completes: [],
    deletes: ['DeleteDBInstance'],
    manifest: database,
  },
  {
    kind: 'Subnet',
    creates: 'CreateSubnet',
    completes: ['ModifySubnetAttribute'],
    deletes: ['DeleteSubnet'],
    manifest: (name) =>
      ec2('Subnet', name, {
        vpcIdRef: ref('base'),
        cidrBlock: '10.0.9.0/24',
        availabilityZone: 'us-east-1a',
        mapPublicIpOnLaunch: true,
        tags: { Name: name },
      }),
  },
  {
    kind: 'SecurityGroupRule',
    creates: 'AuthorizeSecurityGroupIngress',
    completes: [],
    deletes: ['RevokeSecurityGroupIngress'],
    manifest: (name) =>
      ec2('SecurityGroupRule', name, {
        securityGroupIdRef: ref('base'),
        type: 'ingress',
        protocol: 'tcp',
        fromPort: 5432,
        toPort: 5432,
        cidrBlocks: ['10.0.0.0/16', '10.1.0.0/16'],
        description: 'PostgreSQL',
      }),
  },
  {
    kind: 'RouteTable',
    creates: 'CreateRouteTable',
    completes: [],
    deletes: ['DeleteRouteTable'],
    manifest: (name) => ec2('RouteTable', name, { vpcIdRef: ref('base'), tags: { Name: name } }),
  },
  {
    kind: 'Route',
    creates: 'CreateRoute',
    completes: [],
    deletes: ['DeleteRoute'],
    manifest: (name) => ec2('Route', name, { routeTableIdRef: ref('base'), destinationCidrBlock: '0.0.0.0/0', gatewayIdRef: ref('base') }),
  },
  {
    kind: 'RouteTableAssociation',
    creates: 'AssociateRouteTable',
    completes: [],
    deletes: ['DisassociateRouteTable'],
    manifest: (name) => ec2('RouteTableAssociation', name, { routeTableIdRef: ref('base'), subnetIdRef: ref('base-a') }),
  },
  {
    kind: 'SubnetGroup',
    creates: 'CreateDBSubnetGroup',
    completes: [],
    deletes: ['DeleteDBSubnetGroup'],
    manifest: (name) =>
      rds('SubnetGroup', name, {
        forProvider: { description: 'Two subnets', subnetIdRefs: [ref('base-a'), ref('base-b')], tags: { Name: name } },
      }),
  },
];

/** A database with everything that its creation may write: a generated password, a connection secret; its end leaves a last snapshot. */
function database(name: string): object {
  return rds('Instance', name, {
    forProvider: {
      engine: 'postgres',
      engineVersion: '16',
      instanceClass: 'db.t4g.micro',
      allocatedStorage: 20,
      username: 'shop_admin',
      autoGeneratePassword: true,
      passwordSecretRef: { name: `${name}-password`, key: 'password' },
      dbSubnetGroupNameRef: ref('base'),
      vpcSecurityGroupIdRefs: [ref('base')],
      // AWS picks windows at random.
      backupWindow: '03:00-03:30',
      maintenanceWindow: 'mon:07:00-mon:07:30',
      applyImmediately: true,
      skipFinalSnapshot: false,
      tags: { Name: name },
    },
    writeConnectionSecretToRef: { name: `${name}-connection` },
  });
}
