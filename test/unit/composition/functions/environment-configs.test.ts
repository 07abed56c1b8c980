import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import type { FunctionRequest, FunctionResponse } from '../../../../src/composition/function/pipeline-function.ts';
import { createEnvironmentConfigs } from '../../../../src/composition/functions/environment-configs.ts';
import { requestOf, resourceOf } from '../pipeline-request.ts';

const crossplanes = 'apiextensions.crossplane.io/environment';
const ours = 'apiextensions.evenkeel.dev/environment';
const type = { apiVersion: 'apiextensions.evenkeel.dev/v1', kind: 'EnvironmentConfig' };

const config = (name: string, data?: JsonObject, labels: JsonObject = {}) =>
  resourceOf({ ...type, metadata: { name, labels }, ...(data === undefined ? {} : { data }) });
const reference = (name: string): JsonObject => ({ type: 'Reference', ref: { name } });
const selector = (rest: JsonObject, ...matchLabels: readonly JsonObject[]): JsonObject => ({
  type: 'Selector',
  selector: { ...rest, matchLabels },
});
const team: JsonObject = { key: 'team', valueFromFieldPath: 'metadata.labels.team' };
const missing: JsonObject = { key: 'x', valueFromFieldPath: 'spec.x' };

async function run(
  spec: JsonObject,
  requiredResources: FunctionRequest['requiredResources'],
  context: JsonObject = {},
): Promise<FunctionResponse> {
  const input = { apiVersion: 'environmentconfigs.fn.crossplane.io/v1beta1', kind: 'Input', spec };
  const environmentConfigs = createEnvironmentConfigs();
  assert.deepEqual(environmentConfigs.checkInput?.(input), []);
  return await environmentConfigs.run(requestOf({ input, requiredResources, context }), new AbortController().signal);
}

const found = (...names: readonly (readonly ReturnType<typeof config>[])[]): FunctionRequest['requiredResources'] =>
  Object.fromEntries(names.map((configs, index) => [`environment-config-${index}`, configs]));

const asks: readonly (readonly [name: string, source: JsonObject, match: JsonObject | undefined])[] = [
  ['a name', reference('prod'), { name: 'prod' }],
  ['a name by default', { ref: { name: 'prod' } }, { name: 'prod' }],
  ['a label of the composite', selector({}, team), { labels: { team: 'shop' } }],
  ['a fixed label', selector({}, { type: 'Value', key: 'a', value: 'b' }, team), { labels: { a: 'b', team: 'shop' } }],
  ['no optional label without value', selector({}, team, { ...missing, fromFieldPathPolicy: 'Optional' }), { labels: { team: 'shop' } }],
  ['nothing if no label has a value', selector({}, { ...missing, fromFieldPathPolicy: 'Optional' }), undefined],
];

const ofRegion: JsonObject = { type: 'FromEnvironmentFieldPath', key: 'region', valueFromFieldPath: 'aws.region' };

const many = [config('c', { name: 'c', c: 1, n: 2 }), config('a', { name: 'a', a: 1 }), config('b', { name: 'b', b: 1, n: 10 })];

const merges: readonly (readonly [name: string, spec: JsonObject, found: FunctionRequest['requiredResources'], environment: JsonObject])[] =
  [
    ['one by name', { environmentConfigs: [reference('p')] }, found([config('p', { a: { b: 1 } })]), { a: { b: 1 } }],
    [
      'in order, member by member',
      { environmentConfigs: [reference('p'), reference('q')] },
      found([config('p', { a: { b: 1, c: 1 }, l: [1] })], [config('q', { a: { c: 2 }, l: [2] })]),
      { a: { b: 1, c: 2 }, l: [2] },
    ],
    [
      'over default data',
      { environmentConfigs: [reference('p')], defaultData: { a: { b: 0, d: 0 } } },
      found([config('p', { a: { b: 1 } })]),
      { a: { b: 1, d: 0 } },
    ],
    [
      'into a place of the environment, beside what is there',
      { environmentConfigs: [reference('p'), { ...reference('q'), toFieldPath: 'a.deep' }] },
      found([config('p', { a: { b: 1 } })], [config('q', { c: 2 })]),
      { a: { b: 1, deep: { c: 2 } } },
    ],
    ['default data alone', { defaultData: { a: 1 } }, {}, { a: 1 }],
    ['one without data', { environmentConfigs: [reference('p')], defaultData: { a: 1 } }, found([config('p')]), { a: 1 }],
    [
      'none, if it may be so',
      { environmentConfigs: [reference('p')], policy: { resolution: 'Optional' }, defaultData: { a: 1 } },
      found([]),
      { a: 1 },
    ],
    ['many, by name', { environmentConfigs: [selector({ mode: 'Multiple' }, team)] }, found(many), { name: 'c', a: 1, b: 1, c: 1, n: 2 }],
    [
      'the first two, by name',
      { environmentConfigs: [selector({ mode: 'Multiple', maxMatch: 2 }, team)] },
      found(many),
      { name: 'b', a: 1, b: 1, n: 10 },
    ],
    [
      'many, by a number',
      { environmentConfigs: [selector({ mode: 'Multiple', minMatch: 3, sortByFieldPath: 'data.n' }, team)] },
      found(many),
      { name: 'b', a: 1, b: 1, c: 1, n: 10 },
    ],
    ['none of many', { environmentConfigs: [selector({ mode: 'Multiple' }, team)], defaultData: { a: 1 } }, found([]), { a: 1 }],
    [
      'nothing for a source that asks for nothing',
      { environmentConfigs: [selector({}, { ...missing, fromFieldPathPolicy: 'Optional' })], defaultData: { a: 1 } },
      {},
      { a: 1 },
    ],
  ];

const failures: readonly (readonly [name: string, source: JsonObject, found: FunctionRequest['requiredResources'], message: string])[] = [
  ['no such name', reference('p'), found([]), 'there must be one EnvironmentConfig of the name p, and there is none'],
  ['nothing with the labels', selector({}, team), found([]), 'there must be one EnvironmentConfig with these labels, and there is none'],
  [
    'two with the labels',
    selector({}, team),
    found(many.slice(1)),
    'there must be one EnvironmentConfig with these labels, and there are 2',
  ],
  [
    'too few',
    selector({ mode: 'Multiple', minMatch: 4 }, team),
    found(many),
    'there must be 4 EnvironmentConfigs with these labels at least, and there are 3',
  ],
  ['a required label without value', selector({}, missing), {}, 'the value of the label x: the composite has no text at spec.x'],
  [
    'a label that is no text',
    selector({}, { key: 'x', valueFromFieldPath: 'spec.storage' }),
    {},
    'the value of the label x: the composite has no text at spec.storage',
  ],
  [
    'texts and numbers to sort by',
    selector({ mode: 'Multiple', sortByFieldPath: 'data.k' }, team),
    found([config('a', { k: 1 }), config('b', { k: 'x' })]),
    "can't sort by data.k: it holds texts and numbers",
  ],
  [
    'objects to sort by',
    selector({ mode: 'Multiple', sortByFieldPath: 'data' }, team),
    found([config('a', {})]),
    "can't sort by data: it holds neither texts nor numbers",
  ],
];

describe('environment-configs', () => {
  for (const [name, source, match] of asks) {
    it(`asks for ${name}`, async () => {
      const response = await run({ environmentConfigs: [source] }, {});
      assert.deepEqual(response.requirements, {
        resources: match === undefined ? {} : { 'environment-config-0': { ...type, match } },
        schemas: {},
      });
      assert.deepEqual([response.context, response.results], [{}, []]);
    });
  }

  for (const [name, spec, required, environment] of merges) {
    it(`merges ${name}`, async () => {
      const response = await run(spec, required);
      assert.deepEqual([response.results, response.context], [[], { [crossplanes]: environment }]);
    });
  }

  for (const [name, source, required, message] of failures) {
    it(`is fatal: ${name}`, async () => {
      const response = await run({ environmentConfigs: [source] }, required, { [ours]: { a: 1 } });
      assert.deepEqual(response.results, [{ severity: 'fatal', message: `spec.environmentConfigs[0]: ${message}` }]);
      assert.deepEqual(response.context, { [ours]: { a: 1 } });
    });
  }

  it('asks for a label of the environment', async () => {
    const response = await run({ environmentConfigs: [selector({}, ofRegion)] }, {}, { [ours]: { aws: { region: 'eu' } } });
    assert.deepEqual(response.requirements.resources, { 'environment-config-0': { ...type, match: { labels: { region: 'eu' } } } });
  });

  it('is fatal if the environment lacks the value of a label', async () => {
    const response = await run({ environmentConfigs: [selector({}, ofRegion)] }, {});
    const message = 'spec.environmentConfigs[0]: the value of the label region: the environment has no text at aws.region';
    assert.deepEqual(response.results, [{ severity: 'fatal', message }]);
  });

  it('merges nothing before all that it asks for is looked at', async () => {
    const spec = { environmentConfigs: [reference('p'), reference('q')], defaultData: { a: 1 } };
    const response = await run(spec, found([config('p', { b: 1 })]));
    assert.deepEqual(
      [response.context, Object.keys(response.requirements.resources)],
      [{}, ['environment-config-0', 'environment-config-1']],
    );
  });

  it('merges over the environment that is there, which goes over the default data', async () => {
    const spec = { environmentConfigs: [reference('p')], defaultData: { a: 'default', b: 'default', c: 'default' } };
    const response = await run(spec, found([config('p', { a: 'config' })]), { [crossplanes]: { a: 'env', b: 'env' }, other: 1 });
    assert.deepEqual(response.context, { [crossplanes]: { a: 'config', b: 'env', c: 'default' }, other: 1 });
  });

  for (const [name, spec, path] of [
    ['unknown field', { environmentConfig: [] }, 'spec.environmentConfig'],
    ['no ref', { environmentConfigs: [{}] }, 'spec.environmentConfigs[0].ref'],
    ['no selector', { environmentConfigs: [{ type: 'Selector' }] }, 'spec.environmentConfigs[0].selector'],
    ['no labels', { environmentConfigs: [selector({})] }, 'spec.environmentConfigs[0].selector.matchLabels'],
    [
      'no value',
      { environmentConfigs: [selector({}, { type: 'Value', key: 'a' })] },
      'spec.environmentConfigs[0].selector.matchLabels[0].value',
    ],
    [
      'no path',
      { environmentConfigs: [selector({}, { key: 'a' })] },
      'spec.environmentConfigs[0].selector.matchLabels[0].valueFromFieldPath',
    ],
    [
      'a wrong path',
      { environmentConfigs: [selector({ sortByFieldPath: 'a..b' }, team)] },
      'spec.environmentConfigs[0].selector.sortByFieldPath',
    ],
    [
      'a wildcard',
      { environmentConfigs: [selector({ sortByFieldPath: 'a[*]' }, team)] },
      'spec.environmentConfigs[0].selector.sortByFieldPath',
    ],
    ['a negative number', { environmentConfigs: [selector({ minMatch: -1 }, team)] }, 'spec.environmentConfigs[0].selector.minMatch'],
    ['an unknown policy', { policy: { resolution: 'Maybe' } }, 'spec.policy.resolution'],
  ] as const) {
    it(`refuses an input: ${name}`, async () => {
      const input = { apiVersion: 'environmentconfigs.fn.evenkeel.dev/v1beta1', kind: 'Input', spec };
      const environmentConfigs = createEnvironmentConfigs();
      assert.deepEqual(
        environmentConfigs.checkInput?.(input).map((problem) => problem.path),
        [path],
      );
      await assert.rejects(environmentConfigs.run(requestOf({ input }), new AbortController().signal), /the input is wrong/);
    });
  }

  it('refuses no input', () => assert.equal(createEnvironmentConfigs().checkInput?.(undefined).length, 1));
});
