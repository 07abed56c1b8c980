import assert from 'node:assert/strict';
import { CreateVpcCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Vpc } from '@aws-sdk/client-ec2';
import { poll } from '../support/poll.ts';
import { tagOf } from './support/aws-account.ts';
import type { Environment } from './support/environment.ts';
import { startEnvironment } from './support/environment.ts';
import { externalName, manifest, type ManifestOptions } from './support/manifest.ts';
import { needsAdmissionPolicies } from './support/needs-admission-policies.ts';
import { conditionOf, hasCondition, isGone, isReady } from './support/objects.ts';

describe('what policies, pause and protection keep from happening', function () {
  this.timeout(120_000);
  let environment: Environment;
  const vpc = (name: string, fields: object, options: ManifestOptions = {}) => manifest('VPC', name, fields, options);
  const ref = (name: string) => ({ kind: 'VPC', name });

  before(async function () {
    environment = await startEnvironment(this);
    environment.startController();
  });
  after(() => environment.stop());

  /** Made by somebody who does not know of us. */
  async function makeVpc(cidr: string): Promise<string> {
    const made = await environment.ec2.send(
      new CreateVpcCommand({
        CidrBlock: cidr,
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'made-by', Value: 'hand' }] }],
      }),
    );
    return made.Vpc?.VpcId ?? '';
  }
  async function inAws(id: string): Promise<Vpc | undefined> {
    return (await environment.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: [id] }] }))).Vpcs?.[0];
  }
  async function hostnames(id: string): Promise<boolean | undefined> {
    const output = await environment.ec2.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute: 'enableDnsHostnames' }));
    return output.EnableDnsHostnames?.Value;
  }
  async function made(name: string, cidrBlock: string): Promise<string> {
    await environment.apply(vpc(name, { cidrBlock }));
    const [object] = await environment.waitFor(ref(name));
    return object?.metadata.annotations?.[externalName] ?? '';
  }
  const mutations = () => environment.cloud.proxy.records().filter(({ call }) => call.mutating);
  /** More than two sweeps of 2 s. */
  async function sweeps(): Promise<void> {
    const before = environment.awsCalls().get('DescribeVpcs') ?? 0;
    await poll('three sweeps', () => (environment.awsCalls().get('DescribeVpcs') ?? 0) >= before + 3, 30_000);
  }
  const ownerTag = (resource: Vpc | undefined): string | undefined => tagOf(resource, 'evenkeel.dev:uid');
  const annotate = (name: string, annotation: string): Promise<string> => environment.kubectl(['annotate', 'vpc', name, annotation]);
  const patchSpec = (name: string, spec: object): Promise<string> =>
    environment.kubectl(['patch', 'vpc', name, '--type=merge', '-p', JSON.stringify({ spec })]);
  const remove = (name: string): Promise<string> => environment.kubectl(['delete', 'vpc', name, '--wait=false']);

  it('an object that only observes shows what there is and what would be done, and changes nothing', async () => {
    const id = await makeVpc('10.1.0.0/16');
    environment.resetCounts();
    await environment.apply(
      vpc(
        'observed',
        { enableDnsHostnames: true, tags: { team: 'shop' } },
        { annotations: { [externalName]: id }, spec: { managementPolicies: ['Observe'] } },
      ),
    );
    const [object] = await environment.waitFor(ref('observed'));
    assert.equal(object?.status?.atProvider?.['cidrBlock'], '10.1.0.0/16');
    assert.equal(conditionOf(object, 'UpToDate')?.status, 'False');
    const plan = JSON.stringify(object?.status?.plan);
    for (const part of ['enableDnsHostnames', 'tags.team', 'ec2:ModifyVpcAttribute', 'ec2:CreateTags'])
      assert.ok(plan.includes(part), plan);
    await remove('observed');
    await environment.waitFor(ref('observed'), isGone);
    assert.deepEqual(mutations(), []);
    assert.equal(ownerTag(await inAws(id)), undefined);
  });

  it('a VPC of nobody is adopted by its external name, brought in order, and keeps what others tagged', async () => {
    const id = await makeVpc('10.2.0.0/16');
    environment.resetCounts();
    await environment.apply(
      vpc(
        'adopted',
        { cidrBlock: '10.2.0.0/16', enableDnsHostnames: true, tags: { team: 'shop' } },
        { annotations: { [externalName]: id } },
      ),
    );
    const [object] = await environment.waitFor(ref('adopted'));
    const resource = await inAws(id);
    assert.equal(ownerTag(resource), object?.metadata.uid);
    assert.deepEqual([tagOf(resource, 'team'), tagOf(resource, 'made-by')], ['shop', 'hand']);
    assert.equal(await hostnames(id), true);
    assert.equal(environment.awsCalls().get('CreateVpc'), undefined);
  });

  it('a pause holds changes back and shows them; its end carries them out', async () => {
    const id = await made('paused', '10.3.0.0/16');
    await annotate('paused', 'evenkeel.dev/paused=true');
    await environment.waitFor(ref('paused'), hasCondition('Paused'));
    environment.resetCounts();
    await patchSpec('paused', { forProvider: { tags: { team: 'shop' } } });
    const [held] = await environment.waitFor(ref('paused'), (object) => object?.status?.plan !== undefined);
    assert.match(JSON.stringify(held?.status?.plan), /tags\.team/);
    await sweeps();
    assert.deepEqual(mutations(), []);
    await annotate('paused', 'evenkeel.dev/paused-');
    await environment.waitFor(ref('paused'), (object) => isReady(object) && object?.status?.plan === undefined);
    assert.equal(tagOf(await inAws(id), 'team'), 'shop');
  });

  it('an orphaned VPC stays, without owner tags, and may be adopted again', async () => {
    const id = await made('orphan', '10.4.0.0/16');
    await patchSpec('orphan', { deletionPolicy: 'Orphan' });
    await remove('orphan');
    await environment.waitFor(ref('orphan'), isGone);
    const left = await inAws(id);
    assert.equal(left?.VpcId, id);
    assert.deepEqual(
      left?.Tags?.filter(({ Key }) => Key?.startsWith('evenkeel.dev')),
      [],
    );
    await environment.apply(vpc('heir', { cidrBlock: '10.4.0.0/16' }, { annotations: { [externalName]: id } }));
    const [heir] = await environment.waitFor(ref('heir'));
    assert.equal(ownerTag(await inAws(id)), heir?.metadata.uid);
  });

  it('without Delete in its managementPolicies the VPC stays', async () => {
    const id = await made('keeper', '10.5.0.0/16');
    await patchSpec('keeper', { managementPolicies: ['Observe', 'Create', 'Update'] });
    await remove('keeper');
    await environment.waitFor(ref('keeper'), isGone);
    assert.equal((await inAws(id))?.VpcId, id);
  });

  it('protection refuses the deletion at admission, until it is taken off', async function () {
    needsAdmissionPolicies(this, environment);
    const id = await made('protected', '10.6.0.0/16');
    await annotate('protected', 'evenkeel.dev/protect=true');
    await assert.rejects(remove('protected'), /evenkeel\.dev\/protect/);
    assert.equal((await environment.read(ref('protected')))?.metadata.deletionTimestamp, undefined);
    await annotate('protected', 'evenkeel.dev/protect-');
    await remove('protected');
    await environment.waitFor(ref('protected'), isGone);
    assert.equal(await inAws(id), undefined);
  });

  describe('deletion', () => {
    it('waits for users, which it names, and goes on when they are gone', async () => {
      const id = await made('used', '10.7.0.0/16');
      await environment.apply(
        manifest('Subnet', 'user-b', { cidrBlock: '10.7.2.0/24', vpcIdRef: { name: 'used' } }),
        manifest('Subnet', 'user-a', { cidrBlock: '10.7.1.0/24', vpcIdRef: { name: 'used' } }),
      );
      const users = ['user-a', 'user-b'].map((name) => ({ kind: 'Subnet', name }));
      await environment.waitFor(users);
      environment.resetCounts();
      await remove('used');
      const [blocked] = await environment.waitFor(ref('used'), hasCondition('DeletionBlocked'));
      const message = conditionOf(blocked, 'DeletionBlocked')?.message ?? '';
      assert.match(message, /user-a/);
      assert.match(message, /user-b/);
      assert.equal(environment.awsCalls().get('DeleteVpc'), undefined);
      await environment.kubectl(['delete', 'subnet', 'user-a', 'user-b', '--wait=false']);
      await environment.waitFor([...users, ref('used')], isGone);
      assert.equal(await inAws(id), undefined);
      assert.equal(environment.awsCalls().get('DeleteVpc'), 1, 'it was not tried before');
    });

    it('lets the VPC stay when the policy becomes Orphan on the way', async () => {
      const id = await made('changed-mind', '10.8.0.0/16');
      await environment.apply(manifest('Subnet', 'holder', { cidrBlock: '10.8.1.0/24', vpcIdRef: { name: 'changed-mind' } }));
      await environment.waitFor({ kind: 'Subnet', name: 'holder' });
      await remove('changed-mind');
      await environment.waitFor(ref('changed-mind'), hasCondition('DeletionBlocked'));
      await patchSpec('changed-mind', { deletionPolicy: 'Orphan' });
      await environment.waitFor(ref('changed-mind'), isGone);
      const left = await inAws(id);
      assert.equal(left?.VpcId, id);
      assert.equal(ownerTag(left), undefined);
    });

    it('makes no call while it is paused', async () => {
      const id = await made('held', '10.9.0.0/16');
      await annotate('held', 'evenkeel.dev/paused=true');
      environment.resetCounts();
      await remove('held');
      await environment.waitFor(ref('held'), hasCondition('DeletionBlocked'));
      await sweeps();
      assert.deepEqual(mutations(), []);
      await annotate('held', 'evenkeel.dev/paused-');
      await environment.waitFor(ref('held'), isGone);
      assert.equal(await inAws(id), undefined);
    });
  });
});
