import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../../src/base/json.ts';
import type { FunctionResponse } from '../../../../src/composition/function/pipeline-function.ts';
import { createPatchAndTransform } from '../../../../src/composition/patch-and-transform/patch-and-transform.ts';
import type { Patch } from '../../../../src/composition/patch-and-transform/resources.ts';
import { requestOf, resourceOf, xr } from '../pipeline-request.ts';

const base = {
  apiVersion: 'v1',
  kind: 'Thing',
  spec: { name: 'base', tags: { env: 'base', own: 'yes' }, list: ['x'], items: [{ n: 1 }, { n: 2 }] },
};
const child = {
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'c' },
  spec: { port: 5432 },
  status: { host: 'h', zones: ['a'], none: null },
};
const environment = { region: 'eu-west-1', account: 123456789012, tags: { owner: 'platform' } };
const key = 'apiextensions.evenkeel.dev/environment';

function inputOf(patches: readonly unknown[], rest: JsonObject = {}): JsonObject {
  const resource = { name: 'db', base, patches };
  return { apiVersion: 'pt.fn.evenkeel.dev/v1beta1', kind: 'Resources', resources: [resource], ...rest } as JsonObject;
}

/** Runs patches of one resource, which exists or not, and checks that the input counts as right. */
async function run(patches: readonly unknown[], exists = false, rest: JsonObject = {}): Promise<FunctionResponse> {
  const input = inputOf(patches, rest);
  const patchAndTransform = createPatchAndTransform();
  assert.deepEqual(patchAndTransform.checkInput?.(input), []);
  const observed = exists ? { db: resourceOf(child) } : {};
  return await patchAndTransform.run(requestOf({ input, observed, context: { [key]: environment } }), new AbortController().signal);
}

function specOf(response: FunctionResponse): Json | undefined {
  return response.desired.resources['db']?.resource['spec'];
}

const combine = (fmt: string, ...paths: readonly string[]) => ({
  combine: { variables: paths.map((fromFieldPath) => ({ fromFieldPath })), strategy: 'string', string: { fmt } },
});
const upper = [{ type: 'string', string: { type: 'Convert', convert: 'ToUpper' } }];

/** Patches to the child, and what they change of its spec. */
const toChild: readonly (readonly [name: string, patch: unknown, changed: JsonObject])[] = [
  ['default type', { fromFieldPath: 'spec.size' }, { size: 'small' }],
  ['from the composite', { type: 'FromCompositeFieldPath', fromFieldPath: 'spec.size', toFieldPath: 'spec.name' }, { name: 'small' }],
  ['with transforms', { fromFieldPath: 'spec.size', toFieldPath: 'spec.name', transforms: upper }, { name: 'SMALL' }],
  ['an object', { fromFieldPath: 'spec.tags' }, { tags: { env: 'prod', tier: 'db' } }],
  ['an object, replaced', { fromFieldPath: 'spec.tags', policy: { toFieldPath: 'Replace' } }, { tags: { env: 'prod', tier: 'db' } }],
  [
    'an object, merged',
    { fromFieldPath: 'spec.tags', policy: { toFieldPath: 'MergeObjects' } },
    { tags: { env: 'base', own: 'yes', tier: 'db' } },
  ],
  [
    'an object, merged, by the older word',
    { fromFieldPath: 'spec.tags', policy: { toFieldPath: 'MergeObject' } },
    { tags: { env: 'base', own: 'yes', tier: 'db' } },
  ],
  [
    'an object, merged by force',
    { fromFieldPath: 'spec.tags', policy: { toFieldPath: 'ForceMergeObjects' } },
    { tags: { env: 'prod', own: 'yes', tier: 'db' } },
  ],
  ['a list, merged', { fromFieldPath: 'spec.zones', toFieldPath: 'spec.list', policy: { toFieldPath: 'MergeObjects' } }, { list: ['x'] }],
  [
    'a list, appended',
    { fromFieldPath: 'spec.zones', toFieldPath: 'spec.list', policy: { toFieldPath: 'MergeObjectsAppendArrays' } },
    { list: ['x', 'a', 'b'] },
  ],
  [
    'a list, appended by force',
    { fromFieldPath: 'spec.zones', toFieldPath: 'spec.list', policy: { toFieldPath: 'ForceMergeObjectsAppendArrays' } },
    { list: ['x', 'a', 'b'] },
  ],
  [
    'a list, appended, by the older word',
    { fromFieldPath: 'spec.zones', toFieldPath: 'spec.list', policy: { toFieldPath: 'AppendArray' } },
    { list: ['x', 'a', 'b'] },
  ],
  [
    'to elements',
    { fromFieldPath: 'spec.on', toFieldPath: 'spec.items[*].on' },
    {
      items: [
        { n: 1, on: true },
        { n: 2, on: true },
      ],
    },
  ],
  ['to all members', { fromFieldPath: 'spec.size', toFieldPath: 'spec.tags.*' }, { tags: { env: 'small', own: 'small' } }],
  ['to a new element', { fromFieldPath: 'spec.size', toFieldPath: 'spec.new[1].a' }, { new: [null, { a: 'small' }] }],
  ['optional and not there', { fromFieldPath: 'spec.none' }, {}],
  ['required and there', { fromFieldPath: 'spec.size', policy: { fromFieldPath: 'Required' } }, { size: 'small' }],
  [
    'combined from the composite',
    { type: 'CombineFromComposite', toFieldPath: 'spec.name', ...combine('%s-%03d-%v', 'spec.size', 'spec.storage', 'spec.ratio') },
    { name: 'small-020-1.5' },
  ],
  [
    'combined and transformed',
    { type: 'CombineFromComposite', toFieldPath: 'spec.name', transforms: upper, ...combine('%[2]s/%[1]s', 'spec.size', 'metadata.name') },
    { name: 'ORDERS/SMALL' },
  ],
  [
    'combined of what is not all there',
    { type: 'CombineFromComposite', toFieldPath: 'spec.name', ...combine('%s%s', 'spec.size', 'spec.x') },
    {},
  ],
  [
    'from the environment',
    { type: 'FromEnvironmentFieldPath', fromFieldPath: 'region', toFieldPath: 'spec.region' },
    { region: 'eu-west-1' },
  ],
  ['from the environment, not there', { type: 'FromEnvironmentFieldPath', fromFieldPath: 'zone', toFieldPath: 'spec.zone' }, {}],
  [
    'combined from the environment',
    { type: 'CombineFromEnvironment', toFieldPath: 'spec.arn', ...combine('arn:aws:rds:%s:%d', 'region', 'account') },
    { arn: 'arn:aws:rds:eu-west-1:123456789012' },
  ],
];

/** Patches from the child: what they add to the composite, or to the environment. */
const fromChild: readonly (readonly [name: string, patch: unknown, composite: JsonObject, environment: JsonObject])[] = [
  ['to the composite', { type: 'ToCompositeFieldPath', fromFieldPath: 'status.host' }, { status: { host: 'h' } }, {}],
  ['null to the composite', { type: 'ToCompositeFieldPath', fromFieldPath: 'status.none' }, { status: { none: null } }, {}],
  [
    'to the composite, transformed',
    { type: 'ToCompositeFieldPath', fromFieldPath: 'status.host', toFieldPath: 'status.address', transforms: upper },
    { status: { address: 'H' } },
    {},
  ],
  [
    'combined to the composite',
    { type: 'CombineToComposite', toFieldPath: 'status.url', ...combine('%s:%d', 'status.host', 'spec.port') },
    { status: { url: 'h:5432' } },
    {},
  ],
  ['to the environment', { type: 'ToEnvironmentFieldPath', fromFieldPath: 'status.host', toFieldPath: 'host' }, {}, { host: 'h' }],
  [
    'to the environment, merged',
    { type: 'ToEnvironmentFieldPath', fromFieldPath: 'metadata', toFieldPath: 'tags', policy: { toFieldPath: 'MergeObjects' } },
    {},
    { tags: { owner: 'platform', name: 'c' } },
  ],
  [
    'combined to the environment',
    { type: 'CombineToEnvironment', toFieldPath: 'url', ...combine('%s:%d', 'status.host', 'spec.port') },
    {},
    { url: 'h:5432' },
  ],
  ['optional and not there', { type: 'ToCompositeFieldPath', fromFieldPath: 'status.other' }, {}, {}],
];

const at = 'resources[0].patches[0]';
const fatal: readonly (readonly [name: string, patch: unknown, message: string])[] = [
  [
    'reads through a text',
    { fromFieldPath: 'spec.size.x' },
    `resource "db": ${at} (FromCompositeFieldPath, spec.size.x to spec.size.x): spec.size: not an object`,
  ],
  [
    'writes through a text',
    { fromFieldPath: 'spec.size', toFieldPath: 'spec.name.x' },
    `resource "db": ${at} (FromCompositeFieldPath, spec.size to spec.name.x): spec.name: not an object`,
  ],
  [
    'has nothing for its wildcard',
    { fromFieldPath: 'spec.size', toFieldPath: 'spec.none[*]' },
    `resource "db": ${at} (FromCompositeFieldPath, spec.size to spec.none[*]): spec.none[*]: there is nothing that the wildcard stands for`,
  ],
  [
    'has an input that its transform can not take',
    { fromFieldPath: 'spec.storage', transforms: [{ type: 'map', map: { a: 1 } }] },
    `resource "db": ${at} (FromCompositeFieldPath, spec.storage to spec.storage): transforms[0] (map): needs a string, not int64`,
  ],
  [
    'fails to the composite',
    {
      type: 'ToCompositeFieldPath',
      fromFieldPath: 'status.host',
      toFieldPath: 'status.host.x',
      policy: { fromFieldPath: 'Required' },
      transforms: [{ type: 'math', math: { multiply: 2 } }],
    },
    `resource "db": ${at} (ToCompositeFieldPath, status.host to status.host.x): transforms[0] (math): needs a number, not string`,
  ],
];

describe('patches of patch-and-transform', () => {
  for (const [name, patch, changed] of toChild) {
    it(`to the child: ${name}`, async () => {
      const response = await run([patch]);
      assert.deepEqual(response.results, []);
      assert.deepEqual(specOf(response), { ...base.spec, ...changed });
    });
  }

  for (const [name, patch, composite, changed] of fromChild) {
    it(`from the child: ${name}`, async () => {
      const response = await run([patch], true);
      assert.deepEqual(response.results, []);
      assert.deepEqual(response.desired.composite.resource, { apiVersion: 'example.org/v1', kind: 'Database', ...composite });
      assert.deepEqual(response.context, { [key]: { ...environment, ...changed } });
      assert.deepEqual(specOf(response), base.spec);
    });

    it(`not from a child that does not exist: ${name}`, async () => {
      const response = await run([{ ...(patch as Patch), policy: { fromFieldPath: 'Required' } }]);
      assert.deepEqual(response.desired.composite.resource, { apiVersion: 'example.org/v1', kind: 'Database' });
      assert.deepEqual([response.results, response.context], [[], { [key]: environment }]);
    });
  }

  for (const [name, patch, message] of fatal) {
    it(`is fatal if a patch ${name}`, async () => {
      const response = await run([patch], true);
      assert.deepEqual(response.results, [{ severity: 'fatal', message }]);
      assert.deepEqual(response.desired, requestOf({}).desired);
    });
  }

  for (const [type, path] of [
    ['FromCompositeFieldPath', 'spec.none'],
    ['FromEnvironmentFieldPath', 'none'],
  ] as const) {
    const patch = { type, fromFieldPath: path, policy: { fromFieldPath: 'Required' } };
    const missing = `${at} (${type}, ${path} to ${path}): ${path}: there is no such field`;

    it(`holds a new resource back that requires what is not there: ${type}`, async () => {
      const response = await run([patch, { fromFieldPath: 'spec.size.x' }]);
      assert.deepEqual(response.results, [{ severity: 'warning', message: `resource "db" is not made yet: ${missing}` }]);
      assert.deepEqual(response.desired.resources, {});
    });

    it(`leaves the patch out of a resource that exists: ${type}`, async () => {
      const response = await run([patch, { fromFieldPath: 'spec.size' }], true);
      const message = `resource "db": ${missing}; the patch is left out, as the resource exists already`;
      assert.deepEqual(response.results, [{ severity: 'warning', message }]);
      assert.deepEqual(specOf(response), { ...base.spec, size: 'small' });
    });
  }

  it('warns of a required value that an existing child does not have', async () => {
    const response = await run([{ type: 'ToCompositeFieldPath', fromFieldPath: 'status.x', policy: { fromFieldPath: 'Required' } }], true);
    assert.equal(response.results[0]?.severity, 'warning');
    assert.deepEqual(specOf(response), base.spec);
  });

  it('runs patches in their order', async () => {
    const response = await run(
      [
        { type: 'ToEnvironmentFieldPath', fromFieldPath: 'status.host', toFieldPath: 'host' },
        { type: 'FromEnvironmentFieldPath', fromFieldPath: 'host', toFieldPath: 'spec.name' },
        { fromFieldPath: 'spec.size', toFieldPath: 'spec.name', policy: { toFieldPath: 'MergeObjects' } },
      ],
      true,
    );
    assert.deepEqual(specOf(response), { ...base.spec, name: 'h' });
  });

  it('runs the patches of a patch set in its place', async () => {
    const patchSets = [
      { name: 'tags', patches: [{ fromFieldPath: 'spec.tags' }, { fromFieldPath: 'spec.size', toFieldPath: 'spec.name' }] },
    ];
    const patches = [
      { type: 'PatchSet', patchSetName: 'tags' },
      { fromFieldPath: 'metadata.name', toFieldPath: 'spec.name' },
    ];
    assert.deepEqual(specOf(await run(patches, false, { patchSets })), { ...base.spec, tags: { env: 'prod', tier: 'db' }, name: 'orders' });
  });

  it('names the patch of a patch set that fails', async () => {
    const patchSets = [{ name: 'x', patches: [{ fromFieldPath: 'spec.size.x' }] }];
    const response = await run([{ type: 'PatchSet', patchSetName: 'x' }], false, { patchSets });
    assert.match(response.results[0]?.message ?? '', /^resource "db": patchSets\[0\]\.patches\[0\] /);
  });

  for (const [path, expected] of [
    ['metadata.labels', { labels: { team: 'shop' } }],
    ['metadata.annotations', { annotations: { note: 'n' } }],
    ['metadata["annotations"]', { annotations: { note: 'n' } }],
    ['metadata.labels[app.kubernetes.io/instance]', { labels: { 'app.kubernetes.io/instance': 'argo' } }],
    ['metadata', { name: 'orders', namespace: 'shop', uid: 'xr-1', labels: { team: 'shop' }, annotations: { note: 'n' } }],
  ] as const) {
    it(`copies no marks of tools with ${path}`, async () => {
      const response = await run([{ fromFieldPath: path }]);
      assert.deepEqual(response.desired.resources['db']?.resource['metadata'], expected);
    });
  }

  it('changes nothing for an optional path that is not set', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('FromCompositeFieldPath', 'ToCompositeFieldPath', 'FromEnvironmentFieldPath', 'ToEnvironmentFieldPath'),
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('spec.name', 'spec.items[*].n', 'metadata.name'),
        async (type, path, toFieldPath) => {
          const response = await run([{ type, fromFieldPath: path.join('.'), toFieldPath, transforms: upper }], true);
          assert.deepEqual(response, await run([], true));
        },
      ),
      { numRuns: 40 },
    ));

  it('copies any value as it is', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const input = inputOf([{ fromFieldPath: 'spec.value' }]);
        const composite = { ...xr, spec: { value: value as Json } };
        const response = await createPatchAndTransform().run(requestOf({ input, composite }), new AbortController().signal);
        assert.deepEqual(specOf(response), { ...base.spec, value });
      }),
      { numRuns: 40 },
    ));
});
