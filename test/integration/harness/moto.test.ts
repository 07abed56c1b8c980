import assert from 'node:assert/strict';
import { EC2 } from '@aws-sdk/client-ec2';
import { RDS } from '@aws-sdk/client-rds';
import { STS } from '@aws-sdk/client-sts';
import { motoPython } from '../../../hack/moto/environment.ts';
import { startMoto } from '../../../hack/moto/moto.ts';
import type { CloudServer } from '../../../hack/lib/cloud-server.ts';
import { neededHere } from '../../support/requirements.ts';
import { isRunning } from '../../support/until.ts';

describe('startMoto', () => {
  let moto: CloudServer;
  let ec2: EC2;
  let stop = async (): Promise<void> => undefined;
  const settings = (endpoint: string) =>
    ({ endpoint, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'x' } }) as const;

  before(async function () {
    // The first start on a machine installs it.
    this.timeout(300_000);
    await neededHere(this, motoPython);
    moto = await startMoto();
    stop = async () => {
      await moto.stop();
      assert.deepEqual(moto.pids.filter(isRunning), []);
    };
    ec2 = new EC2(settings(moto.url));
  });
  beforeEach(() => moto.reset());
  after(async () => {
    await stop();
  });

  it('counts the calls of each service per action', async () => {
    await ec2.createVpc({ CidrBlock: '10.0.0.0/16' });
    await ec2.describeVpcs({});
    await ec2.describeVpcs({});
    assert.deepEqual((await new RDS(settings(moto.url)).describeDBInstances({})).DBInstances, []);
    assert.equal((await new STS(settings(moto.url)).getCallerIdentity({})).Account, '123456789012');
    assert.deepEqual([...moto.calls()].sort(), [
      ['CreateVpc', 1],
      ['DescribeDBInstances', 1],
      ['DescribeVpcs', 2],
      ['GetCallerIdentity', 1],
    ]);
    assert.deepEqual(
      moto.proxy
        .records()
        .filter(({ call }) => call.mutating)
        .map(({ call }) => [call.service, call.action, call.params['CidrBlock']]),
      [['ec2', 'CreateVpc', '10.0.0.0/16']],
    );
  });

  it('does not count what goes to its own address', async () => {
    await new EC2(settings(moto.directUrl)).describeVpcs({});
    assert.equal(moto.calls().size, 0);
  });

  it('forgets calls, or everything', async () => {
    const { Vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16' });
    const ids = async (): Promise<readonly (string | undefined)[]> => ((await ec2.describeVpcs({})).Vpcs ?? []).map((vpc) => vpc.VpcId);
    moto.resetCalls();
    assert.equal(moto.calls().size, 0);
    assert.ok((await ids()).includes(Vpc?.VpcId));
    await moto.reset();
    assert.ok(!(await ids()).includes(Vpc?.VpcId));
  });

  it('loses an answer on order, although the resource is made', async () => {
    moto.proxy.intercept((call) => (call.action === 'CreateVpc' ? 'drop-response' : 'forward'));
    await assert.rejects(ec2.createVpc({ CidrBlock: '10.9.0.0/16' }));
    moto.proxy.intercept(undefined);
    const { Vpcs } = await ec2.describeVpcs({ Filters: [{ Name: 'cidr', Values: ['10.9.0.0/16'] }] });
    assert.equal(Vpcs?.length, 1);
  });
});
