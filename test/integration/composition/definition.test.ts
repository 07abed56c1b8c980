import assert from 'node:assert/strict';
import { join } from 'node:path';
import { crdType, definitionType, functionType } from '../../../src/composition/api/resource-types.ts';
import { createHttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../../src/kubernetes/http/load-connection.ts';
import { CompositionBench, typeOf, type Manifest } from '../../support/composition-bench.ts';
import { network, networkComposition, networkDefinition, version } from '../../support/composition-manifests.ts';
import { DefinitionController } from '../../support/definition-controller.ts';
import { poll } from '../../support/poll.ts';
import { root, startSchemaServer, type SchemaServer } from '../schema/api-server.ts';

const name = 'networks.example.org';
const networkType = typeOf(network('default/main'));

function remote(spec: object): Manifest {
  return { apiVersion: 'apiextensions.evenkeel.dev/v1', kind: 'Function', metadata: { name: 'mine' }, spec };
}

describe('definitions on a real API server', function () {
  this.timeout(60_000);
  let server: SchemaServer;
  let bench: CompositionBench;
  let controller: DefinitionController;

  before(async () => {
    server = await startSchemaServer();
    bench = CompositionBench.over(createHttpClient(await loadConnection({ kubeconfig: server.plane.kubeconfig })));
    controller = new DefinitionController(bench, name);
  });

  after(() => server?.stop());

  /** Passes until it needs none. */
  async function settled(): Promise<void> {
    await poll('a pass that needs no other', async () => (await controller.pass()).type === 'none');
  }

  it('are InProgress before the first pass, and Current when the kind is served', async () => {
    await bench.apply(
      networkDefinition({
        versions: [version('v1', { additionalPrinterColumns: [{ name: 'SIZE', type: 'string', jsonPath: '.spec.size', priority: 0 }] })],
      }),
    );
    assert.deepEqual(await controller.health(), ['InProgress', false]);
    await settled();
    assert.deepEqual(await controller.health(), ['Current', true]);
    const made = await bench.apply(network('default/main', { size: 'small', evenkeel: { deleteBudget: 2 } }));
    assert.deepEqual(made['status'], { observedGeneration: -1 });
  });

  it('are left in peace at rest', async () => {
    bench.writes.length = 0;
    for (let round = 0; round < 3; round += 1) assert.deepEqual(await controller.pass(), { type: 'none' });
    assert.deepEqual(bench.writes, []);
  });

  it('are not applied where objects would break', async () => {
    await bench.apply(networkDefinition({ versions: [version('v2')] }));
    assert.deepEqual(await controller.pass(), { type: 'userError' });
    assert.equal((await controller.conditions()).Stalled?.reason, 'VersionInUse');
    await bench.apply(networkDefinition({ versions: [version('v1', {}, { type: 'integer' })] }));
    assert.deepEqual(await controller.pass(), { type: 'userError' });
    assert.match((await controller.conditions()).Stalled?.message ?? '', /default\/main: spec\.size/);
    await bench.apply(networkDefinition());
    await settled();
    await poll(
      'the kind to be served again',
      async () => (await bench.find(networkType, 'default/main').catch(() => undefined)) !== undefined,
    );
  });

  it('and their CRDs can not be deleted while there are objects, with the admission policies', async () => {
    const { code, stderr } = await server.kubectl.run(server.plane.kubeconfig, ['apply', '-f', join(root, 'deploy/admission')]);
    assert.equal(code, 0, stderr);
    controller.composites = [await bench.user.get(networkType, { namespace: 'default', name: 'main' })];
    await controller.pass();
    const refusal = async (type: typeof crdType) =>
      bench.user.delete(type, { name }, { propagationPolicy: 'Foreground' }).then(
        () => '',
        (error: unknown) => String(error),
      );
    await bench.user.create(crdType, probe, 'test');
    await poll('the policy', () => probeIsRefused(bench));
    for (const type of [definitionType, crdType])
      assert.match(await refusal(type), /networks\.example\.org is in use: delete its objects first: Network default\/main/);
  });

  it('go when their objects are gone, versions that nothing is stored in before', async () => {
    await bench.user.delete(networkType, { namespace: 'default', name: 'main' });
    controller.composites = [];
    await bench.apply(networkDefinition({ versions: [version('v2')] }));
    await settled();
    assert.equal((await controller.conditions()).Ready?.status, 'True');
    await bench.user.delete(definitionType, { name }, { propagationPolicy: 'Foreground' });
    await poll('the definition to go', async () => {
      await controller.pass();
      return !(await controller.definition()).metadata.finalizers?.includes('evenkeel.dev/definition');
    });
    assert.equal(await bench.find(crdType, name), undefined);
    // This server has no garbage collector.
    await bench.user.patch(definitionType, { name }, { metadata: { finalizers: null } }, { kind: 'merge', fieldManager: 'test' });
  });

  const refused: readonly { readonly name: string; readonly manifest: Manifest; readonly why: RegExp }[] = [
    {
      name: 'claims',
      manifest: networkDefinition({ claimNames: { kind: 'Net', plural: 'nets' } }),
      why: /claimNames is not supported, since there are no claims/,
    },
    {
      name: 'the old scope',
      manifest: networkDefinition({ scope: 'LegacyCluster' }),
      why: /LegacyCluster is not supported: take Namespaced/,
    },
    { name: 'another name', manifest: networkDefinition({ group: 'example.com' }), why: /metadata\.name must be spec\.names\.plural/ },
    {
      name: 'two referenceable versions',
      manifest: networkDefinition({ versions: [version('v1'), version('v2')] }),
      why: /exactly one version must be referenceable/,
    },
    { name: 'no steps', manifest: networkComposition('main', {}, { pipeline: [] }), why: /pipeline.*at least 1/ },
    {
      name: 'a step without a function',
      manifest: networkComposition('main', {}, { pipeline: [{ step: 'a' }] }),
      why: /functionRef: Required value/,
    },
    { name: 'a package', manifest: remote({ package: 'x' }), why: /package is not supported, since nothing is installed/ },
    { name: 'no endpoint', manifest: remote({}), why: /endpoint is required/ },
    { name: 'insecure TLS', manifest: remote({ endpoint: 'a:1', insecure: true, tls: {} }), why: /insecure and tls exclude each other/ },
  ];
  for (const { name: title, manifest, why } of refused) {
    it(`are refused with ${title}`, async () => {
      await assert.rejects(bench.apply(manifest), why);
    });
  }

  it('keep what can not be changed', async () => {
    await bench.apply(networkDefinition());
    await assert.rejects(bench.apply(networkDefinition({ scope: 'Cluster' })), /scope is immutable/);
    await assert.rejects(bench.apply(networkDefinition({ names: { kind: 'Net', plural: 'networks' } })), /names\.kind is immutable/);
    await bench.apply(networkComposition('main'));
    const other = { compositeTypeRef: { apiVersion: 'example.org/v2', kind: 'Network' } };
    await assert.rejects(bench.apply(networkComposition('main', {}, other)), /compositeTypeRef is immutable/);
    await bench.apply(remote({ endpoint: 'dns:///f:1', timeout: '1m30s' }), functionType);
  });
});

/** A CRD that looks used. */
const probe = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'probes.example.org', annotations: { 'evenkeel.dev/in-use': 'Probe default/a' } },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Probe', plural: 'probes' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

/** The API server takes a policy up a moment after it was written. */
async function probeIsRefused({ user }: CompositionBench): Promise<boolean> {
  try {
    await user.delete(crdType, { name: probe.metadata.name });
  } catch (error) {
    return /is in use/.test(String(error));
  }
  await poll('the probe to be gone and made again', () =>
    user.create(crdType, probe, 'test').then(
      () => true,
      () => false,
    ),
  );
  return false;
}
