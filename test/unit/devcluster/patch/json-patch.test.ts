import assert from 'node:assert/strict';
import type { Json } from '../../../../src/devcluster/api/dev-object.ts';
import { StatusError } from '../../../../src/devcluster/api/status-error.ts';
import { applyJsonPatch } from '../../../../src/devcluster/patch/json-patch.ts';

const object = { data: { a: '1', 'c/d': '2' }, list: ['x', 'y', 'z'], constructor: 'own' };

interface Case {
  readonly name: string;
  readonly operations: Json;
  readonly gives: Json;
}

const applied: readonly Case[] = [
  { name: 'adds a member', operations: [{ op: 'add', path: '/data/b', value: 1 }], gives: { data: { ...object.data, b: 1 } } },
  {
    name: 'replaces a member that is not there',
    operations: [{ op: 'replace', path: '/data/b', value: 1 }],
    gives: { data: { ...object.data, b: 1 } },
  },
  { name: 'unescapes', operations: [{ op: 'remove', path: '/data/c~1d' }], gives: { data: { a: '1' } } },
  { name: 'inserts', operations: [{ op: 'add', path: '/list/1', value: 'n' }], gives: { list: ['x', 'n', 'y', 'z'] } },
  { name: 'appends', operations: [{ op: 'add', path: '/list/-', value: 'n' }], gives: { list: ['x', 'y', 'z', 'n'] } },
  { name: 'appends at the length', operations: [{ op: 'add', path: '/list/3', value: 'n' }], gives: { list: ['x', 'y', 'z', 'n'] } },
  { name: 'appends at -1', operations: [{ op: 'add', path: '/list/-1', value: 'n' }], gives: { list: ['x', 'y', 'z', 'n'] } },
  { name: 'removes the last by -1', operations: [{ op: 'remove', path: '/list/-1' }], gives: { list: ['x', 'y'] } },
  { name: 'reads 01 as 1', operations: [{ op: 'remove', path: '/list/01' }], gives: { list: ['x', 'z'] } },
  { name: 'replaces an item', operations: [{ op: 'replace', path: '/list/0', value: 'n' }], gives: { list: ['n', 'y', 'z'] } },
  { name: 'moves', operations: [{ op: 'move', from: '/data/a', path: '/b' }], gives: { data: { 'c/d': '2' }, b: '1' } },
  {
    name: 'moves within a list, counting without the moved',
    operations: [{ op: 'move', from: '/list/0', path: '/list/2' }],
    gives: { list: ['y', 'z', 'x'] },
  },
  { name: 'copies what is absent as null', operations: [{ op: 'copy', from: '/data/b', path: '/b' }], gives: { b: null } },
  { name: 'tests what is absent as null', operations: [{ op: 'test', path: '/data/b' }], gives: {} },
  { name: 'tests whatever the order of members', operations: [{ op: 'test', path: '/data', value: { 'c/d': '2', a: '1' } }], gives: {} },
  {
    name: 'takes a member named like a property of all objects',
    operations: [{ op: 'test', path: '/data/toString', value: null }],
    gives: {},
  },
  { name: 'takes null as no operations', operations: null, gives: {} },
];

const refused: readonly { readonly name: string; readonly operations: Json; readonly code: number; readonly message?: RegExp }[] = [
  {
    name: 'a failed test',
    operations: [{ op: 'test', path: '/data/a', value: '2' }],
    code: 422,
    message: /due to an error in our request/,
  },
  { name: 'a test below nothing', operations: [{ op: 'test', path: '/no/no', value: null }], code: 422 },
  { name: 'a test off the list', operations: [{ op: 'test', path: '/list/3', value: null }], code: 422 },
  { name: 'to remove what is not there', operations: [{ op: 'remove', path: '/data/b' }], code: 422 },
  { name: 'to remove past the end', operations: [{ op: 'remove', path: '/list/-' }], code: 422 },
  { name: 'to remove before the beginning', operations: [{ op: 'remove', path: '/list/-4' }], code: 422 },
  { name: 'to add below nothing', operations: [{ op: 'add', path: '/no/no', value: 1 }], code: 422 },
  { name: 'to add past the end', operations: [{ op: 'add', path: '/list/4', value: 1 }], code: 422 },
  { name: 'to add to text', operations: [{ op: 'add', path: '/data/a/b', value: 1 }], code: 422 },
  { name: 'an index that is no number', operations: [{ op: 'replace', path: '/list/x', value: 1 }], code: 422 },
  { name: 'to remove the whole', operations: [{ op: 'remove', path: '' }], code: 422 },
  { name: 'an unknown operation', operations: [{ op: 'zap', path: '/data' }], code: 422 },
  { name: 'an operation without a path', operations: [{ op: 'remove' }], code: 422 },
  { name: 'a list for the object', operations: [{ op: 'replace', path: '', value: [] }], code: 422 },
  { name: 'no list', operations: {}, code: 400, message: /cannot unmarshal object into Go value of type \[\]handlers.jsonPatchOp/ },
  {
    name: 'an operation that is none',
    operations: [5],
    code: 400,
    message: /cannot unmarshal number into Go value of type handlers.jsonPatchOp/,
  },
  {
    name: 'a path that is no text',
    operations: [{ op: 'remove', path: 5 }],
    code: 400,
    message: /Go struct field jsonPatchOp.path of type string/,
  },
  { name: 'too many', operations: Array.from({ length: 10_001 }, () => null), code: 413, message: /10000, got 10001/ },
];

describe('applyJsonPatch', () => {
  for (const { name, operations, gives } of applied) {
    it(name, () => {
      const before = structuredClone(object);
      assert.deepEqual(applyJsonPatch(object, operations), { ...object, ...Object(gives) });
      assert.deepEqual(object, before, 'the object itself has changed');
    });
  }

  it('replaces the whole', () => {
    assert.deepEqual(applyJsonPatch(object, [{ op: 'replace', path: '', value: { n: 1 } }]), { n: 1 });
  });

  for (const { name, operations, code, message } of refused) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => applyJsonPatch(object, operations),
        (error) => error instanceof StatusError && error.code === code && (message ?? /./).test(error.message),
      );
    });
  }
});
