import assert from 'node:assert/strict';
import { freePort } from '../../hack/lib/free-port.ts';
import { poll } from '../support/poll.ts';
import { awsError } from './support/aws-answers.ts';
import { startEnvironment, type Environment } from './support/environment.ts';
import { clusterConfig, keysText, manifest } from './support/manifest.ts';
import { isGone, listAll, type ObjectRef } from './support/objects.ts';

// Values that must appear nowhere but in Secrets and in calls to AWS.
const canaries = {
  secretKey: 'canary-secret-access-key-0123456789',
  sessionToken: 'canary-session-token-0123456789',
  password: 'canaryPasswordOne0123456789',
  nextPassword: 'canaryPasswordTwo0123456789',
} as const;

const given: ObjectRef = { kind: 'Instance', name: 'given' };
const generated: ObjectRef = { kind: 'Instance', name: 'generated' };
const both = [given, generated];

function instance(name: string, more: object): object {
  const fields = { engine: 'postgres', instanceClass: 'db.t4g.micro', allocatedStorage: 20, username: 'shop', skipFinalSnapshot: true };
  return manifest(
    'Instance',
    name,
    { ...fields, applyImmediately: true, ...more },
    { spec: { writeConnectionSecretToRef: { name: `${name}-connection` } } },
  );
}

function passwordSecret(password: string): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'given-password', namespace: 'default' }, stringData: { password } };
}

describe('secrets, through a whole life with failures, at log level debug', () => {
  let environment: Environment;
  let metrics = '';
  let secretValues: readonly string[] = [];
  /** Operations whose next call fails. */
  const failing = new Map<string, readonly [status: number, code: string]>();

  before(async function () {
    this.timeout(120_000);
    environment = await startEnvironment(this);
    const { cloud } = environment;
    const text = `${keysText('AKIACANARY', canaries.secretKey)}aws_session_token = ${canaries.sessionToken}\n`;
    await environment.apply(
      ...clusterConfig('default', { endpoint: cloud.url, namespaces: ['default'], text }),
      passwordSecret(canaries.password),
    );
    failOnce();
    const port = await freePort();
    environment.startController(['--log-level=debug', `--metrics-address=127.0.0.1:${port}`, '--leader-elect', '--aws-timeout=2s']);
    failing.set('CreateDBInstance', [400, 'InvalidParameterCombination']).set('ModifyDBInstance', [503, 'InternalFailure']);
    await environment.apply(
      instance('given', { passwordSecretRef: { name: 'given-password', key: 'password' } }),
      instance('generated', { autoGeneratePassword: true, passwordSecretRef: { name: 'generated-password', key: 'password' } }),
    );
    await retried(both, 'CreateDBInstance');
    await environment.waitFor(both);
    await environment.apply(passwordSecret(canaries.nextPassword));
    await called('ModifyDBInstance', 2);
    await environment.waitFor(both);
    secretValues = [...Object.values(canaries), ...(await storedValues('generated-password', 'password'))];
    metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  });
  after(() => environment?.stop());

  /** Fails the first call of each operation in `failing`, echoing all that it was given, as a careless server would. */
  function failOnce(): void {
    environment.cloud.proxy.intercept((call) => {
      const failure = failing.get(call.action);
      if (failure === undefined) return 'forward';
      failing.delete(call.action);
      return awsError(call, ...failure, `echo of ${Object.values(call.params).join(' ').replaceAll(/[<>&]/g, '')}`);
    });
  }

  async function retried(refs: readonly ObjectRef[], action: string): Promise<void> {
    await called(action, 1);
    for (const { name } of refs)
      await environment.kubectl(['annotate', 'instance.rds.aws.evenkeel.dev', name, 'evenkeel.dev/reconcile-requested-at=now']);
  }

  function called(action: string, times: number): Promise<void> {
    return poll(`${action}, ${times} times`, () => (environment.awsCalls().get(action) ?? 0) >= times, 30_000);
  }

  async function storedValues(name: string, key: string): Promise<readonly string[]> {
    const data = await environment.kubectl(['get', 'secret', name, '-o', `jsonpath={.data.${key}}`]);
    return data === '' ? [] : [Buffer.from(data, 'base64').toString()];
  }

  function assertAbsent(where: string, text: string): void {
    assert.ok(text.length > 0, `${where} is empty`);
    assert.ok(secretValues.length === 5);
    for (const value of secretValues) {
      assert.ok(!text.includes(value), `${where} holds ${value}`);
      assert.ok(!text.includes(Buffer.from(value).toString('base64')), `${where} holds ${value} in base64`);
      assert.ok(!text.includes(encodeURIComponent(value)), `${where} holds ${value} in a URL`);
    }
  }

  it('reach AWS', () => {
    const sent = environment.cloud.proxy.records().flatMap(({ call }) => call.params['MasterUserPassword'] ?? []);
    for (const value of secretValues.slice(2)) assert.ok(sent.includes(value), value);
  });

  it('reach connection secrets', async () => {
    await poll('the changed password', async () => (await storedValues('given-connection', 'password'))[0] === canaries.nextPassword);
    assert.deepEqual(await storedValues('generated-connection', 'password'), await storedValues('generated-password', 'password'));
  });

  it('are in no object but Secrets', async () => {
    for (const kind of ['Instance', 'ClusterProviderConfig']) {
      for (const object of await listAll(environment.client, kind, 'default')) assertAbsent(kind, JSON.stringify(object));
    }
  });

  it('are in no event', async () => {
    const events = await listAll(environment.client, 'Event', 'default');
    assert.ok(
      events.some(({ message }) => String(message).includes('[secret]')),
      'no event shows where a value was cut out',
    );
    assertAbsent('events', JSON.stringify(events));
  });

  it('are in no metric', () => {
    assert.match(metrics, /evenkeel_cloud_calls_total\{[^}]*CreateDBInstance/);
    assertAbsent('metrics', metrics);
  });

  it('are written to no object but Secrets', () => {
    const bodies = environment.kubernetesWrites().filter(({ resource }) => resource !== 'secrets');
    assertAbsent('writes', JSON.stringify(bodies));
  });

  it('go with their objects', async () => {
    await environment.kubectl(['delete', 'instances.rds.aws.evenkeel.dev', '--all', '--wait=false']);
    await environment.waitFor(both, isGone);
  });

  it('are in no line of the log, whose lines hold calls and failures', () => {
    const log = environment.controllerLog();
    for (const part of ['"level":"debug"', 'CreateDBInstance', 'InvalidParameterCombination', 'InternalFailure', 'DeleteDBInstance'])
      assert.ok(log.includes(part), part);
    assertAbsent('the log', log);
  });

  it("needed no more than the rights of the controller's ServiceAccount", () => {
    const refused = environment.kubeProxy.records().filter(({ status }) => status === 401 || status === 403);
    assert.deepEqual(
      refused.map(({ call }) => `${call.method} ${call.path}`),
      [],
    );
    const written = new Set(environment.kubernetesWrites().map(({ verb, resource }) => `${verb} ${resource}`));
    for (const write of [
      'POST events',
      'POST leases',
      'PUT leases',
      'POST secrets',
      'PATCH instances',
      'PATCH instances/status',
      'PATCH clusterproviderconfigs/status',
    ])
      assert.ok(written.has(write), `${write} is not among ${[...written].join(', ')}`);
    assert.doesNotMatch(environment.controllerLog(), /forbidden/i);
  });
});
