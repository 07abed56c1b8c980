import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import { formatFieldPath } from '../../../../src/composition/field-path/field-path.ts';
import { checkResources } from '../../../../src/composition/patch-and-transform/check-resources.ts';
import { patchedPaths } from '../../../../src/composition/patch-and-transform/patched-paths.ts';
import { isToolKey } from '../../../../src/composition/patch-and-transform/tool-key.ts';

const base = { apiVersion: 'v1', kind: 'Thing' };
const head = { apiVersion: 'pt.fn.crossplane.io/v1beta1', kind: 'Resources' };
const resource = (member: JsonObject): JsonObject => ({ resources: [{ name: 'a', base, ...member }] });
const patch = (member: JsonObject): JsonObject => resource({ patches: [member] });
const combine = { variables: [{ fromFieldPath: 'a' }], strategy: 'string', string: { fmt: '%s' } };

const problems: readonly (readonly [name: string, input: unknown, path: string, message: RegExp])[] = [
  ['no apiVersion', { apiVersion: undefined, ...resource({}) }, 'apiVersion', /is required/],
  [
    'another apiVersion',
    { apiVersion: 'pt.fn.crossplane.io/v1', ...resource({}) },
    'apiVersion',
    /must be one of pt\.fn\.evenkeel\.dev\/v1beta1, /,
  ],
  ['another kind', { kind: 'Input', ...resource({}) }, 'kind', /"Input" is unknown/],
  ['nothing to do', {}, 'resources', /is required, or patches of the environment/],
  ['resources of another type', { resources: {} }, 'resources', /must be a list/],
  ['unknown field', { ...resource({}), patchsets: [] }, 'patchsets', /unknown field: known are apiVersion, kind, metadata, patchSets/],
  ['no name', { resources: [{ base }] }, 'resources[0].name', /is required/],
  ['empty name', { resources: [{ name: '', base }] }, 'resources[0].name', /must not be empty/],
  [
    'a name twice',
    {
      resources: [
        { name: 'a', base },
        { name: 'b', base },
        { name: 'a', base },
      ],
    },
    'resources[2].name',
    /"a" is the name of resources\[0\] already/,
  ],
  ['a base without kind', resource({ base: { apiVersion: 'v1' } }), 'resources[0].base.kind', /is required/],
  [
    'a base with a label that is no text',
    resource({ base: { ...base, metadata: { labels: { a: 1 } } } }),
    'resources[0].base.metadata.labels.a',
    /must be a string/,
  ],
  ['unknown patch type', patch({ type: 'FromCompositeField' }), 'resources[0].patches[0].type', /is unknown: must be one of FromComposite/],
  ['no path to read', patch({ toFieldPath: 'a' }), 'resources[0].patches[0].fromFieldPath', /required by type FromCompositeFieldPath/],
  [
    'no path of a path',
    patch({ fromFieldPath: 'a..b' }),
    'resources[0].patches[0].fromFieldPath',
    /no field path: unexpected "\." at position 2/,
  ],
  ['a wildcard to read', patch({ fromFieldPath: 'a[*]' }), 'resources[0].patches[0].fromFieldPath', /must not have wildcards/],
  ['an index too high', patch({ fromFieldPath: 'a', toFieldPath: 'a[1025]' }), 'resources[0].patches[0].toFieldPath', /beyond 1024/],
  ['misspelt field', patch({ fromFieldpath: 'a', fromFieldPath: 'a' }), 'resources[0].patches[0].fromFieldpath', /unknown field/],
  [
    'no combine',
    patch({ type: 'CombineToComposite', toFieldPath: 'a' }),
    'resources[0].patches[0].combine',
    /required by type CombineToComposite/,
  ],
  [
    'no path to write',
    patch({ type: 'CombineToComposite', combine }),
    'resources[0].patches[0].toFieldPath',
    /required by type CombineToComposite/,
  ],
  [
    'no variables',
    patch({ type: 'CombineToComposite', toFieldPath: 'a', combine: { ...combine, variables: [] } }),
    'resources[0].patches[0].combine.variables',
    /1 item or more/,
  ],
  [
    'no format',
    patch({ type: 'CombineToComposite', toFieldPath: 'a', combine: { ...combine, string: {} } }),
    'resources[0].patches[0].combine.string.fmt',
    /is required/,
  ],
  [
    'another strategy',
    patch({ type: 'CombineToComposite', toFieldPath: 'a', combine: { ...combine, strategy: 'sum' } }),
    'resources[0].patches[0].combine.strategy',
    /must be one of string/,
  ],
  [
    'unknown policy',
    patch({ fromFieldPath: 'a', policy: { toFieldPath: 'Merge' } }),
    'resources[0].patches[0].policy.toFieldPath',
    /must be one of Replace, MergeObjects/,
  ],
  [
    'merge options of old',
    patch({ fromFieldPath: 'a', policy: { mergeOptions: {} } }),
    'resources[0].patches[0].policy.mergeOptions',
    /unknown field/,
  ],
  [
    'no transform',
    patch({ fromFieldPath: 'a', transforms: [{ type: 'math' }] }),
    'resources[0].patches[0].transforms[0].math',
    /required by type math/,
  ],
  [
    'a contradiction',
    patch({ fromFieldPath: 'a', transforms: [{ type: 'convert', convert: { toType: 'bool', format: 'json' } }] }),
    'resources[0].patches[0].transforms[0].convert.format',
    /nothing can be converted/,
  ],
  [
    'unknown patch set',
    patch({ type: 'PatchSet', patchSetName: 'x' }),
    'resources[0].patches[0].patchSetName',
    /there is no patch set "x"/,
  ],
  ['no patch set', patch({ type: 'PatchSet' }), 'resources[0].patches[0].patchSetName', /required by type PatchSet/],
  [
    'a patch set in a patch set',
    { ...resource({}), patchSets: [{ name: 'x', patches: [{ type: 'PatchSet', patchSetName: 'x' }] }] },
    'patchSets[0].patches[0].type',
    /can not include another/,
  ],
  [
    'a patch set twice',
    {
      ...resource({}),
      patchSets: [
        { name: 'x', patches: [] },
        { name: 'x', patches: [] },
      ],
    },
    'patchSets[1].name',
    /patchSets\[0\] already/,
  ],
  [
    'a patch of a resource in the environment',
    { environment: { patches: [{ type: 'CombineToEnvironment', toFieldPath: 'a', combine }] } },
    'environment.patches[0].type',
    /not for patches of the environment/,
  ],
  [
    'no type of connection details',
    resource({ connectionDetails: [{ name: 'x' }] }),
    'resources[0].connectionDetails[0].type',
    /is required/,
  ],
  [
    'no value of connection details',
    resource({ connectionDetails: [{ name: 'x', type: 'FromValue' }] }),
    'resources[0].connectionDetails[0].value',
    /required by type FromValue/,
  ],
  [
    'no path of a check',
    resource({ readinessChecks: [{ type: 'NonEmpty' }] }),
    'resources[0].readinessChecks[0].fieldPath',
    /required by type NonEmpty/,
  ],
  [
    'a number for a text',
    resource({ readinessChecks: [{ type: 'MatchString', fieldPath: 'a', matchString: 1 }] }),
    'resources[0].readinessChecks[0].matchString',
    /must be a string/,
  ],
  ['moved from itself', resource({ movedFrom: 'a' }), 'resources[0].movedFrom', /"a": resources\[0\] has this name/],
  [
    'moved from one name twice',
    {
      resources: [
        { name: 'a', base, movedFrom: 'x' },
        { name: 'b', base, movedFrom: ['y', 'x'] },
      ],
    },
    'resources[1].movedFrom',
    /"x": resources\[0\] moved from it already/,
  ],
  ['moved from no name', resource({ movedFrom: [''] }), 'resources[0].movedFrom[0]', /must not be empty/],
];

describe('input of patch-and-transform', () => {
  for (const [name, input, path, message] of problems) {
    it(`is refused: ${name}`, () => {
      const found = checkResources({ ...head, ...(input as JsonObject) });
      assert.deepEqual(
        found.map((problem) => problem.path),
        [path],
      );
      assert.match(found[0]?.message ?? '', message);
    });
  }

  it('is required', () =>
    assert.deepEqual(checkResources(undefined), [{ path: '', message: 'is required: an object of the kind Resources' }]));

  it('is told of all that is wrong', () => {
    const input = { ...head, resources: [{ patches: [{ type: 'X' }, { fromFieldPath: 'a.' }] }] };
    assert.deepEqual(
      checkResources(input).map(({ path }) => path),
      ['resources[0].patches[0].type', 'resources[0].patches[1].fromFieldPath', 'resources[0].name'],
    );
  });

  it('tells which paths its patches read and write', () => {
    const input = {
      ...head,
      patchSets: [{ name: 's', patches: [{ fromFieldPath: 'spec.tags', transforms: [{ type: 'string', string: { fmt: '%s' } }] }] }],
      environment: { patches: [{ type: 'ToCompositeFieldPath', fromFieldPath: 'a', toFieldPath: 'status.a' }] },
      resources: [
        {
          name: 'a',
          base,
          patches: [
            { type: 'PatchSet', patchSetName: 's' },
            { type: 'CombineToComposite', toFieldPath: 'status.x[*].y', combine },
          ],
        },
        { name: 'b', patches: [{ type: 'ToEnvironmentFieldPath', fromFieldPath: 'status.b' }] },
      ],
    };
    const paths = patchedPaths(input).map(({ at, type, direction, from, to, isTransformed, resource: of }) => [
      at,
      type,
      `${direction.from} ${from.map(formatFieldPath).join()}`,
      `${direction.to} ${formatFieldPath(to)}`,
      isTransformed,
      of?.name,
      of?.base?.['kind'],
    ]);
    assert.deepEqual(paths, [
      ['environment.patches[0]', 'ToCompositeFieldPath', 'environment a', 'desiredComposite status.a', false, undefined, undefined],
      ['patchSets[0].patches[0]', 'FromCompositeFieldPath', 'observedComposite spec.tags', 'desiredChild spec.tags', true, 'a', 'Thing'],
      ['resources[0].patches[1]', 'CombineToComposite', 'observedChild a', 'desiredComposite status.x[*].y', true, 'a', 'Thing'],
      ['resources[1].patches[0]', 'ToEnvironmentFieldPath', 'observedChild status.b', 'environment status.b', false, 'b', undefined],
    ]);
    assert.deepEqual(patchedPaths({ ...input, kind: 'Other' }), []);
  });
});

describe('marks of tools', () => {
  for (const key of [
    'argocd.argoproj.io/tracking-id',
    'kustomize.toolkit.fluxcd.io/name',
    'app.kubernetes.io/instance',
    'meta.helm.sh/release-name',
    'kubectl.kubernetes.io/last-applied-configuration',
  ]) {
    it(`are ${key}`, () => assert.ok(isToolKey(key)));
  }

  for (const key of [
    'app.kubernetes.io/name',
    'app.kubernetes.io/instance-type',
    'team',
    'my-argocd.argoproj.io/x',
    'kubectl.kubernetes.io.example/x',
  ]) {
    it(`are not ${key}`, () => assert.ok(!isToolKey(key)));
  }
});
