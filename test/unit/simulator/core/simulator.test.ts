import assert from 'node:assert/strict';
import { CreateVpcCommand, DeleteVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { clientOn, outcomeOf, simulatedEc2 } from '../simulated-ec2.ts';

const block = { CidrBlock: '10.0.0.0/16' };
const post = { method: 'POST', path: '/' };
const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=key/20260101/eu-north-1/ec2/aws4_request, SignedHeaders=host, Signature=0' };

describe('simulator', () => {
  it('keeps accounts and Regions apart', async () => {
    const { simulator } = simulatedEc2({ accounts: { other: '210987654321' } });
    const clients = [
      clientOn(simulator, { region: 'eu-north-1' }),
      clientOn(simulator, { region: 'us-east-1' }),
      clientOn(simulator, { region: 'us-east-1', accessKeyId: 'other' }),
    ];
    const owners: (string | undefined)[] = [];
    for (const client of clients) owners.push((await client.send(new CreateVpcCommand(block))).Vpc?.OwnerId);
    assert.deepEqual(owners, ['123456789012', '123456789012', '210987654321']);
    for (const client of clients) assert.equal((await client.send(new DescribeVpcsCommand({}))).Vpcs?.length, 1);
    assert.deepEqual(
      simulator.admin.list({ type: 'vpc' }).map(({ account, region }) => [account, region]),
      [
        ['123456789012', 'eu-north-1'],
        ['123456789012', 'us-east-1'],
        ['210987654321', 'us-east-1'],
      ],
    );
  });

  const refused = [
    { name: 'nobody signed', headers: {}, body: 'Action=DescribeVpcs&Version=2016-11-15', status: 403, code: 'MissingAuthenticationToken' },
    { name: 'of an unknown service', headers: signed, body: 'Action=Run&Version=2000-01-01', status: 400, code: 'InvalidAction' },
    {
      name: 'of an operation that it lacks',
      headers: signed,
      body: 'Action=RunInstances&Version=2016-11-15',
      status: 400,
      code: 'InvalidAction',
    },
    {
      name: 'with a parameter too many',
      headers: signed,
      body: 'Action=DescribeVpcs&Version=2016-11-15&Bogus=1',
      status: 400,
      code: 'UnknownParameter',
    },
    {
      name: 'with text for a number',
      headers: signed,
      body: 'Action=DescribeVpcs&Version=2016-11-15&MaxResults=many',
      status: 400,
      code: 'InvalidParameterValue',
    },
    {
      name: 'that only asks',
      headers: signed,
      body: 'Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0/16&DryRun=true',
      status: 412,
      code: 'DryRunOperation',
    },
  ];
  for (const { name, headers, body, status, code } of refused) {
    it(`refuses a call ${name}: ${code}`, async () => {
      const { simulator } = simulatedEc2();
      const answer = await simulator.handle({ ...post, headers, body });
      assert.equal(answer.status, status);
      assert.match(answer.body, new RegExp(`<Code>${code}</Code>`));
      assert.equal(simulator.admin.list().length, 0);
    });
  }

  it('throttles by published rates, per action, and refills', async () => {
    const { ec2, clock } = simulatedEc2();
    const create = (): Promise<string> => outcomeOf(ec2.send(new CreateVpcCommand(block)));
    for (let call = 0; call < 50; call++) assert.equal(await create(), 'ok');
    assert.equal(await create(), 'RequestLimitExceeded');
    assert.equal(await outcomeOf(ec2.send(new DescribeVpcsCommand({}))), 'ok');
    await clock.advance(1000);
    const outcomes: string[] = [];
    for (let call = 0; call < 6; call++) outcomes.push(await create());
    assert.deepEqual(outcomes, ['ok', 'ok', 'ok', 'ok', 'ok', 'RequestLimitExceeded']);
  });

  it('can go without rates', async () => {
    const { ec2 } = simulatedEc2({ rates: 'unlimited' });
    for (let call = 0; call < 60; call++) assert.equal(await outcomeOf(ec2.send(new CreateVpcCommand(block))), 'ok');
  });

  it('gives the same answers for the same seed', async () => {
    const ids = await Promise.all([1, 2].map(async () => (await simulatedEc2().ec2.send(new CreateVpcCommand(block))).Vpc?.VpcId));
    assert.equal(ids[0], ids[1]);
    assert.match(ids[0] ?? '', /^vpc-[0-9a-f]{17}$/);
  });

  it('logs names of parameters, never values, and counts', async () => {
    const { ec2, simulator } = simulatedEc2();
    await ec2.send(new CreateVpcCommand(block));
    await outcomeOf(ec2.send(new DeleteVpcCommand({ VpcId: 'vpc-0123456789abcdef0' })));
    assert.deepEqual(simulator.admin.counts(), { 'ec2:CreateVpc': 1, 'ec2:DeleteVpc': 1 });
    assert.deepEqual(
      simulator.admin.calls().map(({ action, parameters, outcome }) => ({ action, parameters, outcome })),
      [
        { action: 'CreateVpc', parameters: ['CidrBlock'], outcome: 'ok' },
        { action: 'DeleteVpc', parameters: ['VpcId'], outcome: 'InvalidVpcID.NotFound' },
      ],
    );
    assert.doesNotMatch(JSON.stringify(simulator.admin.calls()), /10\.0\.0\.0/);
  });
});

describe('admin methods', () => {
  it('change and remove behind the caller', async () => {
    const { ec2, simulator } = simulatedEc2();
    const { Vpc } = await ec2.send(new CreateVpcCommand(block));
    const id = Vpc?.VpcId ?? '';
    assert.equal(simulator.admin.change({ id }, { enableDnsSupport: false, InstanceTenancy: 'dedicated' }), 1);
    assert.equal((await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.InstanceTenancy, 'dedicated');
    assert.equal(simulator.admin.remove({ id }), 1);
    assert.equal(await outcomeOf(ec2.send(new DescribeVpcsCommand({ VpcIds: [id] }))), 'InvalidVpcID.NotFound');
    assert.equal(simulator.admin.remove({ id }), 0);
  });

  it('move time on, never back', async () => {
    const { ec2, simulator } = simulatedEc2();
    await ec2.send(new CreateVpcCommand(block));
    const state = async (): Promise<unknown> => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.State;
    assert.equal(await state(), 'pending');
    simulator.admin.moveTime(1500);
    assert.equal(await state(), 'available');
    assert.throws(() => simulator.admin.moveTime(-1), RangeError);
  });

  it('change settings until the reset, which takes all away', async () => {
    const { ec2, simulator } = simulatedEc2();
    simulator.admin.changeSettings({ createVisibilityMs: 5000, vpcsPerRegion: 1 });
    await ec2.send(new CreateVpcCommand(block));
    assert.deepEqual((await ec2.send(new DescribeVpcsCommand({}))).Vpcs, []);
    assert.equal(await outcomeOf(ec2.send(new CreateVpcCommand(block))), 'VpcLimitExceeded');
    simulator.admin.reset();
    assert.deepEqual([simulator.admin.list(), simulator.admin.counts()], [[], {}]);
    assert.equal(simulator.admin.settings().createVisibilityMs, 0);
  });
});
