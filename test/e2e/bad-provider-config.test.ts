import assert from 'node:assert/strict';
import type { AwsCall } from '../support/aws-proxy.ts';
import type { Verdict } from '../support/verdict.ts';
import { awsError } from './support/aws-answers.ts';
import { startEnvironment, type Environment } from './support/environment.ts';
import { accessKeyOf, clusterConfig, credentialsSecret, keysText, manifest, refTo, type Manifest } from './support/manifest.ts';
import { conditionOf, hasCondition, isReady } from './support/objects.ts';

const using = (name: string): object => ({ spec: { providerConfigRef: { kind: 'ClusterProviderConfig', name } } });
const vpc = (name: string, cidrBlock: string, options: object): Manifest => manifest('VPC', name, { cidrBlock }, options);

describe('a provider config', () => {
  let environment: Environment;
  /** Access key ids that may not list VPCs. */
  const blind = new Set<string>();

  before(async function () {
    this.timeout(90_000);
    environment = await startEnvironment(this);
    environment.cloud.proxy.intercept(answer);
    environment.startController();
  });
  after(() => environment?.stop());

  function answer(call: AwsCall): Verdict {
    if (call.action === 'GetCallerIdentity' && call.accessKeyId === accessKeyOf('wrong'))
      return awsError(call, 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    const isBlind = call.action === 'DescribeVpcs' && blind.has(call.accessKeyId);
    return isBlind ? awsError(call, 403, 'UnauthorizedOperation', 'You are not authorized.') : 'forward';
  }

  const stalled = async (object: Manifest, reason: string): Promise<string> => {
    const [found] = await environment.waitFor(refTo(object), hasCondition('Stalled', 'True', reason));
    assert.equal(conditionOf(found, 'Ready')?.status, 'False');
    return conditionOf(found, 'Stalled')?.message ?? '';
  };

  it('with wrong keys: its objects say so, and become Ready when the Secret is right', async () => {
    const { url } = environment.cloud;
    const object = vpc('wrong-keys', '10.30.0.0/16', using('wrong'));
    await environment.apply(...clusterConfig('wrong', { endpoint: url, namespaces: ['default'] }), object);
    assert.match(await stalled(object, 'CredentialsInvalid'), /AWS refused the credentials: InvalidClientTokenId: The security token/);
    await environment.waitFor({ kind: 'ClusterProviderConfig', name: 'wrong' }, hasCondition('Ready', 'False', 'CredentialsInvalid'));
    await environment.apply(
      ...clusterConfig('wrong', {
        endpoint: url,
        namespaces: ['default'],
        text: keysText('AKIARIGHT'),
      }),
    );
    await environment.waitFor(refTo(object));
    await environment.waitFor({ kind: 'ClusterProviderConfig', name: 'wrong' });
  });

  it('that does not exist: its objects say so, and become Ready when it does', async () => {
    const object = vpc('early', '10.31.0.0/16', using('late'));
    await environment.apply(object);
    assert.match(await stalled(object, 'ProviderConfigNotFound'), /ClusterProviderConfig late does not exist/);
    await environment.apply(...clusterConfig('late', { endpoint: environment.cloud.url, namespaces: ['default'] }));
    await environment.waitFor(refTo(object));
  });

  it('whose Secret does not exist: its objects say so, and become Ready when it does', async () => {
    const object = vpc('keyless', '10.32.0.0/16', using('keyless'));
    const [secret, config] = clusterConfig('keyless', { endpoint: environment.cloud.url, namespaces: ['default'] });
    await environment.apply(config ?? {}, object);
    assert.match(await stalled(object, 'CredentialsNotFound'), /the Secret that spec\.credentials\.secretRef names does not exist/);
    await environment.apply(secret ?? {});
    await environment.waitFor(refTo(object));
  });

  it('whose Secret the controller may not read: its objects say which right is missing, and become Ready when it is there', async () => {
    const object = vpc('rightless', '10.34.0.0/16', using('rightless'));
    const [, config] = clusterConfig('rightless', { endpoint: environment.cloud.url, namespaces: ['default'] });
    const secretRef = { namespace: 'unbound', name: 'aws', key: 'credentials' };
    await environment.kubectl(['create', 'namespace', 'unbound']);
    const spec = { ...(config as { readonly spec: object }).spec, credentials: { source: 'Secret', secretRef } };
    await environment.apply(credentialsSecret('unbound', 'aws', keysText('AKIARIGHTLESS')), { ...config, spec }, object);
    const [found] = await environment.waitFor(refTo(object), hasCondition('Ready', 'False', 'CredentialsUnavailable'));
    assert.match(
      conditionOf(found, 'Ready')?.message ?? '',
      /has no right to; bind the ClusterRole evenkeel-secrets in the namespace of the Secret/,
    );
    await environment.kubectl([
      'create',
      'rolebinding',
      'evenkeel',
      '-n',
      'unbound',
      '--clusterrole=evenkeel-secrets',
      '--serviceaccount=evenkeel-system:evenkeel',
    ]);
    await environment.waitFor(refTo(object));
  });

  it('that may not list any more says so itself, and its objects stay as they are', async () => {
    const config = { kind: 'ClusterProviderConfig', name: 'late' };
    const object = { kind: 'VPC', name: 'early' };
    const [original] = await environment.waitFor(object);
    blind.add(accessKeyOf('late'));
    const [failing] = await environment.waitFor(config, hasCondition('Listed', 'False'));
    assert.match(conditionOf(failing, 'Listed')?.message ?? '', /DescribeVpcs.*UnauthorizedOperation/);
    assert.ok(isReady(failing));
    const found = await environment.read(object);
    assert.deepEqual(found?.status?.conditions, original?.status?.conditions);
    blind.clear();
    await environment.waitFor(config, hasCondition('Listed', 'True'));
  });

  it('can do nothing in a Region that there is not', async () => {
    const object = manifest('VPC', 'nowhere', { region: 'us-nowhere-1', cidrBlock: '10.33.0.0/16' });
    await environment.apply(object);
    assert.match(await stalled(object, 'RegionInvalid'), /Region "us-nowhere-1" can't be used/);
  });
});
