import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isObject } from '../../../src/base/json.ts';
import { exampleFiles, exampleObjects, merged, root, startSchemaServer, type Manifest, type SchemaServer } from './api-server.ts';

const policyDelayMs = 10_000;

function vpc(name: string, more: object = {}): Manifest {
  const spec = { forProvider: { region: 'us-east-1', cidrBlock: '10.0.0.0/16' } };
  return merged({ apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'VPC', metadata: { name }, spec }, more);
}

function subnet(name: string, forProvider: object): Manifest {
  const spec = { forProvider: { region: 'us-east-1', cidrBlock: '10.0.1.0/24', ...forProvider } };
  return { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'Subnet', metadata: { name }, spec };
}

describe('objects on a real API server', () => {
  let server: SchemaServer;
  const create = async (manifest: Manifest): Promise<Manifest> => {
    const { status, message } = await server.create(manifest, false);
    assert.equal(status, 201, message);
    return manifest;
  };

  before(async function () {
    this.timeout(60_000);
    server = await startSchemaServer();
  });
  after(() => server?.stop());

  it('get defaults for what all kinds share, and a status before the first generation', async () => {
    const { body } = await server.create(vpc('defaults'), false);
    const { forProvider: _own, ...shared } = isObject(body['spec']) ? body['spec'] : {};
    assert.deepEqual(shared, {
      managementPolicies: ['*'],
      deletionPolicy: 'Delete',
      providerConfigRef: { kind: 'ClusterProviderConfig', name: 'default' },
    });
    assert.deepEqual(body['status'], { observedGeneration: -1 });
  });

  describe('create-only fields', () => {
    it('keep their value', async () => {
      const object = await create(vpc('immutable'));
      const { status, message } = await server.patch(object, { spec: { forProvider: { cidrBlock: '10.1.0.0/16' } } });
      assert.equal(status, 422);
      assert.match(message, /spec\.forProvider\.cidrBlock: Invalid value: .*cidrBlock is immutable: AWS can't change it in place/);
    });

    it('may be left to a reference, and given again', async () => {
      const object = await create(subnet('moved', { vpcId: 'vpc-0a' }));
      const byReference = await server.patch(object, { spec: { forProvider: { vpcId: null, vpcIdRef: { name: 'x' } } } });
      assert.equal(byReference.status, 200, byReference.message);
      const byId = await server.patch(object, { spec: { forProvider: { vpcId: 'vpc-0b', vpcIdRef: null } } });
      assert.equal(byId.status, 200, byId.message);
    });

    it('include region for ever', async () => {
      const object = await create(vpc('settled'));
      const { status, message } = await server.patch(object, { spec: { forProvider: { region: 'eu-west-1' } } });
      assert.equal(status, 422);
      assert.match(message, /region is immutable/);
    });
  });

  it('may change their deletion policy while they are being deleted', async () => {
    const object = await create(vpc('leaving', { metadata: { finalizers: ['evenkeel.dev/managed'] } }));
    await server.remove(object);
    const { status, message } = await server.patch(object, { spec: { deletionPolicy: 'Orphan' } });
    assert.equal(status, 200, message);
  });

  describe('the examples', () => {
    for (const folder of ['stack', 'provider-config']) {
      it(`in ${folder} are accepted`, async () => {
        const ours = (manifest: Manifest): boolean => manifest.apiVersion.includes('evenkeel.dev');
        const objects = (await Promise.all((await exampleFiles(folder)).map(exampleObjects))).flat().filter(ours);
        assert.ok(objects.length > 0);
        for (const object of objects) {
          const { status, message } = await server.create(object);
          assert.equal(status, 201, `${object.kind} ${object.metadata.name}: ${message}`);
        }
      });
    }
  });

  it('are explained by kubectl in our words', async () => {
    const { stdout, stderr } = await server.kubectl.run(server.plane.kubeconfig, [
      'explain',
      'instance.spec.forProvider.skipFinalSnapshot',
    ]);
    assert.match(stdout, /deleted without a last snapshot/, stderr);
  });

  it('are listed together with their columns', async () => {
    const { stdout, stderr } = await server.kubectl.run(server.plane.kubeconfig, ['get', 'managed', '-n', 'default']);
    assert.match(stdout, /NAME +READY +SYNCED +EXTERNAL-NAME +REGION +AGE/, stderr);
    assert.match(stdout, /vpc\.ec2\.aws\.evenkeel\.dev\/defaults +us-east-1/);
  });

  describe('with the admission policies', () => {
    before(async function () {
      this.timeout(60_000);
      const { code, stderr } = await server.kubectl.run(server.plane.kubeconfig, ['apply', '-f', join(root, 'deploy/admission')]);
      assert.equal(code, 0, stderr);
      const probe = await create(vpc('probe', { metadata: { annotations: { 'evenkeel.dev/protect': 'true' } } }));
      const database = (await exampleObjects('rds/instance.yaml'))[0];
      assert.ok(database);
      const misnamed = merged(database, { metadata: { annotations: { 'evenkeel.dev/external-name': 'a--b' } } });
      // The API server takes a policy up a moment after it was written.
      await untilRefused(() =>
        server.patch(probe, { metadata: { finalizers: ['evenkeel.dev/managed'] } }).then(() => server.remove(probe)),
      );
      await untilRefused(() => server.create(misnamed));
    });

    it('a protected one can not be deleted, and the answer says what to do', async () => {
      const object = await create(vpc('protected', { metadata: { annotations: { 'evenkeel.dev/protect': 'true' } } }));
      const { status, message } = await server.remove(object);
      assert.equal(status, 422, message);
      assert.match(
        message,
        /VPC protected is protected: .*kubectl annotate vpcs\.ec2\.aws\.evenkeel\.dev protected evenkeel\.dev\/protect-/,
      );
      await server.patch(object, { metadata: { annotations: { 'evenkeel.dev/protect': null } } });
      assert.equal((await server.remove(object)).status, 200);
    });

    it('one whose annotation says something else can be deleted', async () => {
      const object = await create(vpc('unprotected', { metadata: { annotations: { 'evenkeel.dev/protect': 'false' } } }));
      assert.equal((await server.remove(object)).status, 200);
    });

    const names: readonly {
      readonly name: string;
      readonly annotations: object;
      readonly identifier?: string;
      readonly refused?: RegExp;
    }[] = [
      { name: 'a good external name', annotations: { 'evenkeel.dev/external-name': 'shop-2' } },
      { name: 'a bad one', annotations: { 'evenkeel.dev/external-name': '2-shop' }, refused: /must be a name that AWS takes/ },
      {
        name: "a bad one in Crossplane's annotation",
        annotations: { 'crossplane.io/external-name': 'shop-' },
        refused: /must be a name that AWS takes/,
      },
      { name: 'one that is too long', annotations: { 'evenkeel.dev/external-name': 'x'.repeat(64) }, refused: /at most 63 characters/ },
      {
        name: 'one that identifier contradicts',
        annotations: { 'evenkeel.dev/external-name': 'a' },
        identifier: 'b',
        refused: /must be the same/,
      },
      { name: 'one that identifier repeats', annotations: { 'evenkeel.dev/external-name': 'a' }, identifier: 'a' },
    ];
    for (const { name, annotations, identifier, refused } of names) {
      it(`a database is ${refused === undefined ? 'accepted' : 'refused'} with ${name}`, async () => {
        const database = (await exampleObjects('rds/instance.yaml'))[0];
        assert.ok(database);
        const forProvider = identifier === undefined ? {} : { identifier };
        const { status, message } = await server.create(merged(database, { metadata: { annotations }, spec: { forProvider } }));
        assert.equal(status, refused === undefined ? 201 : 422, message);
        if (refused !== undefined) assert.match(message, refused);
      });
    }
  });
});

async function untilRefused(attempt: () => Promise<{ readonly status: number }>): Promise<void> {
  const deadline = Date.now() + policyDelayMs;
  while ((await attempt()).status !== 422) assert.ok(Date.now() < deadline, 'the policies are not in force');
}
