import assert from 'node:assert/strict';
import { awsOk, callerIdentity } from '../../../support/fake-aws.ts';
import { ConfigBench, ini, secretType } from './bench.ts';

const everyone = { allowedNamespaces: { names: ['*'] } };

function assumed(accessKeyId: string): ReturnType<typeof awsOk> {
  return awsOk(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
      '<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
  );
}

describe('sessions of provider configs', () => {
  let bench: ConfigBench;
  beforeEach(async () => {
    bench = await new ConfigBench().start();
    bench.putSecret('evenkeel-system', 'aws', ini);
    bench.mayCall = false;
  });
  afterEach(() => bench.end());

  it('change with a Secret that is rotated to another account', async () => {
    bench.putCluster(everyone);
    const before = await bench.access('team-a');
    assert.deepEqual(bench.changed, ['ClusterProviderConfig//default'], 'the first look at its Secret is no news');
    bench.changed.splice(0);
    bench.aws.on('GetCallerIdentity', ({ accessKeyId }) => callerIdentity(accessKeyId === 'AKIAOTHER' ? '999999999999' : '123456789012'));
    bench.putSecret('evenkeel-system', 'aws', ini.replace('AKIATEST', 'AKIAOTHER'));
    await bench.clock.settle();
    assert.deepEqual(bench.changed, ['ClusterProviderConfig//default'], 'its objects are woken');
    assert.deepEqual([before.session.account, (await bench.access('team-a')).session.account], ['123456789012', '999999999999']);
  });

  it('stay when only labels of the Secret or settings of the config change', async () => {
    bench.putCluster(everyone);
    const before = await bench.access('team-a');
    bench.changed.splice(0);
    bench.kubernetes.edit(secretType, 'evenkeel-system/aws', (draft) => {
      (draft['metadata'] as Record<string, unknown>)['labels'] = { a: 'b' };
    });
    await bench.clock.settle();
    assert.deepEqual(bench.changed, []);
    bench.putCluster({ ...everyone, defaultTags: { team: 'x' }, ignoreTags: { keys: ['a'], keyPrefixes: ['p/', 'evenkeel.dev:'] } });
    const after = await bench.access('team-a');
    assert.equal(after.session, before.session);
    assert.deepEqual(after.defaultTags, { team: 'x' });
    assert.deepEqual(
      ['a', 'ab', 'p/x', 'evenkeel.dev:uid'].map((key) => after.ignoresTag(key)),
      [true, false, true, false],
    );
    assert.equal(bench.aws.requests.length, 1);
  });

  it('are shared by configs with equal keys', async () => {
    bench.putCluster(everyone);
    bench.putCluster(everyone, 'other');
    const first = await bench.access('team-a');
    const second = await bench.provider.access(
      { kind: 'ClusterProviderConfig', name: 'other' },
      'team-b',
      'eu-central-1',
      bench.stop.signal,
    );
    assert.equal(first.session, second.session);
  });

  it('come from the last role of a chain, each assumed with the one before', async () => {
    bench.aws.on('AssumeRole', ({ accessKeyId }) => assumed(accessKeyId === 'AKIATEST' ? 'ASIAFIRST' : 'ASIASECOND'));
    bench.putCluster({
      ...everyone,
      assumeRoleChain: [
        { roleARN: 'arn:aws:iam::1:role/first', externalID: 'external', tags: [{ key: 'k', value: 'v' }], transitiveTagKeys: ['k'] },
        { roleARN: 'arn:aws:iam::2:role/second' },
      ],
    });
    await bench.access('team-a');
    assert.deepEqual(
      bench.aws.requests.map(({ action, accessKeyId, parameters }) => [action, accessKeyId, parameters.get('RoleArn')]),
      [
        ['AssumeRole', 'AKIATEST', 'arn:aws:iam::1:role/first'],
        ['AssumeRole', 'ASIAFIRST', 'arn:aws:iam::2:role/second'],
        ['GetCallerIdentity', 'ASIASECOND', null],
      ],
    );
    const first = bench.aws.requests[0]?.parameters;
    assert.deepEqual(
      ['ExternalId', 'RoleSessionName', 'Tags.member.1.Key', 'Tags.member.1.Value', 'TransitiveTagKeys.member.1'].map((key) =>
        first?.get(key),
      ),
      ['external', 'evenkeel', 'k', 'v', 'k'],
    );
  });

  it('come from the token of a ServiceAccount of the namespace', async () => {
    const asked: unknown[] = [];
    Object.assign(bench.kubernetes, {
      requestToken: (...question: readonly unknown[]) => {
        asked.push(question);
        return Promise.resolve('token-1');
      },
    });
    bench.aws.on('AssumeRoleWithWebIdentity', () => {
      const { body } = assumed('ASIAWEB') as { body: string };
      return awsOk(body.replaceAll('AssumeRole', 'AssumeRoleWithWebIdentity'));
    });
    bench.putCluster({
      ...everyone,
      credentials: {
        source: 'WebIdentity',
        webIdentity: { roleARN: 'arn:aws:iam::1:role/web', serviceAccountRef: { namespace: 'evenkeel-system', name: 'cloud' } },
      },
    });
    await bench.access('team-a');
    assert.deepEqual(asked, [[{ namespace: 'evenkeel-system', name: 'cloud' }, ['sts.amazonaws.com']]]);
    assert.equal(bench.aws.requests[0]?.parameters.get('WebIdentityToken'), 'token-1');
    assert.equal(bench.aws.requests.at(-1)?.accessKeyId, 'ASIAWEB');
  });
});
