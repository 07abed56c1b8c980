import assert from 'node:assert/strict';
import type { AwsCall } from '../support/aws-proxy.ts';
import type { Verdict } from '../support/verdict.ts';
import { edited } from './support/aws-answers.ts';
import { startEnvironment, type Environment } from './support/environment.ts';
import { clusterConfig, credentialsSecret, externalName, keysText, manifest, refTo, type Manifest } from './support/manifest.ts';
import { conditionOf, hasCondition, isReady, listAll, type ManagedView } from './support/objects.ts';

// Acme is the victim, whose namespace and objects no message to others may name. Mallory attacks. Both use one AWS account.
const victim = 'acme';
const attacker = 'mallory';
const vaultCidr = '10.66.0.0/16';
const namesOfVictim = /acme|vault/;

const vault = (kind: string, forProvider: object): Manifest => manifest(kind, 'vault', forProvider, { namespace: victim });
const mine = (kind: string, name: string, forProvider: object, options: object = {}): Manifest =>
  manifest(kind, name, forProvider, { namespace: attacker, ...options });

const victims: readonly Manifest[] = [
  vault('VPC', { cidrBlock: vaultCidr }),
  manifest(
    'Subnet',
    'vault-b',
    { cidrBlock: '10.66.2.0/24', availabilityZone: 'us-east-1b', vpcIdRef: { name: 'vault' } },
    { namespace: victim },
  ),
  vault('Subnet', { cidrBlock: '10.66.1.0/24', availabilityZone: 'us-east-1a', vpcIdRef: { name: 'vault' } }),
  vault('InternetGateway', { vpcIdRef: { name: 'vault' } }),
  vault('RouteTable', { vpcIdRef: { name: 'vault' } }),
  vault('Route', { routeTableIdRef: { name: 'vault' }, destinationCidrBlock: '0.0.0.0/0', gatewayIdRef: { name: 'vault' } }),
  vault('RouteTableAssociation', { routeTableIdRef: { name: 'vault' }, subnetIdRef: { name: 'vault' } }),
  vault('SecurityGroup', { name: 'vault', description: 'The vault', vpcIdRef: { name: 'vault' } }),
  vault('SecurityGroupRule', {
    type: 'ingress',
    protocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    cidrBlocks: ['10.0.0.0/8'],
    securityGroupIdRef: { name: 'vault' },
  }),
  vault('SubnetGroup', { description: 'The vault', subnetIdRefs: [{ name: 'vault' }, { name: 'vault-b' }] }),
];

/** What the attacker writes once he knows the victim's ids. */
function takeovers(idOf: (kind: string) => string): readonly Manifest[] {
  const vpc = { [externalName]: idOf('VPC') };
  const account = { 'evenkeel.dev/account': '123456789012' };
  const forged = { ...account, 'evenkeel.dev/create-attempt': '{"n":1,"time":"2020-01-01T00:00:00Z"}' };
  const route = { routeTableId: idOf('RouteTable'), destinationCidrBlock: '0.0.0.0/0', gatewayId: idOf('InternetGateway') };
  const rule = { type: 'ingress', protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['10.0.0.0/8'] };
  return [
    mine('VPC', 'by-name', { cidrBlock: vaultCidr, tags: { Name: 'mine' } }, { annotations: vpc }),
    mine('VPC', 'by-watching', {}, { annotations: vpc, spec: { managementPolicies: ['Observe'] } }),
    mine('VPC', 'by-forging', { cidrBlock: vaultCidr }, { annotations: { ...vpc, ...forged } }),
    mine('VPC', 'by-orphaning', { cidrBlock: vaultCidr }, { annotations: { ...vpc, ...forged }, spec: { deletionPolicy: 'Orphan' } }),
    mine('Subnet', 'by-key', { cidrBlock: '10.66.1.0/24', vpcId: idOf('VPC') }),
    mine('SecurityGroup', 'by-key', { name: 'vault', description: 'x', vpcId: idOf('VPC') }),
    mine('SecurityGroupRule', 'by-key', { ...rule, securityGroupId: idOf('SecurityGroup') }),
    mine('Route', 'by-key', route),
    mine('Route', 'by-forging', route, { annotations: { [externalName]: idOf('Route'), ...account } }),
    mine('RouteTableAssociation', 'by-key', { routeTableId: idOf('RouteTable'), subnetId: idOf('Subnet') }),
    mine('SubnetGroup', 'vault', { description: 'x', subnetIds: [idOf('Subnet')] }),
  ];
}

describe('tenancy', () => {
  let environment: Environment;
  /** Access key ids whose calls come from another account. */
  const otherAccount = new Set<string>();

  const allowed = [victim, attacker];
  before(async function () {
    this.timeout(90_000);
    environment = await startEnvironment(this, { namespaces: [victim, attacker, 'locked'], flags: ['--visibility-window=2s'] });
    environment.cloud.proxy.intercept((call) => rotated(environment, call));
    const { cloud } = environment;
    await environment.apply(...clusterConfig('default', { endpoint: cloud.url, namespaces: allowed }));
    // Made before what it will name, so that it is the older of the two.
    await environment.apply(mine('VPC', 'by-age', { cidrBlock: vaultCidr }, { annotations: { 'evenkeel.dev/paused': 'true' } }));
    environment.startController();
    await environment.apply(...victims);
    await environment.waitFor(victims.map(refTo));
  });
  after(() => environment?.stop());

  async function rotated({ cloud }: Environment, call: AwsCall): Promise<Verdict> {
    if (call.action !== 'GetCallerIdentity' || !otherAccount.has(call.accessKeyId)) return 'forward';
    return edited(cloud.directUrl, call, (text) => text.replaceAll('123456789012', '999999999999'));
  }

  const stalled = async (object: Manifest, reason: string): Promise<ManagedView> => {
    const [found] = await environment.waitFor(refTo(object), hasCondition('Stalled', 'True', reason));
    assert.ok(found !== undefined);
    assert.equal(conditionOf(found, 'Ready')?.status, 'False');
    return found;
  };
  const messageOf = (object: ManagedView): string => conditionOf(object, 'Stalled')?.message ?? '';
  const mutations = (): readonly string[] =>
    environment.cloud.proxy
      .records()
      .filter(({ call }) => call.mutating)
      .map(({ call }) => call.action);
  const standing = async (): Promise<readonly unknown[]> =>
    (await Promise.all(victims.map((object) => environment.read(refTo(object))))).map((object) => [
      object?.metadata.uid,
      object?.status?.conditions,
    ]);

  describe("another namespace's resource", () => {
    let attacks: readonly Manifest[] = [];
    let standingBefore: readonly unknown[] = [];

    before(async () => {
      const ids = new Map<string, string>();
      for (const object of victims) {
        const found = await environment.read(refTo(object));
        ids.set(object.kind, found?.metadata.annotations?.[externalName] ?? '');
      }
      standingBefore = await standing();
      attacks = takeovers((kind) => ids.get(kind) ?? '');
      environment.resetCounts();
      await environment.apply(...attacks);
      await environment.kubectl(['annotate', 'vpc', 'by-age', '-n', attacker, `${externalName}=${ids.get('VPC')}`, 'evenkeel.dev/paused-']);
    });

    it('is not taken over by external name, natural key or forged annotations, and the message says what to do', async () => {
      for (const object of attacks) {
        const found = await stalled(object, 'ManagementConflict');
        assert.match(messageOf(found), /claimed by an object in another namespace: remove one of the two objects/, object.metadata.name);
      }
    });

    it('is not shown to others', async () => {
      for (const object of attacks) assert.deepEqual((await environment.read(refTo(object)))?.status?.atProvider ?? {}, {});
    });

    it('stays with its owner when an older object names it', async () => {
      await stalled(mine('VPC', 'by-age', {}), 'ManagementConflict');
      const owner = { kind: 'VPC', name: 'vault', namespace: victim };
      await environment.kubectl(['annotate', 'vpc', 'vault', '-n', victim, 'evenkeel.dev/reconcile-requested-at=now']);
      await environment.waitFor(owner, (object) => object?.status?.lastHandledReconcileAt === 'now');
      for (const object of victims) assert.ok(isReady(await environment.read(refTo(object))), object.kind);
    });

    it('can not be referred to', async () => {
      const byName = mine('Subnet', 'by-reference', { cidrBlock: '10.66.2.0/24', vpcIdRef: { name: 'vault' } });
      const bySelector = mine('Subnet', 'by-selector', { cidrBlock: '10.66.3.0/24', vpcIdSelector: { matchLabels: { stack: 'vault' } } });
      await environment.apply(byName, bySelector);
      await environment.waitFor([byName, bySelector].map(refTo), hasCondition('ReferencesResolved', 'False'));
      const [first, second] = await Promise.all([byName, bySelector].map((object) => environment.read(refTo(object))));
      assert.match(conditionOf(first, 'Ready')?.message ?? '', /VPC vault does not exist/);
      assert.match(conditionOf(second, 'Ready')?.message ?? '', /no VPC in namespace mallory matches the selector/);
    });

    it('can not be referred to by naming its namespace, which is no field', async () => {
      const object = mine('Subnet', 'by-namespace', { cidrBlock: '10.66.4.0/24', vpcIdRef: { name: 'vault', namespace: victim } });
      await assert.rejects(environment.apply(object), /unknown field "(spec\.forProvider\.vpcIdRef\.)?namespace"/);
    });

    it('survives the deletion of those that claim it', async () => {
      const doomed = attacks.map(refTo);
      for (const { kind, name } of doomed) await environment.kubectl(['delete', kind.toLowerCase(), name, '-n', attacker, '--wait=false']);
      await environment.waitFor(doomed, (object) => object === undefined);
    });

    it('was not touched by any of it', async () => {
      assert.deepEqual(mutations(), []);
      assert.deepEqual(await standing(), standingBefore);
    });
  });

  describe("another namespace's Secret", () => {
    it('is not read for a password', async () => {
      await environment.apply(credentialsSecret(victim, 'vault-password', 'canary'));
      environment.resetCounts();
      const object = mine('Instance', 'reader', {
        engine: 'postgres',
        instanceClass: 'db.t4g.micro',
        allocatedStorage: 20,
        username: 'mallory',
        skipFinalSnapshot: true,
        passwordSecretRef: { name: 'vault-password', namespace: victim, key: 'credentials' },
      });
      await environment.apply(object);
      const found = await stalled(object, 'SecretNotAllowed');
      assert.match(messageOf(found), /forProvider\.passwordSecretRef\.namespace: .* put it into namespace mallory/);
      const asked = environment.kubeProxy.records().filter(({ call }) => call.resource === 'secrets' && call.namespace === victim);
      assert.deepEqual(asked, []);
      assert.deepEqual(mutations(), []);
    });

    it('is no field of a namespaced ProviderConfig', async () => {
      const secretRef = { name: 'vault-password', namespace: victim, key: 'credentials' };
      await assert.rejects(environment.apply(providerConfig('thief', { credentials: { source: 'Secret', secretRef } })), /unknown field/);
    });

    it('that somebody made is not written over with connection details', async () => {
      await environment.apply(credentialsSecret(attacker, 'made-by-hand', 'precious'));
      const object = mine(
        'Instance',
        'writer',
        {
          engine: 'postgres',
          instanceClass: 'db.t4g.micro',
          allocatedStorage: 20,
          username: 'mallory',
          skipFinalSnapshot: true,
          manageMasterUserPassword: true,
        },
        { spec: { writeConnectionSecretToRef: { name: 'made-by-hand' } } },
      );
      await environment.apply(object);
      const found = await stalled(object, 'SecretNotOurs');
      assert.match(messageOf(found), /Secret made-by-hand was not made by this object: name another one in writeConnectionSecretToRef/);
      const secret = await environment.kubectl(['get', 'secret', 'made-by-hand', '-n', attacker, '-o', 'jsonpath={.data}']);
      assert.equal(secret, JSON.stringify({ credentials: Buffer.from('precious').toString('base64') }));
    });
  });

  describe('a provider config', () => {
    const use = (name: string, kind = 'ProviderConfig'): Manifest =>
      mine('VPC', `with-${name}`, { cidrBlock: '10.67.0.0/16' }, { spec: { providerConfigRef: { kind, name } } });

    const texts: readonly (readonly [string, string, RegExp])[] = [
      ['process', 'credential_process = touch /tmp/owned', /the entry "credential_process" is not allowed/],
      ['role', 'role_arn = arn:aws:iam::123456789012:role/admin', /the entry "role_arn" is not allowed/],
      ['source', 'source_profile = other', /the entry "source_profile" is not allowed/],
      ['endpoint-entry', 'endpoint_url = http://127.0.0.1:1', /the entry "endpoint_url" is not allowed/],
      ['profile', '[other]', /only one profile may be given/],
    ];
    for (const [name, line, message] of texts) {
      it(`whose Secret says ${line} is refused, and named in its own Ready`, async () => {
        environment.resetCounts();
        const credentials = { source: 'Secret', secretRef: { name, key: 'credentials' } };
        await environment.apply(
          credentialsSecret(attacker, name, `${keysText('AKIATEXT')}${line}\n`),
          providerConfig(name, { credentials }),
          use(name),
        );
        const found = await stalled(use(name), 'CredentialsInvalid');
        assert.match(messageOf(found), message);
        await environment.waitFor(
          { kind: 'ProviderConfig', name, namespace: attacker },
          hasCondition('Ready', 'False', 'CredentialsInvalid'),
        );
        assert.deepEqual(callsOf('AKIATEXT'), []);
      });
    }

    it("that asks for the controller's own credentials is refused", async () => {
      await environment.apply(providerConfig('own', { credentials: { source: 'Environment' } }), use('own'));
      const found = await stalled(use('own'), 'ProviderConfigNotAllowed');
      assert.match(messageOf(found), /ProviderConfig own asks for the controller's own credentials .*--trusted-namespace[ =]mallory/);
    });

    it('that asks for an endpoint is refused, and nothing is sent there', async () => {
      const credentials = { source: 'Secret', secretRef: { name: 'elsewhere', key: 'credentials' } };
      const endpoint = { url: { type: 'Static', static: environment.cloud.url } };
      await environment.apply(
        credentialsSecret(attacker, 'elsewhere', keysText('AKIAELSEWHERE')),
        providerConfig('elsewhere', { credentials, endpoint }),
        use('elsewhere'),
      );
      assert.match(messageOf(await stalled(use('elsewhere'), 'ProviderConfigNotAllowed')), /ProviderConfig elsewhere asks for an endpoint/);
      assert.deepEqual(callsOf('AKIAELSEWHERE'), []);
    });

    it('that does not list the namespace is refused, until it does', async () => {
      const { cloud } = environment;
      const object = manifest('VPC', 'outside', { cidrBlock: '10.68.0.0/16' }, { namespace: 'locked' });
      await environment.apply(...clusterConfig('closed', { endpoint: cloud.url }), object);
      const closed = {
        ...object,
        metadata: { ...object.metadata, name: 'closed' },
        spec: { ...object.spec, providerConfigRef: { kind: 'ClusterProviderConfig', name: 'closed' } },
      };
      await environment.apply(closed);
      assert.match(
        messageOf(await stalled(object, 'ProviderConfigNotAllowed')),
        /ClusterProviderConfig default does not allow namespace locked: add "locked" to its spec\.allowedNamespaces\.names/,
      );
      await stalled(closed, 'ProviderConfigNotAllowed');
      assert.deepEqual(
        callsOf('AKIACLOSED').filter(({ action }) => action !== 'GetCallerIdentity'),
        [],
      );
      await environment.apply(...clusterConfig('default', { endpoint: cloud.url, namespaces: [...allowed, 'locked'] }));
      await environment.waitFor(refTo(object));
    });

    it('whose Secret is of another account now leaves the old account alone', async () => {
      const { cloud } = environment;
      const object = use('rotated', 'ClusterProviderConfig');
      await environment.apply(...clusterConfig('rotated', { endpoint: cloud.url, namespaces: [attacker] }), object);
      await environment.waitFor(refTo(object));
      otherAccount.add('AKIANEW');
      environment.resetCounts();
      await environment.apply(credentialsSecret('evenkeel-system', 'aws-rotated', keysText('AKIANEW')));
      const found = await stalled(object, 'AccountMismatch');
      assert.match(
        messageOf(found),
        /belongs to account 123456789012, but ClusterProviderConfig rotated now authenticates as account 999999999999/,
      );
      assert.deepEqual([...new Set(callsOf('AKIANEW').map(({ action }) => action))], ['GetCallerIdentity']);
      await environment.apply(credentialsSecret('evenkeel-system', 'aws-rotated', keysText('AKIAROTATED')));
      await environment.waitFor(refTo(object));
      assert.deepEqual(mutations(), []);
    });
  });

  describe('owner tags', () => {
    const tags = { 'evenkeel.dev:namespace': victim };
    it('are refused in tags', async () => {
      await assert.rejects(environment.apply(mine('VPC', 'tagged', { cidrBlock: '10.69.0.0/16', tags })), /evenkeel\.dev:/);
    });
    it('are refused in defaultTags', async () => {
      const objects = clusterConfig('tagged', { endpoint: environment.cloud.url, spec: { defaultTags: tags } });
      await assert.rejects(environment.apply(...objects), /evenkeel\.dev:/);
    });
  });

  describe('messages', () => {
    it("of conditions and events never name what is another namespace's", async () => {
      const kinds = [...new Set(victims.map(({ kind }) => kind)), 'Instance', 'ProviderConfig'];
      const objects = (await Promise.all(kinds.map((kind) => listAll(environment.client, kind, attacker)))).flat();
      const events = await listAll(environment.client, 'Event', attacker);
      assert.ok(objects.length > 8 && events.length > 8, `${objects.length} objects, ${events.length} events`);
      // What the attacker wrote himself he may read again.
      const own = /VPC vault does not exist|Secret vault-password/g;
      for (const { status, metadata } of objects)
        assert.doesNotMatch(JSON.stringify(status ?? {}).replaceAll(own, ''), namesOfVictim, metadata.name);
      for (const event of events) assert.doesNotMatch(String(event['message']).replaceAll(own, ''), namesOfVictim);
    });
  });

  function callsOf(accessKeyId: string): readonly AwsCall[] {
    return environment.cloud.proxy
      .records()
      .map(({ call }) => call)
      .filter((call) => call.accessKeyId === accessKeyId);
  }
});

function providerConfig(name: string, spec: object): object {
  return { apiVersion: 'aws.evenkeel.dev/v1beta1', kind: 'ProviderConfig', metadata: { name, namespace: attacker }, spec };
}
