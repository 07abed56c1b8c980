import assert from 'node:assert/strict';
import { createValidator } from '../../../../src/engine/schema/validator.ts';
import { smallKind } from './small-kind.ts';

const validate = createValidator(smallKind);

const valid = { region: 'us-east-1', size: 3, networkId: 'n-1', mode: 'fast' };

function thing(forProvider: object, spec: object = {}): object {
  return { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'Thing', metadata: { name: 'thing' }, spec: { forProvider, ...spec } };
}

interface Case {
  readonly name: string;
  readonly object: unknown;
  readonly path: string;
  readonly message: RegExp;
}

const cases: readonly Case[] = [
  { name: 'is no object', object: 'thing', path: 'object', message: /must be object/ },
  { name: 'has no spec', object: { kind: 'Thing' }, path: 'spec', message: /required/ },
  { name: 'has no region', object: thing({ size: 1 }), path: 'spec.forProvider.region', message: /is required: set it/ },
  { name: 'has a string for a number', object: thing({ ...valid, size: '3' }), path: 'spec.forProvider.size', message: /must be integer/ },
  { name: 'has a number out of range', object: thing({ ...valid, size: 11 }), path: 'spec.forProvider.size', message: /must be <= 10/ },
  { name: 'has an unknown choice', object: thing({ ...valid, mode: 'odd' }), path: 'spec.forProvider.mode', message: /slow, fast/ },
  {
    name: 'has a broken CIDR',
    object: thing({ region: 'us-east-1', range: '10.0.0.0/33' }),
    path: 'spec.forProvider.range',
    message: /cidr/,
  },
  { name: 'has null for a value', object: thing({ ...valid, size: null }), path: 'spec.forProvider.size', message: /must be/ },
  {
    name: 'lacks what a create needs',
    object: thing({ ...valid, networkId: undefined }),
    path: 'spec.forProvider',
    message: /networkIdRef.* is required/,
  },
  {
    name: 'has none of a set',
    object: thing({ ...valid, mode: undefined }),
    path: 'spec.forProvider',
    message: /one of mode, order is required/,
  },
  {
    name: 'has a refused field',
    object: thing({ ...valid, outpost: 'o' }),
    path: 'spec.forProvider.outpost',
    message: /outposts are far away/,
  },
  {
    name: 'has a refused reference',
    object: thing({ ...valid, keyIdRef: { name: 'k' } }),
    path: 'spec.forProvider.keyIdRef',
    message: /no kind Key/,
  },
  {
    name: 'has a refused member of an object',
    object: thing({ ...valid, part: { old: 'x' } }),
    path: 'spec.forProvider.part.old',
    message: /it is gone/,
  },
  {
    name: 'has a refused field in initProvider',
    object: thing(valid, { initProvider: { outpost: 'o' } }),
    path: 'spec.initProvider.outpost',
    message: /outposts are far away/,
  },
  {
    name: 'has both of what excludes each other',
    object: thing({ ...valid, range: '10.0.0.0/8' }),
    path: 'spec.forProvider',
    message: /at most one of range, networkId/,
  },
  {
    name: 'claims an owner tag',
    object: thing({ ...valid, tags: { 'evenkeel.dev:uid': 'x' } }),
    path: 'spec.forProvider.tags',
    message: /whose a resource is/,
  },
  {
    name: "claims one of AWS's tags",
    object: thing({ ...valid, tags: { 'aws:x': 'x' } }),
    path: 'spec.forProvider.tags',
    message: /AWS keeps/,
  },
  {
    name: 'has a tag key that is too long',
    object: thing({ ...valid, tags: { ['k'.repeat(129)]: 'x' } }),
    path: 'spec.forProvider.tags',
    message: /128/,
  },
  {
    name: 'claims an owner tag in initProvider',
    object: thing(valid, { initProvider: { tags: { 'evenkeel.dev:name': 'x' } } }),
    path: 'spec.initProvider.tags',
    message: /whose a resource is/,
  },
];

describe('the validator of a kind', () => {
  for (const { name, object, path, message } of cases) {
    it(`says where and why an object that ${name} is wrong`, () => {
      const problems = validate(object);
      assert.deepEqual(
        problems.filter((problem) => problem.path === path && message.test(problem.message)).length,
        1,
        JSON.stringify(problems, undefined, 1),
      );
    });
  }

  const accepted: Readonly<Record<string, object>> = {
    'with all that a create needs': thing(valid),
    'whose fields come by reference': thing({ region: 'us-east-1', size: 1, networkIdSelector: { matchLabels: { a: 'b' } }, order: ['x'] }),
    'whose fields come from initProvider': thing({ region: 'us-east-1' }, { initProvider: { size: 1, networkId: 'n', mode: 'slow' } }),
    'that only observes': thing({ region: 'us-east-1' }, { managementPolicies: ['Observe'] }),
    'whose status is odd, since that is ours to write': { ...thing(valid), status: { observedGeneration: 'x' } },
  };
  for (const [name, object] of Object.entries(accepted)) {
    it(`accepts an object ${name}`, () => {
      assert.deepEqual(validate(object), []);
    });
  }
});
