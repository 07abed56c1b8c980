import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../src/base/json.ts';
import { environmentOf } from '../../../../src/composition/function/environment-context.ts';
import type { FunctionResponse } from '../../../../src/composition/function/pipeline-function.ts';
import { createPatchAndTransform } from '../../../../src/composition/patch-and-transform/patch-and-transform.ts';
import { resourceDirections } from '../../../../src/composition/patch-and-transform/patch-directions.ts';
import type { PatchTarget } from '../../../../src/composition/patch-and-transform/patch-directions.ts';
import type { ToFieldPathPolicy } from '../../../../src/composition/patch-and-transform/resources.ts';
import type { StringTransform, Transform } from '../../../../src/composition/transform/transform.ts';
import { requestOf, resourceOf } from '../pipeline-request.ts';

const string = (transform: StringTransform): Transform => ({ type: 'string', string: transform });
const convert = (toType: NonNullable<Transform['convert']>['toType'], format: 'none' | 'quantity' | 'json' = 'none'): Transform => ({
  type: 'convert',
  convert: { toType, format },
});

/** Each transform with an input and its output; undefined: it can't take the input. */
const transforms: readonly (readonly [transform: Transform, input: Json, output: Json | undefined])[] = [
  [{ type: 'map', map: { '7': 'seven' } }, '7', 'seven'],
  [{ type: 'map', map: { '7': 'seven' } }, '8', undefined],
  [{ type: 'match', match: { patterns: [{ literal: '7', result: { n: 7 } }] } }, '7', { n: 7 }],
  [{ type: 'match', match: { patterns: [{ type: 'regexp', regexp: '^\\d$', result: [1] }] } }, '7', [1]],
  [{ type: 'match', match: { patterns: [{ literal: '7', result: 1 }], fallbackValue: 'x' } }, '8', 'x'],
  [{ type: 'match', match: { patterns: [{ literal: '7', result: 1 }], fallbackTo: 'Input' } }, '8', '8'],
  [{ type: 'math', math: { type: 'Multiply', multiply: 3 } }, 7, 21],
  [{ type: 'math', math: { type: 'ClampMin', clampMin: 9 } }, 7, 9],
  [{ type: 'math', math: { type: 'ClampMax', clampMax: 5 } }, 7, 5],
  [{ type: 'math', math: { multiply: 3 } }, '7', undefined],
  [string({ type: 'Format', fmt: '<%s>' }), '7', '<7>'],
  [string({ type: 'Format', fmt: '<%s>' }), 7, '<%!s(int64=7)>'],
  [string({ type: 'Convert', convert: 'ToUpper' }), 'a7', 'A7'],
  [string({ type: 'Convert', convert: 'ToLower' }), 'A7', 'a7'],
  [string({ type: 'Convert', convert: 'ToBase64' }), '7', 'Nw=='],
  [string({ type: 'Convert', convert: 'FromBase64' }), 'Nw==', '7'],
  [string({ type: 'Convert', convert: 'FromBase64' }), '7', undefined],
  [string({ type: 'Convert', convert: 'ToJson' }), '7', '"7"'],
  [string({ type: 'Convert', convert: 'ToSha1' }), '7', '902ba3cda1883801594b6e1b452790cc53948fda'],
  [string({ type: 'Convert', convert: 'ToSha256' }), '7', '7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451'],
  [string({ type: 'Convert', convert: 'ToAdler32' }), '7', '3670072'],
  [string({ type: 'TrimPrefix', trim: 'sg-' }), 'sg-7', '7'],
  [string({ type: 'TrimSuffix', trim: '-sg' }), '7-sg', '7'],
  [string({ type: 'Regexp', regexp: { match: '-(\\d+)', group: 1 } }), 'sg-7', '7'],
  [string({ type: 'Regexp', regexp: { match: '-(\\d+)', group: 1 } }), 'sg', undefined],
  [string({ type: 'Join', join: { separator: '+' } }), ['7', 8], '7+8'],
  [string({ type: 'Join', join: { separator: '+' } }), '7', undefined],
  [string({ type: 'Replace', replace: { search: '-', replace: '_' } }), 's-g-7', 's_g_7'],
  [convert('string'), 7, '7'],
  [convert('int'), '7', 7],
  [convert('int64'), 'seven', undefined],
  [convert('bool'), '1', true],
  [convert('float64'), '7.5', 7.5],
  [convert('float64', 'quantity'), '7Ki', 7168],
  [convert('object', 'json'), '{"a":7}', { a: 7 }],
  [convert('array', 'json'), '[7]', [7]],
  [convert('array', 'json'), '{}', undefined],
];

const keeping: readonly ToFieldPathPolicy[] = ['MergeObjects', 'MergeObject', 'MergeObjectsAppendArrays'];
const policies: readonly ToFieldPathPolicy[] = [...keeping, 'Replace', 'ForceMergeObjects', 'ForceMergeObjectsAppendArrays', 'AppendArray'];
const types = Object.keys(resourceDirections) as (keyof typeof resourceDirections)[];

interface Given {
  readonly type: keyof typeof resourceDirections;
  readonly policy: JsonObject;
  readonly transform: Transform;
  readonly input: Json;
  readonly existing: Json | undefined;
}

/** Runs one patch from `from.v` to `to.v`; `existing` is in its place before. */
async function run({ type, policy, transform, input, existing }: Given): Promise<FunctionResponse> {
  const source = { from: { v: input } };
  const target = existing === undefined ? {} : { to: { v: existing } };
  const read = type.startsWith('Combine')
    ? { combine: { variables: [{ fromFieldPath: 'from.v' }], strategy: 'string', string: { fmt: '%v' } } }
    : { fromFieldPath: 'from.v' };
  const patch = { type, ...read, toFieldPath: 'to.v', policy, transforms: [transform] };
  const base = { apiVersion: 'v1', kind: 'Thing', ...target };
  const template = { apiVersion: 'pt.fn.evenkeel.dev/v1beta1', kind: 'Resources', resources: [{ name: 'a', base, patches: [patch] }] };
  const request = requestOf({
    composite: { apiVersion: 'v1', kind: 'X', ...source },
    observed: { a: resourceOf({ ...base, metadata: { name: 'a' }, ...source }) },
    desiredComposite: resourceOf(target),
    context: { 'apiextensions.evenkeel.dev/environment': { ...source, ...target } },
    input: JSON.parse(JSON.stringify(template)) as JsonObject,
  });
  return await createPatchAndTransform().run(request, new AbortController().signal);
}

function written({ desired, context }: FunctionResponse, target: PatchTarget): Json | undefined {
  const objects = {
    desiredChild: desired.resources['a']?.resource,
    desiredComposite: desired.composite.resource,
    environment: environmentOf(context),
  };
  return (objects[target]?.['to'] as JsonObject | undefined)?.['v'];
}

describe('every patch with every policy and transform', () => {
  for (const type of types) {
    const inputs = transforms.filter(([, input]) => typeof input === 'string' || !type.startsWith('Combine'));

    for (const toFieldPath of policies) {
      for (const existing of [undefined, 'old']) {
        it(`${type}, ${toFieldPath}, ${existing === undefined ? 'nothing there' : 'something there'}`, async () => {
          for (const fromFieldPath of ['Optional', 'Required']) {
            for (const [transform, input, output] of inputs) {
              const response = await run({ type, policy: { fromFieldPath, toFieldPath }, transform, input, existing });
              const expected = existing !== undefined && keeping.includes(toFieldPath) ? existing : output;
              const said = JSON.stringify({ transform, input, results: response.results });
              assert.equal(response.results[0]?.severity, output === undefined ? 'fatal' : undefined, said);
              if (output !== undefined) assert.deepEqual(written(response, resourceDirections[type].to), expected, said);
            }
          }
        });
      }
    }
  }
});
