import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import { findField } from '../../../../src/composition/field-path/get-field.ts';
import { parseFieldPath } from '../../../../src/composition/field-path/parse-field-path.ts';
import type { FunctionReady, FunctionResource, FunctionResponse } from '../../../../src/composition/function/pipeline-function.ts';
import { createPatchAndTransform } from '../../../../src/composition/patch-and-transform/patch-and-transform.ts';
import { requestOf, resourceOf, revealed } from '../pipeline-request.ts';

const base = {
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { generateName: 'db-', namespace: 'base', labels: { a: 'b' } },
  spec: { name: 'base' },
};
const crossplanes = 'apiextensions.crossplane.io/environment';
const ours = 'apiextensions.evenkeel.dev/environment';

interface Given {
  readonly input: JsonObject;
  readonly observed?: Readonly<Record<string, FunctionResource>>;
  readonly desired?: Readonly<Record<string, FunctionResource>>;
  readonly desiredComposite?: FunctionResource;
  readonly context?: JsonObject;
}

async function run({ input, ...given }: Given): Promise<FunctionResponse> {
  const whole = { apiVersion: 'pt.fn.crossplane.io/v1beta1', kind: 'Resources', ...input };
  const patchAndTransform = createPatchAndTransform();
  assert.deepEqual(patchAndTransform.checkInput?.(whole), []);
  return await patchAndTransform.run(requestOf({ input: whole, ...given }), new AbortController().signal);
}

const withChecks = (...readinessChecks: readonly JsonObject[]): JsonObject => ({ resources: [{ name: 'db', base, readinessChecks }] });
const observed = (status: JsonObject): Readonly<Record<string, FunctionResource>> => ({
  db: resourceOf({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'db-x' }, status }),
});
const condition = (type: string, status: string): JsonObject => ({
  conditions: [
    { type: 'Other', status: 'True' },
    { type, status },
  ],
});

const readiness: readonly (readonly [name: string, checks: readonly JsonObject[], status: JsonObject, ready: FunctionReady])[] = [
  ['by default Ready is True', [], condition('Ready', 'True'), 'true'],
  ['by default Ready is not True', [], condition('Ready', 'False'), 'unspecified'],
  ['by default there are no conditions', [], {}, 'unspecified'],
  ['None', [{ type: 'None' }], {}, 'true'],
  ['NonEmpty, there', [{ type: 'NonEmpty', fieldPath: 'status.host' }], { host: '' }, 'true'],
  ['NonEmpty, not there', [{ type: 'NonEmpty', fieldPath: 'status.host' }], {}, 'false'],
  ['NonEmpty, null', [{ type: 'NonEmpty', fieldPath: 'status.host' }], { host: null }, 'false'],
  ['MatchString', [{ type: 'MatchString', fieldPath: 'status.phase', matchString: 'up' }], { phase: 'up' }, 'true'],
  ['MatchString, another', [{ type: 'MatchString', fieldPath: 'status.phase', matchString: 'up' }], { phase: 'down' }, 'false'],
  ['MatchString, not there', [{ type: 'MatchString', fieldPath: 'status.phase', matchString: 'up' }], {}, 'false'],
  ['MatchInteger', [{ type: 'MatchInteger', fieldPath: 'status.n', matchInteger: 3 }], { n: 3 }, 'true'],
  ['MatchInteger, another', [{ type: 'MatchInteger', fieldPath: 'status.n', matchInteger: 0 }], { n: 3 }, 'false'],
  ['MatchTrue', [{ type: 'MatchTrue', fieldPath: 'status.on' }], { on: true }, 'true'],
  ['MatchTrue, false', [{ type: 'MatchTrue', fieldPath: 'status.on' }], { on: false }, 'false'],
  ['MatchFalse', [{ type: 'MatchFalse', fieldPath: 'status.on' }], { on: false }, 'true'],
  ['MatchFalse, not there', [{ type: 'MatchFalse', fieldPath: 'status.on' }], {}, 'false'],
  ['MatchCondition by default', [{ type: 'MatchCondition' }], condition('Ready', 'True'), 'true'],
  [
    'MatchCondition, another',
    [{ type: 'MatchCondition', matchCondition: { type: 'Synced', status: 'False' } }],
    condition('Synced', 'False'),
    'true',
  ],
  ['MatchCondition, not there', [{ type: 'MatchCondition', matchCondition: { type: 'Synced', status: 'True' } }], {}, 'false'],
  [
    'MatchCondition, not there, is Unknown',
    [{ type: 'MatchCondition', matchCondition: { type: 'Synced', status: 'Unknown' } }],
    {},
    'true',
  ],
  ['all must hold', [{ type: 'None' }, { type: 'MatchTrue', fieldPath: 'status.on' }], { on: false }, 'false'],
];

describe('templates of patch-and-transform', () => {
  for (const [name, checks, status, ready] of readiness) {
    it(`readiness: ${name}`, async () => {
      const response = await run({ input: withChecks(...checks), observed: observed(status) });
      assert.deepEqual([response.desired.resources['db']?.ready, response.results], [ready, []]);
    });
  }

  it('is not ready, and warns, if a check finds a value of another type', async () => {
    const input = withChecks({ type: 'None' }, { type: 'MatchString', fieldPath: 'status.n', matchString: '3' });
    const response = await run({ input, observed: observed({ n: 3 }) });
    const message = 'resource "db": readinessChecks[1] (MatchString): status.n: not a string';
    assert.deepEqual([response.desired.resources['db']?.ready, response.results], ['false', [{ severity: 'warning', message }]]);
  });

  it('says nothing of the readiness of what does not exist', async () => {
    assert.equal((await run({ input: withChecks({ type: 'None' }) })).desired.resources['db']?.ready, 'unspecified');
  });

  it('gathers connection details from what there is', async () => {
    const connectionDetails = [
      { name: 'port', type: 'FromValue', value: '5432' },
      { name: 'password', type: 'FromConnectionSecretKey', fromConnectionSecretKey: 'pw' },
      { name: 'nothing', type: 'FromConnectionSecretKey', fromConnectionSecretKey: 'toString' },
      { name: 'host', type: 'FromFieldPath', fromFieldPath: 'status.host' },
      { name: 'status', type: 'FromFieldPath', fromFieldPath: 'status' },
      { name: 'none', type: 'FromFieldPath', fromFieldPath: 'status.none' },
    ];
    const input = { resources: [{ name: 'db', base, connectionDetails }] };
    const child = resourceOf({ metadata: { name: 'x' }, status: { host: 'h' } }, { details: { pw: 'cHc=' } });
    const desiredComposite = resourceOf({}, { details: { port: 'MQ==', earlier: 'ZQ==' } });
    const response = await run({ input, observed: { db: child }, desiredComposite });
    assert.deepEqual(revealed(response.desired.composite.connectionDetails), {
      port: 'NTQzMg==',
      earlier: 'ZQ==',
      password: 'cHc=',
      host: 'aA==',
      status: Buffer.from('{"host":"h"}').toString('base64'),
    });
    assert.deepEqual(revealed((await run({ input })).desired.composite.connectionDetails), {});
  });

  it('keeps the name of a child that exists, and takes no namespace where it has none', async () => {
    const response = await run({ input: { resources: [{ name: 'db', base }] }, observed: observed({}) });
    assert.deepEqual(response.desired.resources['db']?.resource['metadata'], { generateName: 'db-', labels: { a: 'b' }, name: 'db-x' });
  });

  it('patches a name over the one that the child has', async () => {
    const patches = [{ fromFieldPath: 'metadata.name' }];
    const response = await run({ input: { resources: [{ name: 'db', base, patches }] }, observed: observed({}) });
    assert.deepEqual(response.desired.resources['db']?.resource['metadata'], { generateName: 'db-', labels: { a: 'b' }, name: 'orders' });
  });

  for (const movedFrom of ['old', ['older', 'old']]) {
    it(`takes the child of an old name for its own: ${JSON.stringify(movedFrom)}`, async () => {
      const child = resourceOf({ metadata: { name: 'kept', namespace: 'n' }, status: { host: 'h', ...condition('Ready', 'True') } });
      const patches = [{ type: 'ToCompositeFieldPath', fromFieldPath: 'status.host' }];
      const response = await run({ input: { resources: [{ name: 'db', base, movedFrom, patches }] }, observed: { old: child } });
      const desired = response.desired.resources['db'];
      const annotations = { 'evenkeel.dev/moved-from': [movedFrom].flat().join(',') };
      assert.deepEqual(desired?.resource['metadata'], {
        generateName: 'db-',
        labels: { a: 'b' },
        name: 'kept',
        namespace: 'n',
        annotations,
      });
      assert.equal(desired.ready, 'true');
      assert.deepEqual(response.desired.composite.resource['status'], { host: 'h' });
    });
  }

  it('takes the child of its own name before that of an old one', async () => {
    const children = { db: resourceOf({ metadata: { name: 'new' } }), old: resourceOf({ metadata: { name: 'old' } }) };
    const response = await run({ input: { resources: [{ name: 'db', base, movedFrom: 'old' }] }, observed: children });
    assert.deepEqual(findField(response.desired.resources['db']?.resource ?? {}, parseFieldPath('metadata.name')), 'new');
  });

  it('patches what an earlier step wants if it has no base, and keeps what else that said', async () => {
    const earlier = resourceOf({ apiVersion: 'v1', kind: 'Thing', spec: { a: 1 } }, { ready: 'true', details: { k: 'dg==' } });
    const patches = [{ fromFieldPath: 'spec.size' }];
    const response = await run({
      input: { resources: [{ name: 'db', patches }] },
      desired: { db: earlier, other: resourceOf({ kind: 'Other' }) },
    });
    const { db, other } = response.desired.resources;
    assert.deepEqual(
      [db?.resource['spec'], db?.ready, revealed(db?.connectionDetails ?? {})],
      [{ a: 1, size: 'small' }, 'true', { k: 'dg==' }],
    );
    assert.deepEqual(other?.resource, { kind: 'Other' });
  });

  it('is fatal if there is neither a base nor an earlier step that wants the resource', async () => {
    const response = await run({ input: { resources: [{ name: 'db' }] } });
    const message = 'resource "db" has no base, and no step before this one wants a resource of this name';
    assert.deepEqual(response.results, [{ severity: 'fatal', message }]);
  });

  it('puts a base in the place of what an earlier step wants', async () => {
    const earlier = resourceOf({ kind: 'Other', spec: { a: 1 } }, { ready: 'true' });
    const response = await run({ input: { resources: [{ name: 'db', base }] }, desired: { db: earlier } });
    assert.deepEqual(response.desired.resources['db'], resourceOf(base));
  });

  it('keeps what earlier steps want of the composite', async () => {
    const desiredComposite = resourceOf({ status: { a: 1, b: 1 } }, { ready: 'false' });
    const patches = [{ type: 'ToCompositeFieldPath', fromFieldPath: 'status.host', toFieldPath: 'status.b' }];
    const response = await run({
      input: { resources: [{ name: 'db', base, patches }] },
      observed: observed({ host: 'h' }),
      desiredComposite,
    });
    assert.deepEqual(response.desired.composite.resource, { apiVersion: 'example.org/v1', kind: 'Database', status: { a: 1, b: 'h' } });
    assert.equal(response.desired.composite.ready, 'false');
  });

  describe('environment', () => {
    const patches = [
      { type: 'FromCompositeFieldPath', fromFieldPath: 'spec.size', toFieldPath: 'a' },
      { type: 'ToEnvironmentFieldPath', fromFieldPath: 'spec.size', toFieldPath: 'b' },
      { type: 'ToCompositeFieldPath', fromFieldPath: 'b', toFieldPath: 'status.b' },
      { type: 'FromEnvironmentFieldPath', fromFieldPath: 'region', toFieldPath: 'status.region' },
      { fromFieldPath: 'spec.none', toFieldPath: 'none' },
      { fromFieldPath: 'metadata.labels', toFieldPath: 'labels' },
    ];
    const patched = { a: 'small', b: 'small', labels: { team: 'shop' } };

    for (const key of [ours, crossplanes]) {
      it(`is patched before the resources, under ${key}`, async () => {
        const resources = [
          { name: 'db', base, patches: [{ type: 'FromEnvironmentFieldPath', fromFieldPath: 'a', toFieldPath: 'spec.a' }] },
        ];
        const context = { [key]: { region: 'r' }, other: 1 };
        const response = await run({ input: { environment: { patches }, resources }, context });
        assert.deepEqual(response.context, { other: 1, [key]: { region: 'r', ...patched } });
        assert.deepEqual(response.desired.composite.resource['status'], { b: 'small', region: 'r' });
        assert.deepEqual(response.desired.resources['db']?.resource['spec'], { name: 'base', a: 'small' });
      });
    }

    it("is put where Crossplane's functions look for it if there is none", async () => {
      assert.deepEqual((await run({ input: { environment: { patches } } })).context, { [crossplanes]: patched });
    });

    it('is not put there empty', async () => {
      assert.deepEqual((await run({ input: { resources: [{ name: 'db', base }] }, context: { a: 1 } })).context, { a: 1 });
    });

    it('is fatal if a patch requires what is not there', async () => {
      const needed = [{ fromFieldPath: 'spec.x', policy: { fromFieldPath: 'Required' } }];
      const response = await run({ input: { environment: { patches: needed } }, context: { [ours]: { a: 1 } } });
      const message =
        'environment.patches[0] (FromCompositeFieldPath, spec.x to spec.x): spec.x: there is no such field, and the patch requires it';
      assert.deepEqual([response.results, response.context], [[{ severity: 'fatal', message }], { [ours]: { a: 1 } }]);
    });
  });

  it('rejects an input that is wrong', async () => {
    const patchAndTransform = createPatchAndTransform();
    await assert.rejects(patchAndTransform.run(requestOf({ input: { kind: 'Resources' } }), new AbortController().signal), {
      message: 'the input is wrong: apiVersion: is required',
    });
  });
});
