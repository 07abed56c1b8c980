import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/devcluster/api/dev-object.ts';
import { StatusError } from '../../../../../src/devcluster/api/status-error.ts';
import { applyStrategicMergePatch } from '../../../../../src/devcluster/patch/strategic/strategic-merge-patch.ts';

const schema = {
  type: 'object',
  properties: {
    data: { type: 'object', additionalProperties: { type: 'string' } },
    secrets: { type: 'array', items: { type: 'object' }, 'x-kubernetes-patch-strategy': 'merge', 'x-kubernetes-patch-merge-key': 'name' },
    rules: { type: 'array', items: { type: 'object' } },
    source: { type: 'object', 'x-kubernetes-patch-strategy': 'replace' },
  },
} as const;

const object = {
  metadata: { name: 'z', finalizers: ['a', 'b', 'c'], ownerReferences: [owner('1', 'x'), owner('2', 'y')] },
  data: { a: '1', b: '2' },
  secrets: [{ name: 'a', of: 'x' }, { name: 'b' }],
  rules: [{ verb: 'get' }],
  source: { a: 1, b: 2 },
};

const cases: readonly { readonly name: string; readonly patch: JsonObject; readonly gives: JsonObject }[] = [
  { name: 'merges maps and removes by null', patch: { data: { a: null, c: '3' } }, gives: { data: { b: '2', c: '3' } } },
  { name: 'replaces a map', patch: { data: { $patch: 'replace', n: '1' } }, gives: { data: { n: '1' } } },
  { name: 'empties a map', patch: { data: { $patch: 'delete' } }, gives: { data: {} } },
  { name: 'keeps what is to be retained', patch: { data: { $retainKeys: ['a'], a: '3' } }, gives: { data: { a: '3' } } },
  { name: 'replaces a map whose strategy is that', patch: { source: { c: 3 } }, gives: { source: { c: 3 } } },
  { name: 'replaces a list without a strategy', patch: { rules: [{ verb: 'list' }] }, gives: { rules: [{ verb: 'list' }] } },
  {
    name: 'merges items by their key, new ones first',
    patch: { secrets: [{ name: 'c' }, { name: 'b', of: 'y' }] },
    gives: { secrets: [{ name: 'c' }, { name: 'a', of: 'x' }, { name: 'b', of: 'y' }] },
  },
  { name: 'deletes an item', patch: { secrets: [{ name: 'a', $patch: 'delete' }] }, gives: { secrets: [{ name: 'b' }] } },
  { name: 'replaces the list', patch: { secrets: [{ name: 'n' }, { $patch: 'replace' }] }, gives: { secrets: [{ name: 'n' }] } },
  {
    name: 'orders items',
    patch: { '$setElementOrder/secrets': [{ name: 'b' }, { name: 'a' }] },
    gives: { secrets: [{ name: 'b' }, { name: 'a', of: 'x' }] },
  },
  {
    name: 'orders and adds',
    patch: { '$setElementOrder/secrets': [{ name: 'c' }, { name: 'a' }], secrets: [{ name: 'c' }] },
    gives: { secrets: [{ name: 'c' }, { name: 'a', of: 'x' }, { name: 'b' }] },
  },
  {
    name: 'drops directives where there is nothing to merge with',
    patch: { fresh: { $patch: 'replace', a: { b: null, c: 1 } } },
    gives: { fresh: { a: { c: 1 } } },
  },
];

const metadataCases: typeof cases = [
  { name: 'merges finalizers as a set', patch: { finalizers: ['d', 'a'] }, gives: { finalizers: ['d', 'a', 'b', 'c'] } },
  { name: 'deletes finalizers', patch: { '$deleteFromPrimitiveList/finalizers': ['a', 'x'] }, gives: { finalizers: ['b', 'c'] } },
  {
    name: 'orders finalizers',
    patch: { '$setElementOrder/finalizers': ['n', 'c'], finalizers: ['n'] },
    gives: { finalizers: ['n', 'a', 'b', 'c'] },
  },
  {
    name: 'merges owners by uid',
    patch: { ownerReferences: [{ uid: '1', controller: true }, owner('3', 'z')] },
    gives: { ownerReferences: [{ ...owner('1', 'x'), controller: true }, owner('3', 'z'), owner('2', 'y')] },
  },
];

const refused: readonly {
  readonly name: string;
  readonly patch: JsonObject | readonly string[];
  readonly code: number;
  readonly message: RegExp;
}[] = [
  { name: 'a list', patch: [], code: 400, message: /^json: cannot unmarshal array/ },
  { name: 'keys beside those to be retained', patch: { data: { $retainKeys: ['b'], a: '3' } }, code: 400, message: /retainKeys/ },
  {
    name: 'an item without its key',
    patch: { secrets: [{ of: 'x' }] },
    code: 500,
    message: /^map: map\[of:x\] does not contain declared merge key: name$/,
  },
  {
    name: 'items of another type',
    patch: { secrets: ['z'] },
    code: 500,
    message: /not identical: \[\[map\[name:a of:x\] map\[name:b\]\] \[z\]\]$/,
  },
  {
    name: 'an order that lacks an item',
    patch: { '$setElementOrder/secrets': [{ name: 'a' }], secrets: [{ name: 'c' }] },
    code: 500,
    message: /The order in patch list:\n\[map\[name:c\]\]\n/,
  },
  { name: 'an order that is none', patch: { '$setElementOrder/secrets': 'x' }, code: 500, message: /received a string/ },
  { name: 'an unknown $patch', patch: { data: { $patch: 'zap' } }, code: 500, message: /unknown patch type: zap/ },
];

describe('applyStrategicMergePatch', () => {
  for (const { name, patch, gives } of cases) {
    it(name, () => {
      assert.deepEqual(applyStrategicMergePatch(object, patch, schema), { ...object, ...gives });
    });
  }

  for (const { name, patch, gives } of metadataCases) {
    it(name, () => {
      assert.deepEqual(applyStrategicMergePatch(object, { metadata: patch }, schema)['metadata'], { ...object.metadata, ...gives });
    });
  }

  for (const { name, patch, code, message } of refused) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => applyStrategicMergePatch(object, patch, schema),
        (error) => error instanceof StatusError && error.code === code && message.test(error.message),
      );
    });
  }
});

function owner(uid: string, name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', name, uid };
}
