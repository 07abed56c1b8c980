import assert from 'node:assert/strict';
import { parseDefinition } from '../../../../src/composition/api/definition.ts';
import { crdType, definitionType } from '../../../../src/composition/api/resource-types.ts';
import { compositeCrd } from '../../../../src/composition/definition/composite-crd.ts';
import { CompositionBench, typeOf } from '../../../support/composition-bench.ts';
import { network, networkDefinition, version } from '../../../support/composition-manifests.ts';
import { DefinitionController } from '../../../support/definition-controller.ts';

const name = 'networks.example.org';
const networkType = typeOf(network('shop/main'));

describe('the definition controller', () => {
  let bench: CompositionBench;
  let controller: DefinitionController;

  beforeEach(async () => {
    bench = await CompositionBench.make();
    controller = new DefinitionController(bench, name);
    for (const namespace of ['shop', 'depot']) {
      await bench.user.create(
        { group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
        'test',
      );
    }
  });

  afterEach(() => bench.end());

  it('makes the CRD and says that the kind is served, in three writes', async () => {
    await bench.apply(networkDefinition());
    assert.deepEqual(await controller.pass(), { type: 'none' });
    assert.deepEqual(bench.writes, [
      `merge CompositeResourceDefinition ${name}`,
      `apply CustomResourceDefinition ${name}`,
      `status CompositeResourceDefinition ${name}`,
    ]);
    const { Ready, Synced, Established } = await controller.conditions();
    assert.deepEqual([Ready?.status, Synced?.status, Established?.status], ['True', 'True', 'True']);
    assert.deepEqual(await controller.health(), ['Current', true]);
    await bench.apply(
      network('shop/main', { size: 'small', evenkeel: { deleteBudget: 2 }, crossplane: { compositionRef: { name: 'a' } } }),
    );
  });

  it('writes nothing at rest', async () => {
    await bench.apply(
      networkDefinition({
        versions: [version('v1', { additionalPrinterColumns: [{ name: 'SIZE', type: 'string', jsonPath: '.spec.size', priority: 0 }] })],
      }),
    );
    await controller.pass();
    bench.writes.length = 0;
    for (let round = 0; round < 3; round += 1) assert.deepEqual(await controller.pass(), { type: 'none' });
    assert.deepEqual(bench.writes, []);
  });

  it('leaves what others set in the CRD, and changes what the definition says', async () => {
    await bench.apply(networkDefinition());
    await controller.pass();
    await bench.user.patch(crdType, { name }, { spec: { names: { shortNames: ['nw'] } } }, { kind: 'merge', fieldManager: 'somebody' });
    await bench.apply(networkDefinition({ names: { kind: 'Network', plural: 'networks', categories: ['infra'] } }));
    assert.deepEqual(await controller.pass(), { type: 'none' });
    const { names } = (await bench.user.get(crdType, { name }))['spec'] as { names: object };
    assert.deepEqual(names, {
      kind: 'Network',
      plural: 'networks',
      singular: 'network',
      listKind: 'NetworkList',
      categories: ['infra', 'composite'],
      shortNames: ['nw'],
    });
  });

  it('takes away what the definition no longer says', async () => {
    const { metadata } = networkDefinition();
    await bench.user.create(definitionType, { ...networkDefinition({ metadata: { labels: { team: 'x' } } }), metadata }, 'test');
    await controller.pass();
    await bench.user.patch(definitionType, { name }, { spec: { metadata: null } }, { kind: 'merge', fieldManager: 'test' });
    await controller.pass();
    assert.deepEqual((await bench.user.get(crdType, { name })).metadata.labels, { 'evenkeel.dev/composite-kind': 'true' });
  });

  it('tells who else holds a field, and changes nothing', async () => {
    await bench.apply(networkDefinition());
    await controller.pass();
    const path = '/spec/versions/0/additionalPrinterColumns/0/name';
    const before = await bench.user.patch(crdType, { name }, [{ op: 'replace', path, value: 'S' }], {
      kind: 'json',
      fieldManager: 'somebody',
    });
    assert.deepEqual(await controller.pass(), { type: 'rateLimited' });
    const { Ready, Synced } = await controller.conditions();
    assert.deepEqual([Ready?.status, Synced?.status, Synced?.reason], ['True', 'False', 'Conflict']);
    assert.match(Synced?.message ?? '', /"somebody".*\.spec\.versions/s);
    assert.deepEqual((await bench.user.get(crdType, { name })).metadata.resourceVersion, before.metadata.resourceVersion);
  });

  it('makes a CRD that somebody deleted anew', async () => {
    await bench.apply(networkDefinition());
    await controller.pass();
    await bench.user.delete(crdType, { name });
    assert.deepEqual(await controller.pass(), { type: 'none' });
    assert.ok(await bench.find(crdType, name));
  });

  it('leaves a CRD alone that it did not make', async () => {
    const foreign = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { kind: 'Network', plural: 'networks' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    };
    const { metadata } = await bench.apply(foreign);
    await bench.apply(networkDefinition());
    assert.deepEqual(await controller.pass(), { type: 'userError' });
    const { Ready, Stalled } = await controller.conditions();
    assert.deepEqual([Ready?.status, Stalled?.reason], ['False', 'NameTaken']);
    assert.deepEqual(await controller.health(), ['Failed', false]);
    assert.equal((await bench.user.get(crdType, { name })).metadata.resourceVersion, metadata.resourceVersion);
    assert.ok(!bench.writes.some((write) => write.includes('CustomResourceDefinition')));
  });

  it('names the schema member that every composite has', async () => {
    const openAPIV3Schema = { type: 'object', properties: { status: { type: 'object', properties: { conditions: { type: 'string' } } } } };
    await bench.apply(networkDefinition({ versions: [version('v1', { schema: { openAPIV3Schema } })] }));
    await controller.pass();
    const { Stalled } = await controller.conditions();
    assert.match(
      Stalled?.message ?? '',
      /networks\.example\.org: spec\.versions\[0\]\.schema\.openAPIV3Schema\.properties\.status\.properties\.conditions /,
    );
  });

  it('passes on what the API server says of a schema that it does not take', async () => {
    await bench.apply(networkDefinition({ versions: [version('v1', {}, { type: 'nothing' })] }));
    assert.deepEqual(await controller.pass(), { type: 'userError' });
    const { Stalled, Established } = await controller.conditions();
    assert.match(Stalled?.message ?? '', /size/);
    assert.equal(Established?.status, 'False');
  });

  it('tells a second definition of a kind from the first, which is the oldest', async () => {
    await bench.apply(networkDefinition());
    await bench.clock.advance(2_000);
    await bench.apply(networkDefinition({}, 'nets.example.org'));
    await controller.pass('nets.example.org');
    await controller.pass();
    const { Stalled } = await controller.conditions('nets.example.org');
    assert.equal(Stalled?.reason, 'DefinitionConflict');
    assert.match(Stalled.message, /networks\.example\.org defines the kind Network of example\.org already/);
    assert.equal((await controller.conditions()).Ready?.status, 'True');
    assert.equal(await bench.find(crdType, 'nets.example.org'), undefined);
  });

  it('tells names that the API server does not accept', async () => {
    const other = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'nets.example.org' },
      spec: {
        group: 'example.org',
        scope: 'Namespaced',
        names: { kind: 'Network', plural: 'nets' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    };
    await bench.apply(other);
    await bench.apply(networkDefinition());
    await controller.pass();
    const { Stalled, Established } = await controller.conditions();
    assert.deepEqual([Stalled?.reason, Established?.status], ['NamesNotAccepted', 'False']);
  });

  describe('with objects', () => {
    beforeEach(async () => {
      await bench.apply(networkDefinition());
      await controller.pass();
      for (let index = 1; index <= 7; index += 1) await bench.apply(network(`shop/n${index}`, { size: 'large', note: 'x' }));
      await bench.apply(network('depot/main'));
      controller.composites = (await bench.user.list(networkType, {})).items;
      await controller.pass();
      bench.writes.length = 0;
    });

    it('marks definition and CRD as in use, until they are not', async () => {
      const marks = async () =>
        [await controller.definition(), await bench.user.get(crdType, { name })].map(
          ({ metadata }) => metadata.annotations?.['evenkeel.dev/in-use'],
        );
      assert.deepEqual(await marks(), Array(2).fill('Network depot/main, shop/n1, shop/n2, ...'));
      controller.composites = undefined;
      await controller.pass();
      assert.deepEqual(bench.writes, []);
      controller.composites = [];
      await controller.pass();
      assert.deepEqual(await marks(), [undefined, undefined]);
    });

    const changes: readonly { name: string; versions: readonly object[]; refused?: RegExp }[] = [
      {
        name: 'a new optional field',
        versions: [
          version('v1', {
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: { type: 'object', properties: { size: { type: 'string' }, note: { type: 'string' }, more: { type: 'string' } } },
                },
              },
            },
          }),
        ],
      },
      {
        name: 'an enum that some do not fit',
        versions: [version('v1', {}, { type: 'string', enum: ['small'] })],
        refused: /shop\/n1: spec\.size: .*\(and 2 more\)/,
      },
      {
        name: 'a type that none fits',
        versions: [version('v1', {}, { type: 'integer' })],
        refused: /depot\/main: spec\.size: .*\(and 3 more\)/,
      },
      {
        name: 'a field that goes though it has values',
        versions: [
          version('v1', {
            schema: {
              openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'string' } } } } },
            },
          }),
        ],
        refused: /shop\/n1: spec\.note would be lost/,
      },
      { name: 'a second version', versions: [version('v1'), version('v2', { referenceable: false })] },
      {
        name: 'another version in place of the one that is stored',
        versions: [version('v2')],
        refused: /stored in version v1, which it removes: depot\/main, shop\/n1/,
      },
    ];
    for (const { name: title, versions, refused } of changes) {
      it(`${refused === undefined ? 'applies' : 'does not apply'} ${title}`, async () => {
        const before = await bench.user.get(crdType, { name });
        await bench.apply(networkDefinition({ versions }));
        const requeue = await controller.pass();
        const after = await bench.user.get(crdType, { name });
        const { Ready, Synced, Stalled, Established } = await controller.conditions();
        assert.equal(Established?.status, 'True');
        if (refused === undefined) {
          assert.deepEqual([requeue.type, Ready?.status], ['none', 'True']);
          assert.notDeepEqual(after['spec'], before['spec']);
          return;
        }
        assert.deepEqual([requeue.type, Ready?.status, Synced?.status], ['userError', 'False', 'False']);
        assert.match(Stalled?.message ?? '', refused);
        assert.deepEqual(after['spec'], before['spec']);
        await bench.apply(networkDefinition());
        await controller.pass();
        assert.deepEqual(await controller.health(), ['Current', true]);
      });
    }

    it('does not let what is broken already stand in the way', async () => {
      const tight = compositeCrd(
        parseDefinition(await bench.apply(networkDefinition({ versions: [version('v1', {}, { enum: ['tiny'], type: 'string' })] }))),
      );
      await bench.user.patch(crdType, { name }, tight, { kind: 'apply', fieldManager: 'evenkeel' });
      await bench.apply(networkDefinition({ versions: [version('v1', {}, { enum: ['tiny', 'small'], type: 'string' })] }));
      assert.deepEqual(await controller.pass(), { type: 'none' });
      assert.equal((await controller.conditions()).Ready?.status, 'True');
    });

    it('keeps definition and CRD while there are objects, and names them', async () => {
      await bench.user.delete(definitionType, { name });
      assert.deepEqual(await controller.pass(), { type: 'after', afterMs: 10_000 });
      const { Ready, Reconciling, DeletionBlocked } = await controller.conditions();
      assert.deepEqual([Ready?.reason, Reconciling?.status, DeletionBlocked?.status], ['DeletionBlocked', 'True', 'True']);
      assert.match(DeletionBlocked?.message ?? '', /depot\/main, shop\/n1, shop\/n2, shop\/n3, shop\/n4 \(and 3 more\)/);
      assert.equal((await bench.user.list(networkType, {})).items.length, 8);
      bench.writes.length = 0;
      await controller.pass();
      assert.deepEqual(bench.writes, []);
    });

    it('goes once they are gone, its CRD first', async () => {
      await bench.user.delete(definitionType, { name });
      await controller.pass();
      for (const { metadata } of (await bench.user.list(networkType, {})).items) await bench.user.delete(networkType, metadata);
      bench.writes.length = 0;
      for (let round = 0; round < 3; round += 1) await controller.pass();
      assert.equal(await bench.find(crdType, name), undefined);
      assert.equal(await bench.find(definitionType, name), undefined);
      const order = bench.writes.filter((write) => write.startsWith('delete') || write.startsWith('merge CompositeResourceDefinition'));
      assert.equal(order[0], 'merge CompositeResourceDefinition networks.example.org');
      assert.deepEqual(order.slice(1), [
        'delete CustomResourceDefinition networks.example.org',
        'merge CompositeResourceDefinition networks.example.org',
      ]);
    });
  });

  it('lets a version go that nothing is stored in', async () => {
    await bench.apply(networkDefinition());
    await controller.pass();
    await bench.apply(networkDefinition({ versions: [version('v2')] }));
    assert.deepEqual(await controller.pass(), { type: 'none' });
    const crd = await bench.user.get(crdType, { name });
    assert.deepEqual((crd['status'] as { storedVersions: unknown }).storedVersions, ['v2']);
    assert.equal((await controller.conditions()).Ready?.status, 'True');
  });

  it('lets a definition go that was spoilt, whose objects hold it all the same', async () => {
    await bench.apply(networkDefinition());
    await controller.pass();
    await bench.apply(network('shop/main'));
    await bench.apply(networkDefinition({ versions: [version('v1', {}, { type: 'nothing' })] }));
    await bench.user.delete(definitionType, { name });
    assert.deepEqual(await controller.pass(), { type: 'after', afterMs: 10_000 });
    await bench.user.delete(networkType, { namespace: 'shop', name: 'main' });
    await controller.pass();
    assert.equal(await bench.find(definitionType, name), undefined);
  });

  it('lets a definition go that never had a CRD', async () => {
    await bench.apply(networkDefinition({ versions: [version('v1', {}, { type: 'nothing' })] }));
    await controller.pass();
    await bench.user.delete(definitionType, { name });
    await controller.pass();
    assert.equal(await bench.find(definitionType, name), undefined);
  });
});
