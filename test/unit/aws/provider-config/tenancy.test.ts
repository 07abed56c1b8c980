import assert from 'node:assert/strict';
import { ConfigBench, ini } from './bench.ts';

describe('tenancy of provider configs', () => {
  let bench: ConfigBench;
  const start = async (trusted: readonly string[] = []): Promise<void> => {
    bench = await new ConfigBench(trusted).start();
    bench.putSecret('evenkeel-system', 'aws', ini);
    // The controller of configs looks at each by itself; here it is silenced, so that every call is one that the access made.
    bench.mayCall = false;
  };
  afterEach(() => bench.end());

  const secretReads = (): readonly (string | undefined)[] =>
    bench.kubernetes.calls.filter(({ type }) => type.kind === 'Secret').map(({ key }) => key);

  describe('a ClusterProviderConfig', () => {
    it('lets no namespace in by default, and says what to add', async () => {
      await start();
      bench.putCluster();
      const error = await bench.refusal('team-a');
      assert.deepEqual(
        [error.reason, error.retryable, error.message],
        [
          'ProviderConfigNotAllowed',
          false,
          'ClusterProviderConfig default does not allow namespace team-a: add "team-a" to its spec.allowedNamespaces.names, or give the namespace the labels of its spec.allowedNamespaces.selector',
        ],
      );
      assert.deepEqual(bench.aws.requests, []);
      assert.deepEqual(secretReads(), []);
    });

    const allowed: readonly (readonly [string, object, boolean])[] = [
      ['by name', { names: ['team-a'] }, true],
      ['by "*"', { names: ['*'] }, true],
      ['not by another name', { names: ['team-b', 'team-aa', 'team'] }, false],
      ['by label', { selector: { matchLabels: { cloud: 'yes' } } }, true],
      ['not by another value', { selector: { matchLabels: { cloud: 'no' } } }, false],
      ['not by one label of two', { selector: { matchLabels: { cloud: 'yes', env: 'prod' } } }, false],
      ['not by a selector without labels', { selector: { matchLabels: {} } }, false],
    ];
    for (const [name, allowedNamespaces, expected] of allowed) {
      it(`lets a namespace in ${name}`, async () => {
        await start();
        bench.putNamespace('team-a', { cloud: 'yes' });
        bench.putCluster({ allowedNamespaces });
        if (expected) assert.equal((await bench.access('team-a')).session.account, '123456789012');
        else assert.equal((await bench.refusal('team-a')).reason, 'ProviderConfigNotAllowed');
        assert.equal(bench.aws.requests.length, expected ? 1 : 0);
      });
    }

    it('lets a namespace out that loses its label, and tells', async () => {
      await start();
      bench.putNamespace('team-a', { cloud: 'yes' });
      bench.putCluster({ allowedNamespaces: { selector: { matchLabels: { cloud: 'yes' } } } });
      await bench.access('team-a');
      bench.changed.splice(0);
      bench.putNamespace('team-a', {});
      await bench.clock.settle();
      assert.deepEqual(bench.changed, ['ClusterProviderConfig//default']);
      assert.equal((await bench.refusal('team-a')).reason, 'ProviderConfigNotAllowed');
    });
  });

  describe('a ProviderConfig', () => {
    it('takes the Secret of its own namespace', async () => {
      await start(['team-a']);
      bench.putSecret('team-a', 'aws', ini);
      bench.putNamespaced('team-a', { endpoint: { url: { type: 'Static', static: bench.aws.url } } });
      assert.equal((await bench.access('team-a', 'ProviderConfig')).session.account, '123456789012');
    });

    it('is not found from another namespace', async () => {
      await start();
      bench.putNamespaced('team-a');
      const error = await bench.refusal('team-b', 'ProviderConfig');
      assert.deepEqual([error.reason, error.message], ['ProviderConfigNotFound', 'ProviderConfig main does not exist']);
    });

    const attacks: readonly (readonly [string, object, RegExp])[] = [
      [
        'a Secret of another namespace',
        { credentials: { source: 'Secret', secretRef: { namespace: 'evenkeel-system', name: 'aws', key: 'credentials' } } },
        /may use a Secret or ServiceAccount of its own namespace only/,
      ],
      [
        'a ServiceAccount of another namespace',
        {
          credentials: {
            source: 'WebIdentity',
            webIdentity: { roleARN: 'arn:aws:iam::1:role/r', serviceAccountRef: { namespace: 'team-b', name: 'x' } },
          },
        },
        /may use a Secret or ServiceAccount of its own namespace only/,
      ],
      [
        "the controller's own credentials",
        { credentials: { source: 'Environment' } },
        /is for a ClusterProviderConfig.*--trusted-namespace=team-a/,
      ],
      [
        "roles assumed from the controller's own identity",
        { credentials: { source: 'Environment' }, assumeRoleChain: [{ roleARN: 'arn:aws:iam::1:role/admin' }] },
        /is for a ClusterProviderConfig/,
      ],
      ['an endpoint', { endpoint: { url: { type: 'Static', static: 'http://127.0.0.1:9' } } }, /asks for an endpoint/],
    ];
    for (const [name, spec, message] of attacks) {
      it(`is refused ${name}, with nothing read`, async () => {
        await start();
        bench.putNamespaced('team-a', spec);
        const error = await bench.refusal('team-a', 'ProviderConfig');
        assert.deepEqual([error.reason, error.retryable], ['ProviderConfigNotAllowed', false]);
        assert.match(error.message, message);
        assert.ok(!error.message.includes('evenkeel-system'), 'no other namespace is named');
        assert.deepEqual(bench.aws.requests, []);
        assert.deepEqual(secretReads(), []);
      });
    }

    it('may use an endpoint where the operator trusts its namespace, but no other namespace', async () => {
      await start(['team-a']);
      bench.putSecret('team-a', 'aws', ini);
      bench.putNamespaced('team-a', {
        credentials: { source: 'Secret', secretRef: { namespace: 'evenkeel-system', name: 'aws', key: 'credentials' } },
        endpoint: { url: { type: 'Static', static: bench.aws.url } },
      });
      assert.equal((await bench.refusal('team-a', 'ProviderConfig')).reason, 'ProviderConfigNotAllowed');
      assert.deepEqual(secretReads(), []);
    });
  });

  describe('the INI text', () => {
    const texts: readonly (readonly [string, string, string, RegExp])[] = [
      [
        'credential_process',
        `${ini}credential_process = /bin/steal canary-secret\n`,
        'CredentialsInvalid',
        /"credential_process" is not allowed/,
      ],
      ['role_arn', `${ini}role_arn = arn:aws:iam::1:role/canary-secret\n`, 'CredentialsInvalid', /"role_arn" is not allowed/],
      ['a second profile', `${ini}[other]\naws_access_key_id = canary-secret\n`, 'CredentialsInvalid', /only one profile/],
      ['a missing key', 'aws_access_key_id = canary-secret\n', 'CredentialsInvalid', /aws_secret_access_key is missing/],
      ['no INI at all', 'canary-secret', 'CredentialsInvalid', /line 1 is no entry/],
    ];
    for (const [name, text, reason, message] of texts) {
      it(`with ${name} is refused, without a value in the message and without a call`, async () => {
        await start();
        bench.putSecret('evenkeel-system', 'aws', text);
        bench.putCluster({ allowedNamespaces: { names: ['team-a'] } });
        const error = await bench.refusal('team-a');
        assert.deepEqual([error.reason, error.retryable], [reason, false]);
        assert.match(error.message, message);
        assert.ok(!/canary-secret/.test(error.message) && !/evenkeel-system/.test(error.message), error.message);
        assert.deepEqual(bench.aws.requests, []);
      });
    }
  });

  it('a Secret that does not exist wakes the objects when it comes', async () => {
    await start();
    bench.putCluster({
      allowedNamespaces: { names: ['team-a'] },
      credentials: { source: 'Secret', secretRef: { namespace: 'evenkeel-system', name: 'later', key: 'credentials' } },
    });
    assert.equal((await bench.refusal('team-a')).reason, 'CredentialsNotFound');
    bench.changed.splice(0);
    bench.putSecret('evenkeel-system', 'later', ini);
    await bench.clock.settle();
    assert.deepEqual(bench.changed, ['ClusterProviderConfig//default']);
    assert.equal((await bench.access('team-a')).session.account, '123456789012');
  });
});
