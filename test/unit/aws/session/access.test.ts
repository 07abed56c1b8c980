import assert from 'node:assert/strict';
import { ProviderConfigError } from '../../../../src/engine/cloud.ts';
import { awsError, callerIdentity } from '../../../support/fake-aws.ts';
import { ProviderBench } from './bench.ts';

describe('access', () => {
  let bench: ProviderBench;
  beforeEach(async () => {
    bench = await new ProviderBench().start();
  });
  afterEach(() => bench.end());

  const fails = async (promise: Promise<unknown>, reason: string, retryable: boolean): Promise<ProviderConfigError> => {
    const error: unknown = await promise.then(
      () => assert.fail('access was given'),
      (reason_: unknown) => reason_,
    );
    assert.ok(error instanceof ProviderConfigError, String(error));
    assert.deepEqual([error.reason, error.retryable], [reason, retryable]);
    return error;
  };

  it('asks AWS once who the credentials are of, however many ask', async () => {
    const sessions = await Promise.all(Array.from({ length: 20 }, () => bench.session()));
    assert.equal(new Set(sessions).size, 1);
    assert.deepEqual(
      { partition: sessions[0]?.partition, account: sessions[0]?.account, region: sessions[0]?.region },
      { partition: 'aws', account: '123456789012', region: 'eu-central-1' },
    );
    assert.deepEqual(bench.aws.actions(), ['GetCallerIdentity']);
  });

  it('makes a session a Region, which signs for it', async () => {
    assert.notEqual(await bench.session('eu-central-1'), await bench.session('eu-west-1'));
    assert.deepEqual(
      bench.aws.requests.map(({ region }) => region),
      ['eu-central-1', 'eu-west-1'],
    );
  });

  it('makes a new session for rotated keys, and the account is the new one', async () => {
    const before = await bench.session();
    bench.keys = { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' };
    bench.aws.on('GetCallerIdentity', () => callerIdentity('999999999999'));
    const after = await bench.session();
    assert.equal(before.account, '123456789012');
    assert.equal(after.account, '999999999999');
    assert.equal(bench.aws.requests.at(-1)?.accessKeyId, 'AKIAOTHER');
  });

  it('passes on what the config says beside', async () => {
    const access = await bench.provider.access({ kind: 'ClusterProviderConfig', name: 'default' }, 'ns', '', bench.stop.signal);
    assert.deepEqual(access.defaultTags, { team: 'a' });
    assert.equal(access.session.region, 'eu-central-1', "the config's Region where the object has none");
  });

  it('says that credentials are invalid, and is not asked again at once', async () => {
    bench.aws.on('GetCallerIdentity', () =>
      awsError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    );
    const first = await fails(bench.session(), 'CredentialsInvalid', false);
    assert.equal(
      first.message,
      'AWS refused the credentials: InvalidClientTokenId: The security token included in the request is invalid.',
    );
    await fails(bench.session(), 'CredentialsInvalid', false);
    assert.equal(bench.aws.requests.length, 1);
    bench.aws.on('GetCallerIdentity', () => callerIdentity('123456789012'));
    await bench.clock.advance(60_000);
    await bench.session();
  });

  it('retries what only AWS can lift', async () => {
    bench.aws.on('GetCallerIdentity', () => awsError(403, 'AccessDenied', 'not authorized to perform sts:AssumeRole'));
    await fails(bench.session(), 'CredentialsDenied', true);
    bench.aws.on('GetCallerIdentity', () => callerIdentity('123456789012'));
    await bench.clock.advance(10_000);
    await bench.session();
  });

  it('retries when AWS can not be reached', async () => {
    bench.aws.on('GetCallerIdentity', () => ({ hangUp: true }));
    await fails(bench.session(), 'CredentialsUnchecked', true);
  });

  for (const region of ['nowhere', 'eu-centrl-1', 'eu-nowhere-9', 'eu-central-1.evil.example', '']) {
    it(`refuses the Region "${region}" without asking AWS`, async () => {
      bench.config = () => ({ ...ProviderBench.prototype.config.call(bench), region });
      await fails(bench.session(region), 'RegionInvalid', false);
      assert.deepEqual(bench.aws.actions(), []);
    });
  }

  for (const region of ['us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1', 'ap-southeast-7', 'cn-northwest-1']) {
    it(`takes the Region ${region}`, async () => {
      assert.equal((await bench.session(region)).region, region);
    });
  }
});
