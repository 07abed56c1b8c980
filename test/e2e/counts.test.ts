import assert from 'node:assert/strict';
import type { AwsCall } from '../support/aws-proxy.ts';
import { poll } from '../support/poll.ts';
import type { Environment } from './support/environment.ts';
import { startEnvironment } from './support/environment.ts';
import { countWrites } from './support/kubernetes-writes.ts';
import { manifest } from './support/manifest.ts';
import type { ObjectRef } from './support/objects.ts';
import { isReady } from './support/objects.ts';

const count = 500;
const network = (index: number): string => `10.${index % 250}`;

/** VPCs with host names and three tags, and a subnet with two in each. */
const objects = Array.from({ length: count }, (_, index) => [
  manifest('VPC', `vpc-${index}`, {
    cidrBlock: `${network(index)}.0.0/16`,
    enableDnsHostnames: true,
    tags: { Name: `vpc-${index}`, team: 'network', stage: 'test' },
  }),
  manifest('Subnet', `subnet-${index}`, {
    cidrBlock: `${network(index)}.1.0/24`,
    vpcIdRef: { name: `vpc-${index}` },
    tags: { Name: `subnet-${index}`, team: 'network' },
  }),
]).flat();
const refs: readonly ObjectRef[] = objects.map(({ kind, metadata: { name } }) => ({ kind, name }));

/** `DescribeVpcs (sweep)` for a page of a listing by our owner tag, else the action. */
function labelOf({ action, params }: AwsCall): string {
  return params['Filter.1.Name'] === 'tag:evenkeel.dev:control-plane' ? `${action} (sweep)` : action;
}

describe(`${count} VPCs and ${count} subnets`, () => {
  let environment: Environment;

  before(async function () {
    this.timeout(300_000);
    environment = await startEnvironment(this, { flags: ['--sweep-interval=5s', '--visibility-window=30s', '--leader-elect'] });
    environment.startController();
  });
  after(() => environment.stop());

  const calls = (): ReadonlyMap<string, number> => {
    const labels = environment.cloud.proxy.records().map(({ call }) => labelOf(call));
    return new Map([...Map.groupBy(labels, (label) => label)].map(([label, all]) => [label, all.length]));
  };
  const callsOf = (...actions: readonly string[]): number => actions.reduce((sum, action) => sum + (calls().get(action) ?? 0), 0);
  const mutating = () => environment.cloud.proxy.records().filter(({ call }) => call.mutating);
  const sweeps = (): number => Math.min(callsOf('DescribeVpcs (sweep)'), callsOf('DescribeSubnets (sweep)'));

  it('are made with at most 3 calls a VPC, 2 a subnet, and 4 writes an object', async function () {
    this.timeout(300_000);
    const startedAt = Date.now();
    await environment.kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    await environment.waitFor(refs, isReady, 240_000);
    const seconds = (Date.now() - startedAt) / 1000;
    await rest();
    print(`made in ${seconds.toFixed(0)} s`);

    assert.equal(callsOf('CreateVpc'), count);
    assert.equal(callsOf('CreateSubnet'), count);
    // Create, set the attribute, read it back. What AWS makes beside VPCs comes with the sweeps, 200 VPCs a call.
    const ofVpcs = callsOf('CreateVpc', 'ModifyVpcAttribute', 'DescribeVpcAttribute');
    assert.ok(ofVpcs <= 3 * count, `${ofVpcs} calls for VPCs`);
    // AWS, unlike moto, calls each new VPC pending at first: those that wait are looked at together.
    const looks = callsOf('DescribeVpcs');
    assert.ok(looks <= count / 10, `${looks} looks at VPCs on their way`);
    const ofSubnets = callsOf('CreateSubnet', 'ModifySubnetAttribute', 'DescribeSubnets');
    assert.ok(ofSubnets <= 2 * count, `${ofSubnets} calls for subnets`);
    const furniture = callsOf('DescribeRouteTables', 'DescribeNetworkAcls', 'DescribeSecurityGroups');
    assert.ok(furniture <= count / 10, `${furniture} calls for what AWS makes beside VPCs`);
    const writes = environment.kubernetesWrites().filter(({ resource }) => /^(vpcs|subnets)/.test(resource));
    const perObject = countWrites(writes, ({ resource, name }) => `${resource.split('/')[0]} ${name}`);
    assert.ok(Math.max(...perObject.values()) <= 4, `${Math.max(...perObject.values())} writes for an object`);
  });

  it('cost a page of each listing a sweep at rest, no change and no write', async function () {
    this.timeout(300_000);
    await rest();
    environment.resetCounts();
    await poll('three sweeps', () => sweeps() >= 3, 120_000);
    print('three sweeps at rest');
    assert.deepEqual(mutating(), []);
    const listings = calls();
    assert.deepEqual([...listings.keys()].toSorted(), ['DescribeSubnets (sweep)', 'DescribeVpcs (sweep)']);
    assert.ok(Math.max(...listings.values()) <= 4, 'a page a sweep');
    const writes = environment.kubernetesWrites();
    assert.deepEqual([...countWrites(writes).keys()], ['PUT leases'], 'only the lease is renewed');
  });

  /** Resolves when a whole sweep has gone by without a change, a deep read or a write. */
  async function rest(): Promise<void> {
    const done = (): string =>
      JSON.stringify([
        environment.kubernetesWrites().filter(({ resource }) => resource !== 'leases').length,
        [...calls()].filter(([label]) => !label.endsWith('(sweep)')),
      ]);
    for (let before = ''; before !== done();) {
      before = done();
      const from = sweeps();
      await poll('two sweeps', () => sweeps() >= from + 2, 60_000);
    }
  }

  function print(title: string): void {
    const rows = [...calls()].map(([label, number]) => [label, number] as const);
    const writes = [...countWrites(environment.kubernetesWrites())];
    console.log(`      ${title}`);
    for (const [label, number] of [...rows.toSorted(), ...writes.toSorted()])
      console.log(`        ${label.padEnd(32)}${String(number).padStart(6)}`);
  }
});
