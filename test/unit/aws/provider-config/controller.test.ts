import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { CloudError } from '../../../../src/engine/cloud.ts';
import { clusterProviderConfigType, providerConfigType } from '../../../../src/aws/provider-config/config-object.ts';
import { holdNames } from '../../../../src/aws/provider-config/hold-patch.ts';
import type { KubernetesObject } from '../../../../src/kubernetes/object.ts';
import type { Condition } from '../../../../src/kubernetes/condition.ts';
import { awsError, callerIdentity } from '../../../support/fake-aws.ts';
import { ConfigBench, ini, secretType } from './bench.ts';

const users = [
  { kind: 'VPC.ec2.aws.evenkeel.dev', namespace: 'team-a', name: 'main' },
  { kind: 'Subnet.ec2.aws.evenkeel.dev', namespace: 'team-a', name: 'one' },
];
const where = { partition: 'aws', account: '123456789012', region: 'eu-central-1' };
const configs = [{ kind: 'ClusterProviderConfig', name: 'default' }] as const;

function hold(object: KubernetesObject | undefined): readonly unknown[] {
  return [object?.metadata.finalizers ?? [], object?.metadata.annotations?.[inUse]];
}

const { inUse, heldSecret } = holdNames();

function usersOf(object: KubernetesObject | undefined): unknown {
  const status = object?.['status'] as Readonly<Record<string, unknown>> | undefined;
  return status?.['users'];
}

describe('the controller of provider configs', () => {
  let bench: ConfigBench;
  beforeEach(async () => {
    bench = await new ConfigBench().start();
    bench.putSecret('evenkeel-system', 'aws', ini);
  });
  afterEach(() => bench.end());

  const condition = (type: string): Condition | undefined => {
    const status = bench.cluster()?.['status'] as { readonly conditions?: readonly Condition[] } | undefined;
    return status?.conditions?.find((each) => each.type === type);
  };
  /** Calls to AWS are real, so that fake time alone does not bring their answers. */
  const until = async (what: () => boolean): Promise<void> => {
    for (let i = 0; i < 500 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.ok(what(), inspect(bench.cluster(), { depth: 10 }));
  };

  it('says whom AWS takes the credentials for', async () => {
    bench.putCluster();
    await until(() => condition('Ready')?.status === 'True');
    const status = bench.cluster()?.['status'] as Record<string, unknown>;
    assert.deepEqual(
      { account: status['account'], arn: status['arn'], users: status['users'], observedGeneration: status['observedGeneration'] },
      { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/test', users: 0, observedGeneration: 1 },
    );
    assert.equal(condition('Ready')?.message, 'AWS knows the credentials as account 123456789012');
  });

  it('writes nothing at rest', async () => {
    bench.putCluster();
    await until(() => condition('Ready') !== undefined);
    const writes = bench.kubernetes.writes.length;
    for (let i = 0; i < 10; i++) await bench.clock.advance(10_000);
    assert.equal(bench.kubernetes.writes.length, writes);
    assert.equal(bench.aws.requests.length, 1);
  });

  it('says why they are refused, and wakes the objects when they work again', async () => {
    bench.aws.on('GetCallerIdentity', () => awsError(403, 'InvalidClientTokenId', 'The security token is invalid.'));
    bench.putCluster();
    await until(() => condition('Ready')?.status === 'False');
    assert.deepEqual(
      [condition('Ready')?.reason, condition('Ready')?.message],
      ['CredentialsInvalid', 'AWS refused the credentials: InvalidClientTokenId: The security token is invalid.'],
    );
    bench.aws.on('GetCallerIdentity', () => callerIdentity('123456789012'));
    bench.changed.splice(0);
    await bench.clock.advance(70_000);
    await until(() => condition('Ready')?.status === 'True');
    assert.deepEqual(bench.changed, ['ClusterProviderConfig//default']);
  });

  it('shows a listing that fails, and that it is over', async () => {
    bench.putCluster();
    await until(() => condition('Ready') !== undefined);
    assert.equal(condition('Listed'), undefined);
    const report = { service: 'ec2', operation: 'DescribeVpcs', where, configs } as const;
    bench.configs.listed({
      ...report,
      error: new CloudError('denied', 'UnauthorizedOperation', 'UnauthorizedOperation: no (request r-1)', 'r-1'),
    });
    await until(() => condition('Listed')?.status === 'False');
    assert.deepEqual(
      [condition('Listed')?.reason, condition('Listed')?.message],
      ['UnauthorizedOperation', 'DescribeVpcs in eu-central-1: UnauthorizedOperation: no'],
    );
    assert.equal(condition('Ready')?.status, 'True');
    bench.configs.listed({ ...report, error: undefined });
    await until(() => condition('Listed')?.status === 'True');
  });

  it('is not ready any more when AWS refuses credentials that it knew before', async () => {
    bench.putCluster();
    await until(() => condition('Ready')?.status === 'True');
    const report = { service: 'ec2', operation: 'DescribeVpcs', where, configs } as const;
    const error = new CloudError('denied', 'AuthFailure', 'AuthFailure: AWS was not able to validate them (request r-1)', 'r-1');
    bench.configs.listed({ ...report, error });
    await until(() => condition('Ready')?.status === 'False');
    assert.deepEqual(
      [condition('Ready')?.reason, condition('Ready')?.message],
      ['CredentialsInvalid', 'AWS refuses the credentials: AuthFailure: AWS was not able to validate them'],
    );
    bench.configs.listed({ ...report, error: undefined });
    await until(() => condition('Ready')?.status === 'True');
  });

  it('holds the config and its Secret while objects use them, and names some', async () => {
    bench.users = () => users;
    bench.putCluster();
    await until(() => condition('Ready') !== undefined);
    const secret = bench.kubernetes.peek(secretType, 'evenkeel-system/aws');
    const held = [[inUse], '2: Subnet team-a/one, VPC team-a/main'];
    assert.deepEqual(hold(bench.cluster()), held);
    assert.deepEqual(hold(secret), held);
    bench.kubernetes.remove(clusterProviderConfigType, 'default');
    bench.users = () => users.slice(0, 1);
    await bench.clock.advance(10_000);
    assert.deepEqual(hold(bench.cluster()), [[inUse], '1: VPC team-a/main']);
    bench.users = () => [];
    await bench.clock.advance(10_000);
    assert.equal(bench.cluster(), undefined);
    assert.deepEqual(hold(bench.kubernetes.peek(secretType, 'evenkeel-system/aws')), [[], undefined]);
  });

  it('lets the Secret go that the config named before, over a restart too', async () => {
    bench.users = () => users;
    bench.putSecret('evenkeel-system', 'new', ini);
    bench.putCluster();
    await until(() => bench.cluster()?.metadata.annotations?.[heldSecret] !== undefined);
    assert.equal(bench.cluster()?.metadata.annotations?.[heldSecret], 'evenkeel-system/aws');
    const former = bench;
    await former.end();
    bench = await new ConfigBench([], undefined, former).start();
    bench.users = () => users;
    const secretRef = { namespace: 'evenkeel-system', name: 'new', key: 'credentials' };
    bench.putCluster({ credentials: { source: 'Secret', secretRef } });
    await until(() => bench.cluster()?.metadata.annotations?.[heldSecret] === 'evenkeel-system/new');
    assert.deepEqual(hold(bench.kubernetes.peek(secretType, 'evenkeel-system/aws')), [[], undefined]);
    assert.deepEqual(hold(bench.kubernetes.peek(secretType, 'evenkeel-system/new')), [[inUse], '2: Subnet team-a/one, VPC team-a/main']);
    bench.putCluster({ credentials: { source: 'Environment' } });
    await until(() => bench.cluster()?.metadata.annotations?.[heldSecret] === undefined);
    assert.deepEqual(hold(bench.kubernetes.peek(secretType, 'evenkeel-system/new')), [[], undefined]);
    assert.deepEqual(hold(bench.cluster()), [[inUse], '2: Subnet team-a/one, VPC team-a/main']);
  });

  describe('of several that know a part of the objects each', () => {
    const shares = [
      { holder: 'keel-a', namespaces: ['team-a'], allKinds: true },
      { holder: 'keel-b', namespaces: ['team-b'], allKinds: true },
    ];
    let other: ConfigBench;
    beforeEach(async () => {
      await bench.end();
      bench = await new ConfigBench([], shares[0]).start();
      other = await new ConfigBench([], shares[1], bench).start();
      bench.putSecret('evenkeel-system', 'aws', ini);
      bench.users = () => users;
    });
    afterEach(() => other.end());

    const advance = async (): Promise<void> => {
      for (const clock of [bench.clock, other.clock]) await clock.advance(10_000);
    };

    it('each holds the config for its own objects, and none undoes what another did', async () => {
      bench.putCluster();
      await until(() => condition('Ready') !== undefined && bench.cluster()?.metadata.finalizers !== undefined);
      await advance();
      const writes = bench.kubernetes.writes.length;
      for (let i = 0; i < 5; i++) await advance();
      assert.equal(bench.kubernetes.writes.length, writes);
      assert.deepEqual(bench.cluster()?.metadata.finalizers, ['keel-a.evenkeel.dev/in-use']);
      assert.equal(usersOf(bench.cluster()), undefined);
    });

    it('do not fight over a listing that only one of them makes', async () => {
      bench.putCluster();
      await until(() => condition('Ready') !== undefined);
      const error = new CloudError('denied', 'UnauthorizedOperation', 'UnauthorizedOperation: no');
      bench.configs.listed({ service: 'ec2', operation: 'DescribeVpcs', where, configs, error });
      await until(() => condition('Listed')?.status === 'False');
      for (let i = 0; i < 5; i++) await advance();
      assert.equal(condition('Listed')?.status, 'False');
      bench.configs.listed({ service: 'ec2', operation: 'DescribeVpcs', where, configs, error: undefined });
      await until(() => condition('Listed')?.status === 'True');
    });

    it("leave the ProviderConfigs of the others' namespaces alone", async () => {
      bench.putSecret('team-b', 'aws', ini);
      bench.putNamespaced('team-b');
      for (let i = 0; i < 3; i++) await advance();
      const written = (): KubernetesObject | undefined => bench.kubernetes.peek(providerConfigType, 'team-b/main');
      await until(() => written()?.['status'] !== undefined);
      assert.equal(usersOf(written()), 0, 'who knows all its users counts them');
      const writes = bench.kubernetes.writes.length;
      await other.end();
      bench.kubernetes.edit(providerConfigType, 'team-b/main', (draft) => delete draft['status']);
      for (let i = 0; i < 3; i++) await bench.clock.advance(10_000);
      assert.equal(bench.kubernetes.writes.length, writes, 'the other one never writes');
    });
  });

  it('writes nothing on a standby', async () => {
    bench.mayCall = false;
    bench.putCluster();
    await bench.clock.advance(60_000);
    assert.deepEqual(bench.kubernetes.writes, []);
  });

  it('says no secret in any log line or status', async () => {
    bench.users = () => users;
    bench.putCluster();
    await until(() => condition('Ready') !== undefined);
    bench.aws.on('GetCallerIdentity', () => awsError(403, 'SignatureDoesNotMatch', 'no'));
    bench.putSecret('evenkeel-system', 'aws', ini.replace('canary-secret', 'canary-secret-2'));
    await until(() => condition('Ready')?.status === 'False');
    const shown = inspect([bench.logger.lines, bench.kubernetes.writes, bench.cluster()], { depth: 20 });
    assert.ok(!shown.includes('canary'), shown);
  });
});
