import assert from 'node:assert/strict';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import type { KubernetesObject } from '../../src/kubernetes/object.ts';
import { poll } from '../support/poll.ts';
import { listAccount } from './support/account-listing.ts';
import { mayCompose } from './support/compose-rights.ts';
import { type Environment, startEnvironment } from './support/environment.ts';

const examples = 'examples/compositions';
const kinds = [
  ...['networks', 'sqlinstances', 'vpcs', 'subnets', 'internetgateways', 'routetables', 'routes', 'routetableassociations'],
  ...['securitygroups', 'securitygrouprules', 'subnetgroups', 'instances.rds.aws.evenkeel.dev'],
];

describe('a network and a database from twelve lines', function () {
  this.timeout(180_000);
  let environment: Environment;
  let untouched: readonly string[];
  let kubectl: Environment['kubectl'];

  before(async function () {
    environment = await startEnvironment(this);
    ({ kubectl } = environment);
    untouched = await listAccount(environment);
    await mayCompose(kubectl, ['platform.example.org']);
    environment.startController();
    for (const folder of ['network', 'database', 'backend']) await kubectl(['apply', '-f', `${examples}/${folder}/definition.yaml`]);
    const compositions = ['network/patch-and-transform', 'database/patch-and-transform', 'backend/composition'];
    await kubectl(['apply', ...compositions.flatMap((name) => ['-f', `${examples}/${name}.yaml`])]);
    await kubectl(['wait', '--for=condition=Ready', '--timeout=60s', 'compositeresourcedefinitions', '--all']);
    await kubectl(['wait', '--for=condition=Ready', '--timeout=60s', 'compositions', '--all']);
  });
  after(() => environment.stop());

  async function items(resources: string, ...more: readonly string[]): Promise<readonly KubernetesObject[]> {
    const { items: found } = JSON.parse(await kubectl(['get', resources, '-o', 'json', ...more])) as {
      readonly items: readonly KubernetesObject[];
    };
    return found;
  }

  const children = () => items(kinds.join(','), '-l', 'evenkeel.dev/composite');

  async function statusOf(name: string): Promise<unknown> {
    return ((JSON.parse(await kubectl(['get', name, '-o', 'json'])) as KubernetesObject)['status'] ?? {}) as unknown;
  }

  async function connectionDetails(): Promise<Readonly<Record<string, string>>> {
    const secret = await environment.read({ kind: 'Secret', name: 'shop-backend' });
    const data = Object.entries(secret?.['data'] ?? {});
    return Object.fromEntries(data.map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()]));
  }

  it('become Ready with the endpoint in status and a connection Secret', async () => {
    await kubectl(['apply', '-f', `${examples}/backend/backend.yaml`]);
    await kubectl(['wait', '--for=condition=Ready', '--timeout=90s', 'backend/shop']);
    const { Subnets: subnets = [] } = await environment.ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: ['shop-*'] }] }),
    );
    assert.deepEqual(subnets.map(({ AvailabilityZone: zone, CidrBlock: block }) => `${zone} ${block}`).toSorted(), [
      ...['us-east-1a 10.0.0.0/24', 'us-east-1a 10.0.100.0/24', 'us-east-1b 10.0.1.0/24', 'us-east-1b 10.0.101.0/24'],
      ...['us-east-1c 10.0.102.0/24', 'us-east-1c 10.0.2.0/24'],
    ]);
    const { DBInstances: instances = [] } = await environment.rds.send(new DescribeDBInstancesCommand({}));
    const { Address: host = '', Port: port = 0 } = instances[0]?.Endpoint ?? {};
    const status = (await statusOf('backend/shop')) as { readonly endpoint: string; readonly vpcId: string };
    assert.deepEqual([status.endpoint, status.vpcId], [`${host}:${port}`, subnets[0]?.VpcId]);
    const { password, ...rest } = await connectionDetails();
    assert.deepEqual(rest, { username: 'main', host, port: String(port) });
    assert.match(password ?? '', /^[A-Za-z0-9]{27}$/);
    assert.equal((await children()).length, 2 + 17 + 4);
  });

  it('are left in peace at rest', async () => {
    await poll('three sweeps without a write', () => restedFor(3), 60_000);
  });

  /** Resolves whether nothing is written while the controller lists all VPCs so many times. */
  async function restedFor(sweeps: number): Promise<boolean> {
    environment.resetCounts();
    await poll('sweeps', () => (environment.awsCalls().get('DescribeVpcs') ?? 0) >= sweeps, 30_000);
    return environment.kubernetesWrites().length === 0;
  }

  it('change where an edit changes something, and nowhere else', async () => {
    const before = await children();
    environment.resetCounts();
    await kubectl(['patch', 'backend', 'shop', '--type=merge', '-p', '{"spec":{"size":"large"}}']);
    const classOf = (all: readonly KubernetesObject[]): unknown => all.find(({ kind }) => kind === 'Instance')?.['status'];
    await poll('the larger class', async () => /"db\.m7g\.large"/.test(JSON.stringify(classOf(await children()))), 60_000);
    await kubectl(['wait', '--for=condition=Ready', '--timeout=60s', 'backend/shop']);
    await restedFor(2);
    const after = await children();
    assert.deepEqual(after.map(uidOf), before.map(uidOf));
    const edited = after.filter((object, index) => object.metadata.generation !== before[index]?.metadata.generation);
    assert.deepEqual(edited.map(({ kind }) => kind).toSorted(), ['Instance', 'SQLInstance']);
    const moved = after.filter((object, index) => object.metadata.resourceVersion !== before[index]?.metadata.resourceVersion);
    assert.deepEqual(moved.map(({ kind }) => kind).toSorted(), ['Instance', 'SQLInstance']);
  });

  it('leave nothing when they are deleted', async () => {
    await kubectl(['delete', 'backend', 'shop', '--timeout=120s']);
    assert.deepEqual(
      (await children()).map(({ kind, metadata }) => `${kind} ${metadata.name}`),
      [],
    );
    assert.deepEqual(await listAccount(environment), untouched);
    // Secrets go by their owner references, where the API server has a garbage collector beside it.
    const secrets = await items('secrets', '--namespace=default');
    assert.ok(secrets.every(({ metadata }) => metadata.ownerReferences?.[0] !== undefined));
  });
});

function uidOf({ metadata }: KubernetesObject): string {
  return metadata.uid;
}
