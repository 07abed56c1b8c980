import type { Manifest } from '../../../src/cli/dev/manifests.ts';
import { typeOf } from '../../../src/cli/dev/install.ts';
import { isNotFound } from '../../../src/kubernetes/api-error.ts';
import { annotation } from '../../../src/engine/object/metadata.ts';
import { managedObjects } from './managed-objects.ts';
import type { World } from './world.ts';

const namespace = 'default';
const ec2 = 'ec2.aws.evenkeel.dev/v1beta1';
const rds = 'rds.aws.evenkeel.dev/v1beta1';

/** A value that must be seen in no status, event, log line or metric. */
export const canary = 'Canary-7f3d-never-seen';

function managed(apiVersion: string, kind: string, name: string, forProvider: object): Manifest {
  return { apiVersion, kind, metadata: { name, namespace }, spec: { forProvider: { region: 'us-east-1', ...forProvider } } };
}

const passwordSecret: Manifest = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db-password', namespace },
  stringData: { password: canary },
};

export const vpc = managed(ec2, 'VPC', 'net', { cidrBlock: '10.0.0.0/16', enableDnsHostnames: true, tags: { Name: 'net' } });
export const subnet = (zone: string, third: number): Manifest =>
  managed(ec2, 'Subnet', `net-${zone}`, {
    availabilityZone: `us-east-1${zone}`,
    cidrBlock: `10.0.${third}.0/24`,
    vpcIdRef: { name: 'net' },
    tags: { Name: `net-${zone}` },
  });
const gateway = managed(ec2, 'InternetGateway', 'net', { vpcIdRef: { name: 'net' } });
const table = managed(ec2, 'RouteTable', 'net', { vpcIdRef: { name: 'net' } });
const route = managed(ec2, 'Route', 'net-out', {
  routeTableIdRef: { name: 'net' },
  destinationCidrBlock: '0.0.0.0/0',
  gatewayIdRef: { name: 'net' },
});
const association = managed(ec2, 'RouteTableAssociation', 'net-a', { routeTableIdRef: { name: 'net' }, subnetIdRef: { name: 'net-a' } });
const group = managed(ec2, 'SecurityGroup', 'db', { description: 'database', vpcIdRef: { name: 'net' } });
const rule = managed(ec2, 'SecurityGroupRule', 'db-in', {
  securityGroupIdRef: { name: 'db' },
  type: 'ingress',
  protocol: 'tcp',
  fromPort: 5432,
  toPort: 5432,
  cidrBlocks: ['10.0.0.0/16'],
});
const subnetGroup = managed(rds, 'SubnetGroup', 'net', { description: 'database', subnetIdRefs: [{ name: 'net-a' }, { name: 'net-b' }] });
const databaseSpec = managed(rds, 'Instance', 'db', {
  engine: 'postgres',
  engineVersion: '16',
  instanceClass: 'db.t4g.micro',
  allocatedStorage: 20,
  username: 'shop',
  passwordSecretRef: { name: 'db-password', key: 'password' },
  dbSubnetGroupNameRef: { name: 'net' },
  vpcSecurityGroupIdRefs: [{ name: 'db' }],
  skipFinalSnapshot: true,
  applyImmediately: true,
  // What AWS would choose by chance.
  availabilityZone: 'us-east-1a',
  backupWindow: '03:00-03:30',
  maintenanceWindow: 'sun:05:00-sun:06:00',
});
const database: Manifest = {
  ...databaseSpec,
  spec: { ...(databaseSpec['spec'] as object), writeConnectionSecretToRef: { name: 'db-connection' } },
};

/** A network alone. */
export const network: readonly Manifest[] = [vpc, subnet('a', 1), gateway, table, route, association];
/** A database and what it needs. */
const databaseStack: readonly Manifest[] = [passwordSecret, vpc, subnet('a', 1), subnet('b', 2), group, subnetGroup, database];
/** What a user does, one step after the other; the world settles after each. */
export interface Workload {
  readonly name: string;
  /** The processes run compositions too. */
  readonly composes?: true;
  readonly steps: readonly ((world: World) => Promise<void>)[];
}

/** Applies manifests as they are, in this order. */
export function apply(...manifests: readonly Manifest[]) {
  return async ({ client }: World): Promise<void> => {
    for (const manifest of manifests)
      await client.patch(typeOf(manifest), nameOf(manifest), manifest, { kind: 'apply', fieldManager: 'user' });
  };
}

/** Asks for the deletion of all, in this order. */
export function remove(...manifests: readonly Manifest[]) {
  return async ({ client }: World): Promise<void> => {
    for (const manifest of manifests)
      await client.delete(typeOf(manifest), nameOf(manifest)).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
  };
}

/** The manifest with other values below forProvider. */
export function withFields(manifest: Manifest, forProvider: object): Manifest {
  const spec = manifest['spec'] as { readonly forProvider: object };
  return { ...manifest, spec: { ...spec, forProvider: { ...spec.forProvider, ...forProvider } } };
}

function nameOf({ metadata }: Manifest): { readonly namespace: string | undefined; readonly name: string } {
  return { namespace: metadata.namespace, name: metadata.name };
}

/** Whoever uses the console does so with a key of his own. */
async function byHand({ simulator }: World, parameters: Readonly<Record<string, string>>): Promise<string> {
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIACONSOLE/20260101/us-east-1/ec2/aws4_request, Signature=none' };
  const body = new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString();
  const answer = await simulator.handle({ method: 'POST', path: '/', headers, body });
  if (answer.status !== 200) throw new Error(answer.body);
  return answer.body;
}

/** Sweeps, a confirmation and the visibility window pass at most until it is so again. */
async function untilMended(world: World, isMended: () => boolean): Promise<void> {
  const limitMs = 15 * 60_000;
  await world.until(isMended, limitMs, () => 'what was done by hand is not mended');
}

async function deleteSubnetByHand(world: World): Promise<void> {
  const subnets = (): readonly { readonly id: string }[] => world.simulator.admin.list({ type: 'subnet' });
  await byHand(world, { Action: 'DeleteSubnet', SubnetId: subnets()[0]?.id ?? '' });
  await untilMended(world, () => subnets().length > 0);
}

async function retagVpcByHand(world: World): Promise<void> {
  const vpcs = (): readonly { readonly id: string; readonly tags: Readonly<Record<string, string>> }[] =>
    world.simulator.admin.list({ type: 'vpc' });
  await byHand(world, { Action: 'CreateTags', 'ResourceId.1': vpcs()[0]?.id ?? '', 'Tag.1.Key': 'Name', 'Tag.1.Value': 'renamed by hand' });
  await untilMended(world, () => vpcs().every(({ tags }) => tags['Name'] === 'net'));
}

async function adoptVpc(world: World): Promise<void> {
  const id = /<vpcId>([^<]+)/.exec(await byHand(world, { Action: 'CreateVpc', CidrBlock: '10.0.0.0/16' }))?.[1] ?? '';
  const metadata = { ...vpc.metadata, annotations: { [annotation.externalName]: id } };
  await apply({ ...vpc, metadata })(world);
}

const renamed: Manifest = { ...vpc, metadata: { ...vpc.metadata, name: 'main' } };

/** The object goes and its resource stays; another object takes it by its external name. */
async function renameVpc(world: World): Promise<void> {
  await apply({ ...vpc, spec: { ...(vpc['spec'] as object), deletionPolicy: 'Orphan' } })(world);
  await remove(vpc)(world);
  const isGone = async (): Promise<boolean> => (await managedObjects(world)).length === 0;
  await world.until(isGone, 2 * 3_600_000, () => 'the object that is renamed does not go');
  const [found] = world.simulator.admin.list({ type: 'vpc' });
  const metadata = { ...renamed.metadata, annotations: { [annotation.externalName]: found?.id ?? '' } };
  await apply({ ...renamed, metadata })(world);
}

const kept = { skipFinalSnapshot: false, finalSnapshotIdentifier: 'db-last' };

/** The workloads whose every single fault is tried. */
export const workloads: readonly Workload[] = [
  { name: 'a network comes and goes', steps: [apply(...network), remove(...network)] },
  {
    name: 'a VPC is changed',
    steps: [apply(vpc), apply(withFields(vpc, { enableDnsHostnames: false, tags: { team: 'b' } })), remove(vpc)],
  },
  {
    name: 'a database comes, changes and goes',
    steps: [apply(...databaseStack), apply(withFields(database, { allocatedStorage: 30 })), remove(...databaseStack)],
  },
  {
    name: 'a rule is changed',
    steps: [apply(vpc, group, rule), apply(withFields(rule, { cidrBlocks: ['10.1.0.0/16'] })), remove(rule, group, vpc)],
  },
  { name: 'a VPC goes and comes again', steps: [apply(vpc), remove(vpc), apply(vpc)] },
  {
    name: 'a subnet that is deleted by hand comes back',
    steps: [apply(vpc, subnet('a', 1)), deleteSubnetByHand, remove(vpc, subnet('a', 1))],
  },
  { name: 'a tag that is changed by hand is mended', steps: [apply(vpc), retagVpcByHand, remove(vpc)] },
  { name: 'a VPC that was there is adopted', steps: [adoptVpc, remove(vpc)] },
  { name: 'a VPC gets another name in the cluster', steps: [apply(vpc), renameVpc, remove(renamed)] },
  {
    name: 'a database goes and leaves a snapshot',
    steps: [apply(...databaseStack.slice(0, -1), withFields(database, kept)), remove(...databaseStack)],
  },
];
