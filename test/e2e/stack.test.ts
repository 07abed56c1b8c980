import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { DescribeInternetGatewaysCommand, DescribeSecurityGroupsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeDBInstancesCommand, DescribeDBSubnetGroupsCommand } from '@aws-sdk/client-rds';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../src/kubernetes/object.ts';
import { findKubectls, type Kubectl } from '../support/kubectl.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { Environment } from './support/environment.ts';
import { startEnvironment } from './support/environment.ts';
import { isGone, isReady, type ManagedView, type ObjectRef } from './support/objects.ts';

/** The objects of the files of a folder, as a user has them. */
function examples(folder: string): readonly KubernetesObject[] {
  return readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(`${folder}/${file}`, 'utf8')).map((document) => document.toJS() as KubernetesObject),
  );
}

function refsTo(objects: readonly KubernetesObject[]): readonly ObjectRef[] {
  return objects.map(({ kind, metadata: { name } }) => ({ kind, name }));
}

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function versionOf(object: ManagedView | undefined): string {
  return `${object?.kind} ${object?.metadata.name} ${object?.metadata.generation} ${object?.metadata.resourceVersion}`;
}

const stack = examples('examples/stack');

describe('examples/stack', function () {
  this.timeout(120_000);
  let environment: Environment;
  let kubectls: readonly Kubectl[];

  before(async function () {
    environment = await startEnvironment(this);
    environment.startController();
    kubectls = await findKubectls();
  });

  after(() => environment.stop());

  async function run(kubectl: Kubectl, args: readonly string[], input?: string): Promise<string> {
    const result = await kubectl.run(environment.cluster.kubeconfig, args, input === undefined ? {} : { input });
    assert.equal(result.code, 0, `kubectl ${kubectl.version} ${args.join(' ')}: ${result.stderr}`);
    return result.stdout;
  }

  it('comes up and goes down with every kubectl on this machine', async function () {
    this.timeout(480_000);
    for (const [seed, kubectl] of kubectls.entries()) {
      for (const object of shuffled(stack, seed)) await run(kubectl, ['apply', '-f', '-'], JSON.stringify(object));
      const ready = await environment.waitFor(refsTo(stack), isReady, 60_000);
      assert.deepEqual(new Set(ready.map((object) => object?.metadata.generation)), new Set([1]), 'generation moves by spec edits alone');
      await run(kubectl, ['wait', '--for=condition=Ready', '--timeout=10s', '-f', 'examples/stack']);
      // The group shows its rules, so that its status moves once more when they are open.
      await sweeps();
      await checkSecondApply(kubectl, await environment.waitFor(refsTo(stack)));
      const table = await run(kubectl, ['get', 'managed']);
      for (const column of ['READY', 'SYNCED', 'EXTERNAL-NAME', 'REGION', 'AGE'])
        assert.match(table, new RegExp(column), `kubectl ${kubectl.version}`);
      await run(kubectl, ['delete', '--wait=true', '--timeout=60s', '-f', 'examples/stack']);
      await environment.waitFor(refsTo(stack), isGone, 10_000);
      await checkEmpty();
      await removeSecrets();
    }
  });

  async function checkSecondApply(kubectl: Kubectl, before: readonly (ManagedView | undefined)[]): Promise<void> {
    const said = await run(kubectl, ['apply', '-f', 'examples/stack']);
    assert.ok(
      said
        .trim()
        .split('\n')
        .every((line) => line.endsWith('unchanged')),
      said,
    );
    const after = await environment.waitFor(refsTo(stack));
    assert.deepEqual(after.map(versionOf), before.map(versionOf));
  }

  async function checkEmpty(): Promise<void> {
    const { ec2, rds } = environment;
    const custom = { Filters: [{ Name: 'is-default', Values: ['false'] }] };
    assert.deepEqual((await ec2.send(new DescribeVpcsCommand(custom))).Vpcs, []);
    assert.deepEqual((await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways, []);
    const groups = (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? [];
    assert.deepEqual(
      groups.filter(({ GroupName }) => GroupName !== 'default'),
      [],
    );
    assert.deepEqual((await rds.send(new DescribeDBInstancesCommand({}))).DBInstances, []);
    assert.deepEqual((await rds.send(new DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups, []);
  }

  /** This API server has no garbage collector, which takes them away by their owner references elsewhere. */
  async function removeSecrets(): Promise<void> {
    for (const name of ['shop-database-password', 'shop-database-connection']) {
      const secret = await environment.read({ kind: 'Secret', name });
      const [owner] = secret?.metadata.ownerReferences ?? [];
      assert.deepEqual({ kind: owner?.kind, name: owner?.name }, { kind: 'Instance', name: 'shop-database' });
      await environment.kubectl(['delete', 'secret', name]);
    }
  }

  it('gives the database a generated password and a connection Secret', async () => {
    await environment.apply(...stack);
    await environment.waitFor(refsTo(stack), isReady, 60_000);
    const password = await secretValues('shop-database-password');
    const connection = await secretValues('shop-database-connection');
    const [instance] = (await environment.rds.send(new DescribeDBInstancesCommand({}))).DBInstances ?? [];
    const { Address: address = '', Port: port = 0 } = instance?.Endpoint ?? {};
    assert.match(password['password'] ?? '', /^[A-Za-z0-9]{27}$/);
    assert.deepEqual(connection, {
      username: 'shop_admin',
      password: password['password'],
      host: address,
      address,
      port: String(port),
      endpoint: `${address}:${port}`,
    });
  });

  async function secretValues(name: string): Promise<Readonly<Record<string, string>>> {
    const data = (await environment.read({ kind: 'Secret', name }))?.['data'] ?? {};
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()]));
  }

  it('sends a password that is changed in its Secret once', async () => {
    environment.resetCounts();
    const data = { data: { password: Buffer.from('Another0Password').toString('base64') } };
    await environment.kubectl(['patch', 'secret', 'shop-database-password', '--type=merge', '-p', JSON.stringify(data)]);
    const hasNew = (secret: ManagedView | undefined): boolean => decoded(secret, 'password') === 'Another0Password';
    await environment.waitFor({ kind: 'Secret', name: 'shop-database-connection' }, hasNew, 30_000);
    await environment.waitFor({ kind: 'Instance', name: 'shop-database' });
    await sweeps();
    assert.equal(environment.awsCalls().get('ModifyDBInstance'), 1);
  });

  /** More than two sweeps of 2 s. */
  async function sweeps(): Promise<void> {
    const before = environment.awsCalls().get('DescribeVpcs') ?? 0;
    const deadline = Date.now() + 30_000;
    while ((environment.awsCalls().get('DescribeVpcs') ?? 0) < before + 3) {
      assert.ok(Date.now() < deadline, 'the sweeps go on');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('writes and changes nothing at rest', async () => {
    environment.resetCounts();
    await sweeps();
    assert.deepEqual(environment.kubernetesWrites(), []);
    assert.deepEqual(
      [...environment.awsCalls().keys()].filter((action) => !action.startsWith('Describe') && !action.startsWith('List')),
      [],
    );
  });
});

function decoded(secret: ManagedView | undefined, key: string): string | undefined {
  const data = secret?.['data'] as Readonly<Record<string, string>> | undefined;
  return data?.[key] === undefined ? undefined : Buffer.from(data[key], 'base64').toString();
}

describe('examples of single kinds', function () {
  this.timeout(120_000);
  const single = ['examples/ec2', 'examples/rds'].flatMap(examples);
  let environment: Environment;

  before(async function () {
    environment = await startEnvironment(this);
    environment.startController();
  });

  after(() => environment.stop());

  it('become Ready together and leave together', async () => {
    await environment.kubectl(['apply', '-f', 'examples/ec2', '-f', 'examples/rds']);
    await environment.waitFor(refsTo(single), isReady, 60_000);
    await environment.kubectl(['delete', '--wait=true', '--timeout=60s', '-f', 'examples/ec2', '-f', 'examples/rds']);
    await environment.waitFor(refsTo(single), isGone, 10_000);
  });

  it('of provider configs are taken by the API server', async () => {
    await environment
      .kubectl(['apply', '--dry-run=server', '--validate=strict', '-f', 'examples/provider-config'])
      .catch((error: unknown) => {
        // Objects of a namespace that is not there can't be tried; what is wrong with a manifest says something else.
        assert.match(String(error), /namespaces "[a-z-]+" not found/);
        assert.doesNotMatch(String(error), /strict|invalid|unknown field/i);
      });
  });
});
