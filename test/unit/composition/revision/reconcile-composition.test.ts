import assert from 'node:assert/strict';
import { parseDefinition, type Definition } from '../../../../src/composition/api/definition.ts';
import { compositionType, revisionType } from '../../../../src/composition/api/resource-types.ts';
import type { InputProblem } from '../../../../src/composition/function/pipeline-function.ts';
import { compositionNames, reconcileComposition, revisionIndex } from '../../../../src/composition/revision/reconcile-composition.ts';
import type { Requeue } from '../../../../src/engine/report/requeue.ts';
import { CompositionBench, conditionsOf, type Manifest } from '../../../support/composition-bench.ts';
import { networkComposition, networkDefinition } from '../../../support/composition-manifests.ts';

/** The composition controller over the dev API server, a pass at a time. */
class Controller {
  readonly bench: CompositionBench;
  definitions: readonly Definition[] = [];
  problems: readonly InputProblem[] = [];
  inUse: ReadonlySet<string> | undefined = new Set();

  constructor(bench: CompositionBench) {
    this.bench = bench;
  }

  async pass(name = 'main'): Promise<Requeue> {
    const { client, clock } = this.bench;
    const { inUse } = this;
    return reconcileComposition(
      {
        client,
        clock,
        compositions: await this.bench.store(compositionType),
        revisions: await this.bench.store(revisionType, { [revisionIndex]: compositionNames }),
        definitions: () => this.definitions,
        checkInput: (step) => (step === 'function-x' ? () => this.problems : undefined),
        revisionInUse: inUse === undefined ? undefined : (revision) => inUse.has(revision),
        wrote: () => undefined,
      },
      name,
    );
  }

  /** Applies and passes over it. */
  async apply(manifest: Manifest): Promise<Requeue> {
    await this.bench.apply(manifest);
    return this.pass(manifest.metadata.name);
  }

  async conditions(name = 'main') {
    return conditionsOf(await this.bench.user.get(compositionType, { name }));
  }

  /** Revisions, the newest first: number and what the step is told. */
  async revisions(): Promise<readonly (readonly [number, unknown])[]> {
    const { items } = await this.bench.user.list(revisionType, {});
    return items
      .map((object) => object['spec'] as { revision: number; pipeline: readonly [{ input: unknown }] })
      .map(({ revision, pipeline }) => [revision, pipeline[0].input] as const)
      .toSorted(([a], [b]) => b - a);
  }

  async newest(): Promise<string> {
    const { items } = await this.bench.user.list(revisionType, {});
    const numberOf = (object: (typeof items)[number]) => (object['spec'] as { revision: number }).revision;
    return items.toSorted((a, b) => numberOf(b) - numberOf(a))[0]?.metadata.name ?? '';
  }
}

describe('the composition controller', () => {
  let bench: CompositionBench;
  let controller: Controller;

  beforeEach(async () => {
    bench = await CompositionBench.make();
    controller = new Controller(bench);
    controller.definitions = [parseDefinition(await bench.apply(networkDefinition()))];
  });

  afterEach(() => bench.end());

  it('makes a revision of what a composition says, and writes nothing then', async () => {
    assert.deepEqual(await controller.apply(networkComposition('main')), { type: 'none' });
    const { items } = await bench.user.list(revisionType, {});
    const { metadata } = await bench.user.get(compositionType, { name: 'main' });
    assert.equal(items.length, 1);
    assert.match(items[0]?.metadata.name ?? '', /^main-[0-9a-f]{7}$/);
    assert.equal(items[0]?.metadata.ownerReferences?.[0]?.uid, metadata.uid);
    assert.equal(items[0].metadata.labels?.['evenkeel.dev/composition-name'], 'main');
    const { Ready, Synced, Valid } = await controller.conditions();
    assert.deepEqual([Ready?.status, Synced?.status, Valid?.status], ['True', 'True', 'True']);
    assert.equal(bench.writes.length, 2);
    await controller.pass();
    assert.equal(bench.writes.length, 2);
  });

  it('copies labels to the revision, but not those of deployment tools', async () => {
    const labels = { channel: 'dev', 'app.kubernetes.io/instance': 'platform' };
    await controller.apply({ ...networkComposition('main'), metadata: { name: 'main', labels } });
    const [revision] = (await bench.user.list(revisionType, {})).items;
    assert.equal(revision?.metadata.labels?.['channel'], 'dev');
    assert.equal(revision.metadata.labels['app.kubernetes.io/instance'], undefined);
    await controller.apply({ ...networkComposition('main'), metadata: { name: 'main', labels: { ...labels, channel: 'live' } } });
    assert.equal((await controller.revisions()).length, 2);
    await controller.apply({ ...networkComposition('main'), metadata: { name: 'main', labels: { channel: 'live' } } });
    assert.equal((await controller.revisions()).length, 2);
  });

  it('gives a state that comes back the newest number', async () => {
    for (const a of [1, 2, 3, 1]) await controller.apply(networkComposition('main', { a }));
    assert.deepEqual(await controller.revisions(), [
      [4, { a: 1 }],
      [3, { a: 3 }],
      [2, { a: 2 }],
    ]);
    await controller.pass();
    assert.equal((await controller.revisions())[0]?.[0], 4);
  });

  it('makes no revision of another history limit', async () => {
    await controller.apply(networkComposition('main'));
    await controller.apply(networkComposition('main', { a: 1 }, { revisionHistoryLimit: 3 }));
    assert.equal((await controller.revisions()).length, 1);
  });

  it('keeps as many revisions as it is told, and those in use', async () => {
    await controller.apply(networkComposition('main', { a: 1 }, { revisionHistoryLimit: 2 }));
    controller.inUse = new Set([await controller.newest()]);
    for (const a of [2, 3, 4, 5]) await controller.apply(networkComposition('main', { a }, { revisionHistoryLimit: 2 }));
    await controller.pass();
    assert.deepEqual(
      (await controller.revisions()).map(([number]) => number),
      [5, 4, 1],
    );
    controller.inUse = undefined;
    await controller.apply(networkComposition('main', { a: 6 }, { revisionHistoryLimit: 2 }));
    await controller.pass();
    assert.equal((await controller.revisions()).length, 4);
    controller.inUse = new Set();
    await controller.pass();
    assert.deepEqual(
      (await controller.revisions()).map(([number]) => number),
      [6, 5],
    );
  });

  it('makes no revision of an invalid composition, and says where it is wrong', async () => {
    await controller.apply(networkComposition('main'));
    controller.problems = Array.from({ length: 12 }, (_, index) => ({ path: `resources[${index}].base`, message: 'is missing: set it' }));
    assert.deepEqual(await controller.apply(networkComposition('main', { a: 2 })), { type: 'userError' });
    assert.equal((await controller.revisions()).length, 1);
    const { Ready, Synced, Valid, Stalled } = await controller.conditions();
    assert.deepEqual([Ready?.status, Synced?.status, Valid?.status, Stalled?.status], ['False', 'False', 'False', 'True']);
    assert.match(
      Valid?.message ?? '',
      /^spec\.pipeline\[0\]\.input\.resources\[0\]\.base: is missing: set it; .*resources\[9\]\.base: is missing: set it \(and 2 more\)$/,
    );
    controller.problems = [];
    await controller.pass();
    assert.equal((await controller.conditions()).Valid?.status, 'True');
    assert.equal((await controller.revisions()).length, 2);
  });

  it('waits for a definition that there is not, and has a revision ready', async () => {
    controller.definitions = [];
    assert.deepEqual(await controller.apply(networkComposition('main')), { type: 'none' });
    const { Ready, Reconciling, Valid } = await controller.conditions();
    assert.deepEqual([Ready?.reason, Reconciling?.status, Valid?.status], ['DefinitionNotFound', 'True', 'True']);
    assert.equal((await controller.revisions()).length, 1);
  });

  it('tells that the definition has another referenceable version', async () => {
    await controller.apply(networkComposition('main', {}, { compositeTypeRef: { apiVersion: 'example.org/v2', kind: 'Network' } }));
    const { Ready } = await controller.conditions();
    assert.equal(Ready?.reason, 'VersionNotReferenceable');
    assert.match(Ready.message, /example\.org\/v2.*referenceable version of networks\.example\.org is v1/);
  });

  it("leaves a revision alone that is another's", async () => {
    await controller.apply(networkComposition('main'));
    const name = await controller.newest();
    const { metadata, ...rest } = await bench.user.get(revisionType, { name });
    await bench.user.delete(revisionType, { name });
    await bench.user.create(revisionType, { ...rest, metadata: { name, labels: metadata.labels } }, 'somebody');
    await bench.user.patch(compositionType, { name: 'main' }, { metadata: { labels: { a: 'b' } } }, { kind: 'merge', fieldManager: 'x' });
    await bench.user.patch(compositionType, { name: 'main' }, { metadata: { labels: { a: null } } }, { kind: 'merge', fieldManager: 'x' });
    assert.deepEqual(await controller.pass(), { type: 'userError' });
    assert.equal((await controller.conditions()).Stalled?.reason, 'NameTaken');
  });

  const refused: readonly { name: string; manifest: Manifest; why: RegExp }[] = [
    { name: 'no steps', manifest: networkComposition('main', {}, { pipeline: [] }), why: /spec\.pipeline/ },
    { name: 'the mode Resources', manifest: networkComposition('main', {}, { mode: 'Resources' }), why: /spec\.mode/ },
    {
      name: 'two steps of a name',
      manifest: networkComposition('main', {}, { pipeline: Array(2).fill({ step: 'a', functionRef: { name: 'f' } }) }),
      why: /pipeline/,
    },
    { name: 'a long name', manifest: networkComposition('m'.repeat(64)), why: /63 characters/ },
  ];
  for (const { name, manifest, why } of refused) {
    it(`is spared ${name} by the CRD`, async () => {
      await assert.rejects(bench.apply(manifest), why);
    });
  }
});
