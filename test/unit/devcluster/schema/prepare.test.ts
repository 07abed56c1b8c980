import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { compileSchema } from '../../../../src/devcluster/schema/compile-schema.ts';

interface Case {
  readonly name: string;
  readonly schema: JsonObject;
  readonly given: Json;
  /** As given unless told. */
  readonly stored?: Json;
  readonly unknown?: readonly string[];
}

const text = { type: 'string' };
const keeps = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const withDefault = {
  type: 'object',
  properties: { a: { type: 'integer', default: 5 }, b: { type: 'object', properties: { c: { ...text, default: 'x' } } } },
};

const cases: readonly Case[] = [
  {
    name: 'drops fields that the schema does not know, at any depth, and names them in order',
    schema: { type: 'object', properties: { a: text, l: { type: 'array', items: { type: 'object', properties: { b: text } } } } },
    given: { z: 1, l: [{ b: 'x' }, { b: 'x', y: 2 }], a: 'x' },
    stored: { l: [{ b: 'x' }, { b: 'x' }], a: 'x' },
    unknown: ['spec.l[1].y', 'spec.z'],
  },
  { name: 'keeps what a schema says to keep', schema: keeps, given: { any: { thing: [{}] } } },
  {
    name: 'prunes what is known below a place that keeps the unknown',
    schema: { ...keeps, properties: { a: { type: 'object', properties: { b: text } } } },
    given: { x: 1, a: { b: 'x', c: 1 } },
    stored: { x: 1, a: { b: 'x' } },
    unknown: ['spec.a.c'],
  },
  {
    name: 'prunes the values of a map by their schema',
    schema: { type: 'object', additionalProperties: { type: 'object', properties: { a: text } } },
    given: { k: { a: 'x', b: 1 } },
    stored: { k: { a: 'x' } },
    unknown: ['spec.k.b'],
  },
  {
    name: 'leaves apiVersion and kind of an embedded resource, and prunes its metadata',
    schema: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: text } },
    given: { apiVersion: 'v1', kind: 'A', metadata: { name: 'x', strange: 1 }, spec: 'x', other: 1 },
    stored: { apiVersion: 'v1', kind: 'A', metadata: { name: 'x' }, spec: 'x' },
    unknown: ['spec.metadata.strange', 'spec.other'],
  },
  { name: 'fills in defaults where the parent is there', schema: withDefault, given: { b: {} }, stored: { b: { c: 'x' }, a: 5 } },
  { name: 'makes no parent for a default', schema: withDefault, given: { a: 1 } },
  { name: 'replaces a null that is not allowed by the default', schema: withDefault, given: { a: null }, stored: { a: 5 } },
  {
    name: 'drops a null that is not allowed and has no default',
    schema: { type: 'object', properties: { a: text } },
    given: { a: null },
    stored: {},
  },
  {
    name: 'keeps a null that is allowed, default or not',
    schema: { type: 'object', properties: { a: { ...text, nullable: true, default: 'x' } } },
    given: { a: null },
  },
  {
    name: 'replaces a null among items, but does not drop it',
    schema: { type: 'array', items: text },
    given: ['x', null],
  },
  {
    name: 'fills in the defaults inside a default',
    schema: { type: 'object', properties: { o: { ...withDefault, default: {} } } },
    given: {},
    stored: { o: { a: 5 } },
  },
];

describe('compiled schema: prepare', () => {
  for (const { name, schema, given, stored = given, unknown = [] } of cases) {
    it(name, () => {
      const compiled = compileSchema({ type: 'object', properties: { spec: schema } }, { custom: true });
      const admitted = compiled.prepare({ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'x', strange: 1 }, spec: given });
      assert.deepEqual(admitted.object['spec'], stored);
      assert.deepEqual(admitted.unknown, unknown);
      assert.deepEqual(admitted.object['metadata'], { name: 'x', strange: 1 }, 'metadata is the store’s');
    });
  }

  it('keeps nulls that have no place if asked to, but for defaults', () => {
    const schema = { type: 'object', properties: { a: text, b: { ...text, default: 'x' } } };
    const { object } = compileSchema(schema, { custom: true }).prepare({ a: null, b: null }, { keepNulls: true });
    assert.deepEqual(object, { a: null, b: 'x' });
  });

  it('changes nothing of what it is given', () => {
    const given = { spec: { a: null, z: { y: 1 } } };
    compileSchema({ type: 'object', properties: { spec: withDefault } }, { custom: true }).prepare(given);
    assert.deepEqual(given, { spec: { a: null, z: { y: 1 } } });
  });
});
